"""What a messenger tells of a letter it has taken."""

import pytest
from sqlalchemy import select

from bot.channels.contract import Failure, Receipt, ReceiptKind
from bot.channels.receipts import Receipts
from bot.storage import outbox
from bot.storage.database import Database, Unit
from bot.storage.tables import outbox as table
from tests.talk import MONDAY_NOON

KEY = b"k" * 16


@pytest.fixture
def told() -> list[tuple[int, Failure]]:
    return []


@pytest.fixture
async def receipts(database: Database, told: list[tuple[int, Failure]]) -> Receipts:
    """Of one letter, which the messenger calls 57."""

    async def lost(_unit: Unit, letter: int, failure: Failure) -> None:
        told.append((letter, failure))

    async with database.unit() as unit:
        row = outbox.letter_row(
            unit, {"text": "а"}, key="1.0", channel="viber", peer_key=KEY, now=MONDAY_NOON
        )
        ((letter, _),) = await outbox.queue(unit, [row])
        outbox.sent(unit, {letter: "57"}, now=MONDAY_NOON)
    return Receipts(database, lost=lost, clock=lambda: MONDAY_NOON)


async def row(database: Database):
    async with database.reading() as unit:
        return await unit.first(select(table))


async def test_delivered_and_read(database: Database, receipts: Receipts) -> None:
    assert await receipts.take("viber", Receipt(ReceiptKind.DELIVERED, "57"))
    found = await row(database)
    assert (found.delivered_at, found.read_at, found.state) == (MONDAY_NOON, None, "sent")
    for _ in range(2):
        assert await receipts.take("viber", Receipt(ReceiptKind.READ, "57"))
    assert (await row(database)).read_at == MONDAY_NOON


async def test_failed_after_all_once(
    database: Database, receipts: Receipts, told: list[tuple[int, Failure]]
) -> None:
    for _ in range(2):
        assert await receipts.take("viber", Receipt(ReceiptKind.FAILED, "57", "Viber: no"))
    found = await row(database)
    assert (found.state, found.reason) == ("failed", "Viber: no")
    assert told == [(found.id, Failure.BAD)]


@pytest.mark.parametrize(("channel", "reference"), [("viber", "58"), ("telegram", "57")])
@pytest.mark.parametrize("kind", list(ReceiptKind))
async def test_of_nothing_known(
    receipts: Receipts, channel: str, reference: str, kind: ReceiptKind
) -> None:
    assert not await receipts.take(channel, Receipt(kind, reference))
