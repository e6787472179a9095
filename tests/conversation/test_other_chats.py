"""A letter that is lost in one chat of a person goes to the next that they have linked."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from bot.conversation.other_chats import send_elsewhere
from bot.storage import citizens, outbox
from bot.storage.database import Database
from bot.storage.inbox import peer_key
from bot.storage.tables import citizens as people
from bot.storage.tables import outbox as letters
from bot.storage.unseen import PATIENCE, _unseen, unseen
from tests.talk import MONDAY_NOON as NOW

CHANNELS = ("viber", "telegram", "web")


@pytest.fixture
async def chats(database: Database) -> dict[str, int]:
    """Three chats of one person; answers go to Viber."""
    async with database.unit() as unit:
        for channel in CHANNELS:
            key = peer_key(unit, channel, "olena")
            citizens.add(unit, channel, "olena", key=key, lang="uk", now=NOW)
        rows = await unit.all(select(people).order_by(people.c.id))
        found = {row.channel: row.id for row in rows}
        for channel in CHANNELS[1:]:
            citizens.set_home(unit, found[channel], found["viber"])
    return found


async def lose(database: Database, key: str, channel: str, *, event: int | None = None) -> int:
    """Write a letter that its channel can't deliver; its id."""
    async with database.unit() as unit:
        whose = peer_key(unit, channel, "olena")
        row = outbox.letter_row(
            unit, {"text": "Відповідь"}, key=key, channel=channel, peer_key=whose, now=NOW,
            inbox_id=event,
        )  # fmt: skip
        ((letter, _),) = await outbox.queue(unit, [row])
        outbox.failed(unit, letter, why="gone", attempts=1, gone=True)
    return letter


async def rows(database: Database) -> list[tuple[str, str, str]]:
    async with database.reading() as unit:
        found = await unit.all(select(letters).order_by(letters.c.id))
        assert all(outbox.open_body(unit, row) == {"text": "Відповідь"} for row in found)
        return [(row.key, row.channel, row.state) for row in found]


async def elsewhere(database: Database, letter: int) -> bool:
    async with database.unit() as unit:
        return await send_elsewhere(unit, letter, now=NOW)


async def test_each_chat_is_tried_once_and_then_it_is_lost(
    database: Database, chats: dict[str, int]
) -> None:
    viber, telegram, web = (chats[one] for one in CHANNELS)
    first = await lose(database, f"desk.7.c.{viber}.0", "viber")
    async with database.unit() as unit:
        citizens.mark_unreachable(unit, key=peer_key(unit, "telegram", "olena"))
    assert await elsewhere(database, first)
    assert await rows(database) == [
        (f"desk.7.c.{viber}.0", "viber", "dropped"),
        (f"desk.7.c.{web}.0", "web", "queued"),
    ]
    assert telegram
    async with database.unit() as unit:
        assert await outbox.revive(unit, peer_key(unit, "viber", "olena"), now=NOW) == []
        (second,) = [row.id for row in await unit.all(select(letters)) if row.channel == "web"]
        outbox.failed(unit, second, why="bad", attempts=1)
    assert not await elsewhere(database, second)
    assert [state for _, _, state in await rows(database)] == ["dropped", "failed"]


@pytest.mark.parametrize(
    ("key", "event"), [("7.0", 7), ("digest.2.0", None), ("desk.7.c.e.reader", None)]
)
async def test_what_answers_an_event_or_goes_to_no_chat_stays_lost(
    database: Database, chats: dict[str, int], key: str, event: int | None
) -> None:
    assert not await elsewhere(database, await lose(database, key, "viber", event=event))


async def test_who_has_no_other_chat_gets_it_nowhere(
    database: Database, chats: dict[str, int]
) -> None:
    async with database.unit() as unit:
        for chat in chats.values():
            citizens.set_home(unit, chat, None)
    assert not await elsewhere(database, await lose(database, f"a.{chats['viber']}.0", "viber"))


async def on_the_page(database: Database, key: str, **more: object) -> int:
    """A letter that its page has taken; its id."""
    letter = await lose(database, key, "web")
    async with database.unit() as unit:
        values = {"state": "sent", "gone": False, "reason": None, **more}
        unit.put(update(letters).where(letters.c.id == letter).values(values))
    return letter


async def waiting(database: Database, **later: float) -> list[int]:
    async with database.reading() as unit:
        return await unseen(unit, "desk.", now=NOW + timedelta(**later))


async def test_what_nobody_reads_on_a_page_goes_on_to_a_chat_that_is_linked(
    database: Database, chats: dict[str, int]
) -> None:
    web, viber = chats["web"], chats["viber"]
    letter = await on_the_page(database, f"desk.7.c.{web}.0")
    await on_the_page(database, f"desk.8.c.{web}.0", read_at=NOW)
    await on_the_page(database, f"appt.reminded.1.2.{web}.0")
    await on_the_page(database, f"desk.9.c.{web}.0", inbox_id=3)  # the page waits for its answer
    assert await waiting(database, seconds=PATIENCE.total_seconds() - 1) == []
    assert await waiting(database, days=2) == []
    assert await waiting(database, minutes=11) == [letter]
    assert await elsewhere(database, letter)
    assert (f"desk.7.c.{viber}.0", "viber", "queued") in await rows(database)
    assert await waiting(database, minutes=12) == []
    assert not await elsewhere(database, letter)


async def test_a_page_alone_or_beside_chats_that_are_closed_keeps_its_letters(
    database: Database, chats: dict[str, int]
) -> None:
    await on_the_page(database, f"desk.7.c.{chats['web']}.0")
    async with database.unit() as unit:
        for channel in ("viber", "telegram"):
            citizens.mark_unreachable(unit, key=peer_key(unit, channel, "olena"))
    assert await waiting(database, minutes=11) == []
    async with database.unit() as unit:
        unit.put(update(people).values(reachable=True, home_id=None))
    assert await waiting(database, minutes=11) == []


async def test_they_are_found_without_looking_at_everybody(database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("its planner needs rows to choose by")
    async with database.reading() as unit:
        query = _unseen.compile()
        values = dict.fromkeys(query.params, "")
        steps = await unit.all(text(f"EXPLAIN QUERY PLAN {query}"), values)
    assert not [one.detail for one in steps if one.detail.startswith("SCAN")]
