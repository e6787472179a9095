"""Waiting for the work, and giving up waiting."""

import asyncio

import pytest
from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.tables import outbox
from tests.conversation.bot_process import BotProcess, MemoryChannel
from tests.waiting import until


async def test_who_gives_up_waiting_does_not_end_the_work(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel(slow=0.3))
    await bot.hears(("1", "olena", "раз"), ("2", "olena", "два"))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await bot.rests()
    await bot.rests()
    assert bot.told("olena") == ["echo раз", "echo два"]


async def test_a_sender_that_is_stopped_leaves_the_rest_to_the_next_start(
    database: Database,
) -> None:
    bot = BotProcess(database, MemoryChannel(slow=0.3))
    await bot.hears(("1", "olena", "раз"), ("2", "olena", "два"), ("3", "olena", "три"))
    await bot.dispatcher.idle()
    await until(lambda: bot.chat.said)
    for sender in bot.delivery.senders:
        sender.cancel()
    await bot.rests()
    async with database.reading() as unit:
        states = [row.state for row in await unit.all(select(outbox.c.state).order_by(outbox.c.id))]
    assert states == ["sent", "queued", "queued"]
    await bot.heartbeat.end()
    next_start = BotProcess(database, MemoryChannel())
    await next_start.begins()
    await next_start.rests()
    assert next_start.told("olena") == ["echo два", "echo три"]
