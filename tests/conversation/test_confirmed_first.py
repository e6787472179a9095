"""Where a messenger waits for the confirmation, an event is confirmed before its turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.channels.contract import RawEvent, Traits
from bot.storage.database import Database
from bot.storage.inbox import peer_key
from bot.storage.tables import inbox
from tests.conversation.bot_process import BotProcess, MemoryChannel
from tests.waiting import PATIENCE, until

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


@asynccontextmanager
async def held(bot: BotProcess) -> AsyncIterator[None]:
    """No turn can run until the block ends."""
    async with AsyncExitStack() as stack:
        for number in range(bot.database.turns):
            await stack.enter_async_context(bot.dispatcher._turning.place(number))
        yield


@pytest.mark.parametrize("confirms_first", [True, False])
async def test_it_is_stored_and_confirmed_while_no_turn_can_run(
    database: Database, confirms_first: bool
) -> None:
    """Telegram's webhook waits for its confirmation too."""
    bot = BotProcess(database, MemoryChannel(traits=Traits(confirms_first=confirms_first)))
    await bot.begins()
    async with held(bot):
        await bot.accepts(event(1))
        assert await states(database) == {"new": 1}
        assert bot.told("p1") == []
    await bot.rests()
    assert bot.told("p1") == ["echo раз"]


async def test_where_nobody_waits_for_it_stored_and_answered_is_one(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel(traits=Traits(polls=True)))
    await bot.begins()
    async with held(bot):
        accepting = asyncio.create_task(bot.dispatcher.accept("web", [event(1)]))
        await until(lambda: waiting_for_a_place(bot) == ["p1"])
        assert await states(database) == {}
    await accepting
    assert await states(database) == {"done": 1}


async def test_who_waits_for_an_answer_goes_before_all_turns_that_wait(
    database: Database, bot: BotProcess
) -> None:
    async with held(bot):
        await bot.accepts(*(event(number) for number in range(MANY)))
        answering = asyncio.create_task(bot.dispatcher.answer("web", event(MANY)))
        await until(lambda: f"p{MANY}" in waiting_for_a_place(bot)[:1])
    answered = await answering
    answered.given()
    assert [one.text for one in answered.messages] == ["echo раз"]
    assert len(bot.chat.said) < MANY / 2
    await bot.rests()
    assert len(bot.chat.said) == MANY


async def test_their_own_earlier_words_go_with_them(
    database: Database, bot: BotProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one chat nothing is answered out of order, whoever waits for it."""
    monkeypatch.setattr("bot.conversation.answers.SECONDS_BEHIND", PATIENCE)
    async with held(bot):
        await bot.accepts(*(event(number) for number in range(MANY)))
        answering = asyncio.create_task(
            bot.dispatcher.answer("web", replace(event(MANY - 1, "два"), id="two"))
        )
        await until(lambda: f"p{MANY - 1}" in waiting_for_a_place(bot)[:1])
    answered = await answering
    answered.given()
    assert [one.text for one in answered.messages] == ["echo два"]
    assert len(bot.chat.said) < MANY / 2
    await bot.rests()
    assert bot.told(f"p{MANY - 1}") == ["echo раз"]


async def test_who_has_written_before_gets_it_as_a_message(bot: BotProcess) -> None:
    """The response does not wait for what else there is to answer."""
    async with held(bot):
        await bot.accepts(event(1))
        answered = await bot.dispatcher.answer("web", replace(event(1, "два"), id="two"))
    assert list(answered.messages) == []
    await bot.rests()
    assert bot.told("p1") == ["echo раз", "echo два"]


def waiting_for_a_place(bot: BotProcess) -> list[str]:
    """Who is waited for, then the others, in the order in which they get a place."""
    line = bot.dispatcher._turning
    peers = {peer_key(bot.database, "web", f"p{n}"): f"p{n}" for n in range(MANY + 1)}
    return [peers[key] for among in (line._first, line._others) for key in among]


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
    opened = 0
    unit = database.unit

    def counted(**how: bool):
        nonlocal opened
        opened += 1
        return unit(**how)

    async with held(bot):
        monkeypatch.setattr(database, "unit", counted)
        await asyncio.gather(*(bot.accepts(event(number)) for number in range(MANY)))
        assert opened <= 2
        assert await states(database) == {"new": MANY}
    await bot.rests()


async def test_a_bad_one_among_them_harms_no_other(database: Database, bot: BotProcess) -> None:
    bad = replace(event(7), body={"peer": "p7", "text": {"set"}})
    events = [event(number) for number in range(5)]
    await asyncio.gather(*(bot.accepts(one) for one in (*events[:2], bad, *events[2:])))
    await bot.rests()
    assert await states(database) == {"done": 5, "parked": 1}
