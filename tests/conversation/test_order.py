"""What was written first is said first, and each turn sees what the one before it did."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import column, func, select, table

from bot.channels.contract import Event
from bot.storage.database import Database, Unit
from tests.conversation.bot_process import DEAD, BotProcess, MemoryChannel
from tests.conversation.test_dispatcher import Slow
from tests.waiting import until

A_WHILE = 20  # turns of the event loop: enough for what may go on to go on


async def test_what_a_dead_process_left_is_said_before_what_is_written_meanwhile(
    database: Database,
) -> None:
    before = BotProcess(database, MemoryChannel(), here=DEAD)
    before.delivery.post = lambda _letters: None  # type: ignore[method-assign]
    await before.hears(("1", "olena", "раз"))
    await before.dispatcher.idle()

    lagging = Lagging(database)
    after = BotProcess(lagging, MemoryChannel())  # type: ignore[arg-type]
    await after.begins(sweeps=False)
    sweep = asyncio.create_task(after.delivery.sweep())
    await lagging.committed.wait()
    await after.hears(("2", "olena", "два"))
    await after.dispatcher.idle()
    for _ in range(A_WHILE):
        await asyncio.sleep(0)
    lagging.go.set()
    await sweep
    await after.rests()
    assert after.told("olena") == ["echo раз", "echo два"]


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_a_turn_that_waited_for_another_process_sees_what_that_one_saved(
    database: Database,
) -> None:
    slow = Slow(database)
    one, two = (
        BotProcess(slow, MemoryChannel(), name="one"),
        BotProcess(database, MemoryChannel(), name="two"),
    )  # type: ignore[arg-type]
    await one.begins(sweeps=False)  # else the other takes it for dead
    await two.accepts(_event("1", {"kind": "start", "token": "count"}))
    await two.rests()
    two.dispatcher.wake = lambda _key: None  # type: ignore[method-assign]
    await two.accepts(*(_event(number, {"text": number}) for number in ("2", "3")))
    del two.dispatcher.wake
    await one.dispatcher.sweep()
    await slow.looked.wait()
    await two.dispatcher.sweep()
    await until(lambda: _waiting_for_locks(database))
    slow.go.set()
    await one.rests()
    await two.rests()
    assert sorted([*one.told("olena"), *two.told("olena")]) == ["0?", "2?", "5?"]


class Lagging:
    """A database whose first commit is known here only when the test says so."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.committed = asyncio.Event()
        self.go = asyncio.Event()

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        async with self._database.unit() as unit:
            yield unit
        if not self.committed.is_set():
            self.committed.set()
            await self.go.wait()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


async def _waiting_for_locks(database: Database) -> int:
    async with database.reading() as unit:
        activity = table("pg_stat_activity", column("wait_event_type"), column("datname"))
        row = await unit.first(
            select(func.count().label("many"))
            .select_from(activity)
            .where(
                activity.c.wait_event_type == "Lock", activity.c.datname == func.current_database()
            )
        )
        assert row is not None
        return int(row.many)


def _event(number: str, body: dict[str, object]) -> Event:
    return Event(number, "olena", {"peer": "olena", **body})
