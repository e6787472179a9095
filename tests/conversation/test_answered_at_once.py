"""What is said to an event can go out in the response to it, and is never lost for that."""

import pytest
from sqlalchemy import select

from bot.channels.contract import RawEvent
from bot.engine.reading import Read
from bot.storage.database import Database
from bot.storage.tables import outbox
from tests.conversation.bot_process import BotProcess, MemoryChannel


def event(number: str, text: str) -> RawEvent:
    return RawEvent(number, "olena", {"peer": "olena", "text": text})


async def test_it_is_given_once_and_not_sent(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel())
    await bot.begins()
    answered = await bot.dispatcher.answer("web", event("1", "раз"))
    answered.given()
    await bot.rests()
    assert [one.text for one in answered.messages] == ["echo раз"]
    assert bot.told("olena") == []
    assert await states(database) == ["sent"]
    await bot.hears(("2", "olena", "два"))
    await bot.rests()
    assert bot.told("olena") == ["echo два"]


async def test_when_the_response_never_went_it_is_sent(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel())
    await bot.begins()
    await bot.dispatcher.answer("web", event("1", "раз"))
    await bot.delivery.tidy()
    await bot.delivery.tidy()
    await bot.rests()
    assert bot.told("olena") == ["echo раз"]


async def test_when_the_turn_takes_too_long_it_is_sent(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.answers.SECONDS", 0.05)
    bot = BotProcess(database, MemoryChannel(), reader=lambda _text: Read(None, is_read=False))
    await bot.begins()
    bot.dispatcher.wake = lambda _key: None  # type: ignore[method-assign]
    answered = await bot.dispatcher.answer("web", event("1", "раз"))
    del bot.dispatcher.wake
    assert list(answered.messages) == []
    await bot.dispatcher.sweep()
    await bot.rests()
    assert bot.told("olena") == ["echo раз"]


async def states(database: Database) -> list[str]:
    async with database.reading() as unit:
        return [row.state for row in await unit.all(select(outbox.c.state))]
