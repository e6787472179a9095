"""What was written first is said first, and each turn sees what the one before it did."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import column, func, select, table

from bot.channels.contract import Failure, RawEvent, SendError
from bot.engine.model import Message
from bot.storage.database import Database, Unavailable, Unit
from bot.storage.health import Trouble
from bot.storage.outbox import Letter
from bot.storage.tables import inbox, outbox
from tests.conversation.bot_process import DEAD, BotProcess, MemoryChannel
from tests.conversation.test_dispatcher import Doubtful, Slow
from tests.waiting import until

A_WHILE = 20  # turns of the event loop: enough for what may go on to go on


async def letter_of_the_dead(database: Database) -> None:
    """A process answers «раз» and dies before the answer is on its way."""
    before = BotProcess(database, MemoryChannel(), here=DEAD)
    before.delivery.post = lambda _letters: None  # type: ignore[method-assign]
    await before.hears(("1", "olena", "раз"))
    await before.dispatcher.idle()


async def test_what_a_dead_process_left_is_said_before_what_is_written_meanwhile(
    database: Database,
) -> None:
    await letter_of_the_dead(database)

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


async def test_what_was_taken_by_a_commit_not_confirmed_is_said_before_what_comes_later(
    database: Database,
) -> None:
    await letter_of_the_dead(database)

    doubtful = Doubtful(database, Unavailable(Trouble.DOWN))
    after = BotProcess(doubtful, MemoryChannel())  # type: ignore[arg-type]
    await after.begins(sweeps=False)
    doubtful.lost = 1
    with pytest.raises(Unavailable):
        await after.delivery.sweep()
    await after.hears(("2", "olena", "два"))
    await after.rests()
    assert after.told("olena") == ["echo раз", "echo два"]


async def test_letters_that_wait_are_taken_soon_though_the_commit_was_not_confirmed(
    database: Database,
) -> None:
    await letter_of_the_dead(database)

    doubtful = Doubtful(database, Unavailable(Trouble.DOWN))
    after = BotProcess(doubtful, MemoryChannel())  # type: ignore[arg-type]
    await after.begins(sweeps=False)
    doubtful.lost = 1
    after.delivery.nudge()
    await after.rests()
    assert after.told("olena") == ["echo раз"]


async def test_what_is_on_its_way_is_not_let_go_by_a_turn_that_is_settled(
    database: Database,
) -> None:
    """Else somebody else could take it too."""
    chat = Gated()
    bot = BotProcess(database, chat)
    await bot.hears(("1", "olena", "раз"))
    await chat.sending.wait()
    async with database.reading() as unit:
        (event,) = await unit.all(select(inbox.c.id))
    bot.delivery._ownership.take = _fails  # type: ignore[method-assign]
    with pytest.raises(Unavailable):
        await bot.delivery.settle(event.id)
    async with database.reading() as unit:
        (letter,) = await unit.all(select(outbox.c.owner))
    assert letter.owner == bot.heartbeat.epoch
    chat.go.set()
    await bot.rests()
    assert bot.told("olena") == ["echo раз"]


async def test_a_note_that_is_not_written_does_not_change_the_order(database: Database) -> None:
    """As a deadlock would: no trouble of the database, and yet nothing was written."""
    doubtful = Doubtful(database)
    chat = Breaking(doubtful)
    bot = BotProcess(doubtful, chat)  # type: ignore[arg-type]
    await bot.hears(("1", "olena", "раз"))
    await until(lambda: not chat.whole)
    await bot.hears(("2", "olena", "два"))
    await bot.rests()
    assert bot.told("olena") == ["echo раз", "echo два"]


class Gated(MemoryChannel):
    """A channel that sends when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.sending, self.go = asyncio.Event(), asyncio.Event()

    async def send(self, peer: str, message: Message) -> str:
        self.sending.set()
        await self.go.wait()
        return await super().send(peer, message)


class Breaking(MemoryChannel):
    """A channel that fails once, and the note of that in the database too."""

    def __init__(self, database: Doubtful) -> None:
        super().__init__()
        self._database = database
        self.whole = True

    async def send(self, peer: str, message: Message) -> str:
        if self.whole:
            self.whole = False
            self._database.lost = 1
            raise SendError(Failure.RETRY, "unreachable", after=0.01)
        return await super().send(peer, message)


async def _fails(_above: int) -> list[Letter]:
    raise Unavailable(Trouble.DOWN)


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
    async def unit(self, **how: bool) -> AsyncIterator[Unit]:
        async with self._database.unit(**how) as unit:
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


def _event(number: str, body: dict[str, object]) -> RawEvent:
    return RawEvent(number, "olena", {"peer": "olena", **body})
