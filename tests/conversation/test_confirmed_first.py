"""Where a messenger waits for the confirmation, an event is confirmed before its turn."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.channels.contract import RawEvent, Traits
from bot.storage.database import Database
from bot.storage.tables import inbox
from tests.conversation.bot_process import BotProcess, MemoryChannel

MANY = 40


def event(number: int, text: str = "раз") -> RawEvent:
    return RawEvent(f"{number}", f"p{number}", {"peer": f"p{number}", "text": text})


@pytest.fixture
async def bot(database: Database) -> BotProcess:
    bot = BotProcess(database, MemoryChannel(traits=Traits(confirms_first=True)))
    await bot.begins()
    return bot


async def states(database: Database) -> dict[str, int]:
    async with database.reading() as unit:
        query = select(inbox.c.state, func.count().label("n")).group_by(inbox.c.state)
        return {row.state: row.n for row in await unit.all(query)}


async def held(bot: BotProcess) -> int:
    """No turn can run; how many could have."""
    turns = bot.database.turns
    for _ in range(turns):
        await bot.dispatcher._turning.acquire()
    return turns


async def test_it_is_stored_and_confirmed_while_no_turn_can_run(
    database: Database, bot: BotProcess
) -> None:
    turns = await held(bot)
    await bot.accepts(event(1))
    assert await states(database) == {"new": 1}
    assert bot.told("p1") == []
    for _ in range(turns):
        bot.dispatcher._turning.release()
    await bot.rests()
    assert bot.told("p1") == ["echo раз"]


async def test_elsewhere_stored_and_answered_is_one(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel())
    await bot.begins()
    await held(bot)
    accepting = asyncio.create_task(bot.dispatcher.accept("web", [event(1)]))
    await asyncio.sleep(0.05)
    assert (accepting.done(), await states(database)) == (False, {})
    accepting.cancel()


async def test_what_is_to_be_answered_in_the_response_is_answered_there(bot: BotProcess) -> None:
    answered = await bot.dispatcher.answer("web", event(1))
    answered.given()
    await bot.rests()
    assert [one.text for one in answered.messages] == ["echo раз"]


async def test_one_more_waits_for_few_of_those_that_wait(bot: BotProcess) -> None:
    await bot.accepts(*(event(number) for number in range(MANY)))
    await bot.accepts(event(MANY))
    told = len(bot.chat.said)
    await bot.rests()
    assert len(bot.chat.said) == MANY + 1
    assert told < MANY / 2


async def test_what_comes_at_once_is_one_commit(
    database: Database, bot: BotProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    await held(bot)
    opened = 0
    unit = database.unit

    def counted():
        nonlocal opened
        opened += 1
        return unit()

    monkeypatch.setattr(database, "unit", counted)
    await asyncio.gather(*(bot.accepts(event(number)) for number in range(MANY)))
    assert opened <= 2
    assert await states(database) == {"new": MANY}


async def test_a_bad_one_among_them_harms_no_other(database: Database, bot: BotProcess) -> None:
    bad = replace(event(7), body={"peer": "p7", "text": {"set"}})
    events = [event(number) for number in range(5)]
    await asyncio.gather(*(bot.accepts(one) for one in (*events[:2], bad, *events[2:])))
    await bot.rests()
    assert await states(database) == {"done": 5, "parked": 1}
