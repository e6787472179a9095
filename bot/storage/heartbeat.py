"""The heartbeat of a process: it lives, the database takes writes, and which duties it has."""

import asyncio
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import structlog

from bot.storage import processes
from bot.storage.database import Database
from bot.storage.health import Trouble, Unavailable
from bot.storage.process import Here, this_process
from bot.storage.processes import Neighbour

log = structlog.get_logger(__name__)

EVERY = 3.0  # seconds between heartbeats
SOON = 0.5  # while the database is in trouble
PATIENCE = 4.0  # for one heartbeat
# A silent process is dead to the others after LEASE seconds; it holds still itself before that.
LEASE = 30.0
STILL = 22.0
BALLAST = 128 * 1024  # bytes that find room, or the disk is still full


def steady() -> float:
    """Seconds that no change of the clock moves; they go on while the machine sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(clock)


class Heartbeat:
    """One for each process. Who shares the database is judged by heartbeats, never by clocks.

    Letters and duties belong to the epoch: a name of this start of this process. An epoch that
    others have declared dead is never used again.

    Args:
        name: what an operator calls this process, the first part of the epoch.
        serves: whether it keeps all other services off its SQLite file.
        wanted: names of duties that one process does at a time.
        freed: called when others' letters became free.
    """

    def __init__(
        self,
        database: Database,
        *,
        name: str,
        clock: Callable[[], datetime],
        serves: bool = False,
        wanted: tuple[str, ...] = (),
        freed: Callable[[], None] = lambda: None,
        here: Here | None = None,
        now: Callable[[], float] = steady,
    ) -> None:
        self._database = database
        self._name = name
        self._clock = clock
        self._serves = serves
        self._wanted = wanted
        self._freed = freed
        self._here = here or this_process()
        self._now = now
        self._beaten = now()  # when the last heartbeat that was written began
        self._seen: dict[str, tuple[int, float]] = {}  # others' beats, and since when
        self._held: set[str] = set()
        self._changed = asyncio.Event()
        self.epoch = self._new_epoch()
        self.neighbours = 0

    def _new_epoch(self) -> str:
        return f"{self._name[:32]}.{self._here.pid}.{secrets.token_hex(6)}"

    async def begin(self) -> None:
        """Register. Who is surely dead is so at once. Raises Unavailable."""
        async with self._database.probe() as unit:
            processes.register(unit, self.epoch, self._here, serves=self._serves, now=self._clock())
        await self._beat()

    async def run(self) -> None:
        """Beat until cancelled."""
        health = self._database.health
        health.watched = True
        try:
            while True:
                with suppress(TimeoutError):
                    async with asyncio.timeout(SOON if health.trouble else EVERY):
                        await health.noticed.wait()
                if health.noticed.is_set():
                    await asyncio.sleep(SOON)
                    health.noticed.clear()
                await self.beat()
        finally:
            health.watched = False

    async def beat(self) -> None:
        """One heartbeat; what it found is known to all afterwards."""
        health = self._database.health
        try:
            async with asyncio.timeout(PATIENCE):
                await self._beat()
        except Unavailable as error:
            trouble: Trouble | None = error.trouble
        except TimeoutError:
            trouble = Trouble.SILENT
        except Exception:
            log.exception("heartbeat.failed")
            trouble = Trouble.SILENT
        else:
            trouble = None
        if trouble is not None:
            self._seen.clear()  # silence of others says nothing when we hear nothing
        health.looked(trouble)
        self._tell()

    async def _beat(self) -> None:
        began, epoch = self._now(), self.epoch
        full = self._database.health.trouble is Trouble.FULL
        async with self._database.probe() as unit:
            known, others, held = await processes.beat(
                unit,
                epoch,
                wanted=self._wanted,
                now=self._clock(),
                ballast=secrets.token_hex(BALLAST) if full else None,
            )
        if not known:
            await self._begin_anew()
            return
        self._beaten, self._held, self.neighbours = began, held, len(others)
        dead = [one for one in others if self._is_dead(one)]
        self._seen = {one.epoch: self._seen[one.epoch] for one in others}
        if dead:
            await self._bury(dead)

    async def _begin_anew(self) -> None:
        """Others took us for dead: what we had is theirs."""
        log.warning("process.was_given_up", epoch=self.epoch)
        self._held = set()
        self.epoch = self._new_epoch()
        self._tell()
        await self.begin()

    def _is_dead(self, other: Neighbour) -> bool:
        now = self._now()
        beat, since = self._seen.get(other.epoch, (None, now))
        if beat != other.beat:
            since = now
        self._seen[other.epoch] = (other.beat, since)
        alone = self._serves and other.serves and self._database.is_sqlite
        return alone or self._here.is_gone(other.here) or now - since >= LEASE

    async def _bury(self, dead: list[Neighbour]) -> None:
        async with self._database.probe() as unit:
            gone = await processes.bury(unit, dead)
            free = await processes.beat(unit, self.epoch, wanted=self._wanted, now=self._clock())
        self._held = free[2]
        if gone:
            log.info("process.given_up", epochs=[one.epoch for one in dead])
            self._freed()

    async def end(self) -> None:
        """Give back what we hold; with the database in trouble others find it in time."""
        with suppress(Exception):
            async with asyncio.timeout(PATIENCE), self._database.probe() as unit:
                processes.leave(unit, self.epoch)

    def is_steady(self) -> bool:
        """Whether nobody can have taken us for dead."""
        return self._now() - self._beaten < STILL

    async def hold_still(self) -> None:
        """Return at once while all is well; else when a heartbeat is written again."""
        while not self.is_steady():
            await self._changed.wait()

    def holds(self, duty: str) -> bool:
        """Whether this duty is ours just now."""
        return duty in self._held and self.is_steady()

    def duties(self) -> list[str]:
        """What is ours just now."""
        return [one for one in self._wanted if self.holds(one)]

    async def granted(self, duty: str) -> None:
        """Return when the duty is ours."""
        while not self.holds(duty):
            await self._changed.wait()

    async def lost(self, duty: str) -> None:
        """Return when the duty is ours no more, or may be another's soon."""
        while self.holds(duty):
            await self._changed.wait()

    def _tell(self) -> None:
        before, self._changed = self._changed, asyncio.Event()
        before.set()
