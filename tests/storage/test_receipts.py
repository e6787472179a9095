"""What a messenger tells of a letter it has taken."""

from datetime import timedelta

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


@pytest.mark.parametrize("kind", list(ReceiptKind))
async def test_by_its_other_name(receipts: Receipts, kind: ReceiptKind) -> None:
    assert await receipts.take("viber", Receipt(kind, "1", also="57"))
    assert not await receipts.take("viber", Receipt(kind, "1", also="58"))


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


async def test_what_was_sent_lately_is_found_again_the_newest_first(database: Database) -> None:
    said = {"57": (KEY, 0), "58": (KEY, 40), "59": (KEY, 50), "60": (b"o" * 16, 0), "": (KEY, 0)}
    async with database.unit() as unit:
        for number, (reference, (key, hours)) in enumerate(said.items()):
            values = {"key": f"{number}.0", "channel": "telegram", "peer_key": key}
            row = outbox.letter_row(unit, {"text": "а"}, now=MONDAY_NOON, **values)
            ((letter, _),) = await outbox.queue(unit, [row])
            outbox.sent(unit, {letter: reference}, now=MONDAY_NOON - timedelta(hours=hours))
    async with database.reading() as unit:
        since = MONDAY_NOON - timedelta(hours=47)
        assert await outbox.references(unit, KEY, since=since) == ["58", "57"]
        assert await outbox.references(unit, KEY, since=since, many=1) == ["58"]
