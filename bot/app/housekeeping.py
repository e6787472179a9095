"""What is done now and then: words and rows whose time is over, and the desk's clock."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.channels.delivery import Delivery
from bot.conversation.dispatcher import Dispatcher
from bot.files.file_store import FileStore
from bot.requests.sla_runner import SlaRunner, waiting_for_the_clock
from bot.storage.clock import ClockGuard, Trust, running_seconds
from bot.storage.database import Database, Unavailable, Unit
from bot.storage.forgetting import erase
from bot.storage.pulse import Pulse
from bot.storage.retention import MOST, purge
from handlers import Services

log = structlog.get_logger(__name__)

SWEEP_SECONDS = 15.0
CLOCK = "clock"  # the duty of whoever purges, and looks at the requests whose moment has come
PURGE_SECONDS = 6 * 3600.0


class Housekeeping:
    """One for each process. `sla_runner` binds the desk's clock to a transaction."""

    def __init__(
        self,
        database: Database,
        *,
        dispatcher: Dispatcher[Services],
        delivery: Delivery,
        file_store: FileStore,
        pulse: Pulse,
        sla_runner: Callable[[Unit], SlaRunner],
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._dispatcher = dispatcher
        self._delivery = delivery
        self._file_store = file_store
        self._pulse = pulse
        self._sla_runner = sla_runner
        self._clock = clock
        self._guard = ClockGuard(database, clock=clock)
        self._purge_at = 0.0  # by seconds that run evenly, whatever the date does

    async def run(self) -> None:
        """Now and then: events and letters that nobody holds, and rows that are too old."""
        while True:
            try:
                await self._purge_when_due()
                await asyncio.sleep(SWEEP_SECONDS)
                await self._dispatcher.sweep()
                await self._delivery.tidy()
                if await self._guard.look() is not Trust.JUMPED:
                    await self._file_store.sweep()
                    await self.erase(self._guard.moment)
                    if self._pulse.holds(CLOCK):
                        await self.tick(self._guard.moment)
            except Unavailable:  # the pulse tells of it
                await asyncio.sleep(SWEEP_SECONDS)
            except Exception:
                log.exception("housekeeping.failed")
                await asyncio.sleep(SWEEP_SECONDS)

    async def _purge_when_due(self) -> None:
        """Delete what is too old, by a date that can be believed."""
        trust = await self._guard.look()
        due = self._pulse.holds(CLOCK) and running_seconds() >= self._purge_at
        if due and trust is Trust.BELIEVED:
            gone = await purge(self._database, now=self._guard.moment)
            self._purge_at = running_seconds() + (PURGE_SECONDS if gone < MOST else 0.0)
            if gone:
                await self._database.empty_log()

    async def erase(self, now: datetime | None = None) -> None:
        """Let words go whose time is over before their row's."""
        if await erase(self._database, now=now or self._clock()):
            await self._database.empty_log()

    async def tick(self, now: datetime | None = None) -> None:
        """Let the desk's clock look at the requests whose moment has come."""
        now = now or self._clock()
        async with self._database.reading() as unit:
            waiting = await waiting_for_the_clock(unit, now=now)
        for request in waiting:
            try:
                async with self._database.unit() as unit:
                    await self._sla_runner(unit).look(request, now)
            except Exception:  # one that can't be looked at must not hold up the others
                log.exception("desk.look_failed", request=request)
