"""Whether the date can be believed, before anything is deleted by it.

A clock that jumped (a flat battery, a wrong setting) must not end what people wrote. The date is
held against time that has run since the last look and against the last date the database knows.
"""

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import Enum

import structlog
from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.storage.database import Database, Unit
from bot.storage.schema import UtcDateTime
from bot.storage.tables import citizens, inbox, system_facts

log = structlog.get_logger(__name__)

JUMP = timedelta(days=1)
SETTLED = timedelta(days=3)  # after so long without another jump a new date is believed
YOUNG = 15 * 60.0  # seconds after a jump in which not even reminders go out
KEPT_EVERY = timedelta(minutes=10)
KNOWN = "clock"
DOUBTED = "clock doubted since"
LAST = "clock doubted last"

_moments = select(system_facts.c.name, system_facts.c.moment).where(
    system_facts.c.name.in_((KNOWN, DOUBTED, LAST))
)
_newest_event = select(func.max(inbox.c.received_at, type_=UtcDateTime).label("moment"))
_newest_citizen = select(func.max(citizens.c.seen_at, type_=UtcDateTime).label("moment"))
_add = insert(system_facts).values(
    name=bindparam("name"), moment=bindparam("moment", type_=UtcDateTime)
)
_keep = _add.on_conflict_do_update(index_elements=["name"], set_={"moment": _add.excluded.moment})
_drop = delete(system_facts).where(system_facts.c.name.in_((DOUBTED, LAST)))


class Trust(Enum):
    """What may be done by the date."""

    BELIEVED = "believed"  # everything
    DOUBTED = "doubted"  # nothing is deleted
    JUMPED = "jumped"  # nothing at all yet


def running_seconds() -> float:
    """Seconds that no change of the date touches; where it can be had, sleep counts too."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class ClockGuard:
    """Looks at the date now and then.

    Args:
        database: keeps the last date that was believed.
        clock: aware UTC.
        steady: seconds that run evenly.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime],
        steady: Callable[[], float] = running_seconds,
    ) -> None:
        self._database = database
        self._clock = clock
        self._steady = steady
        self.moment = clock()
        self._believed: tuple[datetime, float] | None = None
        self._seen: tuple[datetime, float] | None = None
        self._doubts_since: float | None = None

    async def look(self) -> Trust:
        """What may be done by the date now, which is `moment` until the next look."""
        now, steady = self._clock(), self._steady()
        self.moment = now
        async with self._database.reading() as unit:
            moments = await _read(unit)
        if self._fits(now, steady, moments) or self._has_settled(now, steady, moments):
            await self._believe(now, steady, moments)
            return Trust.BELIEVED
        await self._doubt(now, steady, moments)
        assert self._doubts_since is not None
        return Trust.JUMPED if steady - self._doubts_since < YOUNG else Trust.DOUBTED

    def _fits(self, now: datetime, steady: float, moments: Mapping[str, datetime]) -> bool:
        """Whether it follows the last date that was believed, here or by the database."""
        known = moments.get(KNOWN)
        if known is None or abs(now - known) <= JUMP:
            return True
        return self._believed is not None and _runs_on(self._believed, now, steady)

    def _has_settled(self, now: datetime, steady: float, moments: Mapping[str, datetime]) -> bool:
        return self._goes_on(now, steady, moments) and now - moments[DOUBTED] >= SETTLED

    def _goes_on(self, now: datetime, steady: float, moments: Mapping[str, datetime]) -> bool:
        """Whether this is the doubt that there was, without another jump."""
        if DOUBTED not in moments or LAST not in moments:
            return False
        if self._seen is not None:
            return _runs_on(self._seen, now, steady)
        return abs(now - moments[LAST]) <= JUMP

    async def _believe(self, now: datetime, steady: float, moments: Mapping[str, datetime]) -> None:
        self._believed = self._seen = (now, steady)
        self._doubts_since = None
        if DOUBTED in moments:
            log.info("clock.believed", now=now.isoformat(), why="the date is plausible again")
        elif KNOWN in moments and timedelta() <= now - moments[KNOWN] < KEPT_EVERY:
            return
        async with self._database.unit() as unit:
            confirm(unit, now)

    async def _doubt(self, now: datetime, steady: float, moments: Mapping[str, datetime]) -> None:
        goes_on = self._goes_on(now, steady, moments)
        self._seen = (now, steady)
        if goes_on and self._doubts_since is None:
            self._doubts_since = steady - YOUNG  # it began in an earlier run
        if goes_on and now - moments[LAST] < KEPT_EVERY:
            return
        async with self._database.unit() as unit:
            unit.put(_keep, {"name": LAST, "moment": now})
            if not goes_on:
                self._doubts_since = steady
                unit.put(_keep, {"name": DOUBTED, "moment": now})
        if not goes_on:
            log.warning(
                "clock.doubted",
                now=now.isoformat(),
                known=moments[KNOWN].isoformat(),
                why="the date jumped by more than a day: nothing is deleted by it",
                do="set the clock; if it is right, `mistok clock --confirm`, or wait three days",
            )


def confirm(unit: Unit, now: datetime) -> None:
    """This is the date: delete by it again."""
    unit.put(_keep, {"name": KNOWN, "moment": now})
    unit.put(_drop)


async def known_moments(database: Database) -> tuple[datetime | None, datetime | None]:
    """The last date that was believed, and since when the present one is doubted."""
    async with database.reading() as unit:
        moments = await _read(unit)
    return moments.get(KNOWN), moments.get(DOUBTED)


async def _read(unit: Unit) -> dict[str, datetime]:
    """What is known; of a database that was never looked at, by its newest rows."""
    moments = {row.name: row.moment for row in await unit.all(_moments)}
    if KNOWN not in moments:
        newest = [(await unit.first(each)) for each in (_newest_event, _newest_citizen)]
        found = [row.moment for row in newest if row and row.moment]
        if found:
            moments[KNOWN] = max(found)
    return moments


def _runs_on(before: tuple[datetime, float], now: datetime, steady: float) -> bool:
    moment, then = before
    return abs(now - (moment + timedelta(seconds=steady - then))) <= JUMP
