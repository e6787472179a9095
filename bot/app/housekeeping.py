"""What is done now and then: words and rows whose time is over, and what features owe by now."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import structlog

from bot.channels.delivery import Delivery
from bot.contracts.feature import Due
from bot.contracts.services import Program, Services
from bot.conversation.dispatcher import Dispatcher
from bot.storage.clock import ClockGuard, Trust, running_seconds
from bot.storage.database import Database, Unavailable, Unit
from bot.storage.forgetting import erase
from bot.storage.heartbeat import Heartbeat
from bot.storage.retention import MOST, purge

log = structlog.get_logger(__name__)

SWEEP_SECONDS = 15.0
CLOCK = "clock"  # the duty of whoever purges, and does what is due
PURGE_SECONDS = 6 * 3600.0


class Housekeeping:
    """One for each process. `due` is what features do when time comes; `bind` gives services."""

    def __init__(
        self,
        database: Database,
        *,
        dispatcher: Dispatcher[Services],
        delivery: Delivery,
        heartbeat: Heartbeat,
        due: Sequence[Due[Any]],
        bind: Callable[[Unit], Services],
        program: Program,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._dispatcher = dispatcher
        self._delivery = delivery
        self._heartbeat = heartbeat
        self._due = due
        self._bind = bind
        self._program = program
        self._clock = clock
        self._guard = ClockGuard(database, clock=clock)
        self._purge_at = 0.0  # by seconds that run evenly, whatever the date does

    async def run(self) -> None:
        """Now and then: events and letters that nobody holds, and rows that are too old."""
        while True:
            try:
                await _apart("purge", self._purge_when_due)
                await asyncio.sleep(SWEEP_SECONDS)
                await _apart("events", self._dispatcher.sweep)
                await _apart("letters", self._delivery.tidy)
                await _apart("dates", self._by_date)
            except Unavailable:  # the heartbeat tells of it
                await asyncio.sleep(SWEEP_SECONDS)

    async def _purge_when_due(self) -> None:
        """Delete what is too old, by a date that can be believed."""
        trust = await self._guard.look()
        due = self._heartbeat.holds(CLOCK) and running_seconds() >= self._purge_at
        if due and trust is Trust.BELIEVED:
            gone = await purge(self._database, now=self._guard.moment)
            self._purge_at = running_seconds() + (PURGE_SECONDS if gone < MOST else 0.0)
            if gone:
                await self._database.empty_log()

    async def _by_date(self) -> None:
        if await self._guard.look() is not Trust.JUMPED:
            now = self._guard.moment
            await _apart("erase", lambda: self.erase(now))
            if self._heartbeat.holds(CLOCK):
                await self.tick(now)

    async def erase(self, now: datetime | None = None) -> None:
        """Let words go whose time is over before their row's."""
        if await erase(self._database, now=now or self._clock()):
            await self._database.empty_log()

    async def tick(self, now: datetime | None = None) -> None:
        """Let each feature do what is due; one that fails holds up no other."""
        now = now or self._clock()
        for due in self._due:
            await _apart(due.name, partial(self._do, due, now))

    async def _do(self, due: Due[Any], now: datetime) -> None:
        async with self._database.reading() as unit:
            found = await due.find(unit, now)
        for key in found:
            try:
                made = await due.aside(self._program, key, now) if due.aside else key
                async with self._database.unit() as unit:
                    await due.do(self._bind(unit), made, now)
            except Unavailable:
                raise
            except Exception:  # one that fails must not hold up the others
                log.exception("due.failed", what=due.name, key=key)


async def _apart(name: str, part: Callable[[], Awaitable[None]]) -> None:
    """Do one part: what fails is told in the log and stops no other. Raises Unavailable."""
    try:
        await part()
    except Unavailable:
        raise
    except Exception:
        log.exception("housekeeping.failed", what=name)
