"""From a schedule to moments: which places are free. Pure; Kyiv's clock, UTC moments.

Hours are read by the clock in Kyiv on their day, and places are counted from the opening in real
minutes: on a day when the clock changes there are as many as really fit.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.appointments.schedule import Mode, Schedule
from bot.engine.wording import KYIV

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A place in time of one schedule, aware UTC; `free` is how many may still come."""

    starts_at: datetime
    ends_at: datetime
    schedule: str
    free: int = 1

    @property
    def day(self) -> date:
        """Its day in Kyiv."""
        return self.starts_at.astimezone(KYIV).date()


@dataclass(frozen=True, slots=True)
class Wish:
    """When and how somebody would like to come; empty fields wish nothing.

    Attributes:
        since: first and last day in Kyiv.
        until: the last one.
        after: not before this time of the day, Kyiv.
        before: to begin before this time.
        weekdays: ISO numbers, 1 = Monday.
        modes: how to be received.
        lang: code of a language that should be spoken.
        accessibility: codes of what the place must have.
        libraries: ids; only these.
    """

    since: date | None = None
    until: date | None = None
    after: time | None = None
    before: time | None = None
    weekdays: frozenset[int] = frozenset()
    modes: frozenset[Mode] = frozenset()
    lang: str = ""
    accessibility: frozenset[str] = frozenset()
    libraries: frozenset[str] = frozenset()

    def suits(self, schedule: Schedule) -> bool:
        """Whether a schedule is what is wished, whenever it is."""
        return (
            (not self.modes or bool(self.modes.intersection(schedule.modes)))
            and (not self.lang or not schedule.languages or self.lang in schedule.languages)
            and self.accessibility <= set(schedule.accessibility)
            and (not self.libraries or schedule.library in self.libraries)
        )

    def allows_day(self, day: date) -> bool:
        """Whether somebody may come on this day."""
        return (
            (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
            and (not self.weekdays or day.isoweekday() in self.weekdays)
        )

    def allows(self, slot: Slot) -> bool:
        """Whether somebody may come then."""
        at = slot.starts_at.astimezone(KYIV)
        return (
            self.allows_day(at.date())
            and (self.after is None or self.after <= at.time())
            and (self.before is None or at.time() < self.before)
        )

    def to_json(self) -> dict[str, object]:
        """As it rests in the database."""
        return {
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "after": self.after and self.after.isoformat(),
            "before": self.before and self.before.isoformat(),
            "weekdays": sorted(self.weekdays),
            "modes": sorted(self.modes),
            "lang": self.lang,
            "accessibility": sorted(self.accessibility),
            "libraries": sorted(self.libraries),
        }

    @staticmethod
    def from_json(kept: dict[str, list[str]]) -> "Wish":
        """The inverse of `to_json`."""
        since, until, after, before = (
            str(kept[name]) if kept.get(name) else ""
            for name in ("since", "until", "after", "before")
        )
        return Wish(
            since=date.fromisoformat(since) if since else None,
            until=date.fromisoformat(until) if until else None,
            after=time.fromisoformat(after) if after else None,
            before=time.fromisoformat(before) if before else None,
            weekdays=frozenset(map(int, kept.get("weekdays", ()))),
            modes=frozenset(map(Mode, kept.get("modes", ()))),
            lang=str(kept.get("lang", "")),
            accessibility=frozenset(kept.get("accessibility", ())),
            libraries=frozenset(kept.get("libraries", ())),
        )


ANY = Wish()


@dataclass(frozen=True, slots=True)
class Taken:
    """A place that somebody has; `is_desk`: it was given at the desk."""

    starts_at: datetime
    ends_at: datetime
    is_desk: bool = False


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day of a schedule with what is taken of it."""

    schedule: Schedule
    day: date
    taken: Sequence[Taken] = field(default=())

    def slots(self, *, desk: bool = False) -> Iterator[Slot]:
        """The free places of the day, in order; also those kept for the desk where `desk`."""
        grid = list(moments(self.schedule, self.day))
        if not desk and self._is_kept_for_desk(len(grid) * self.schedule.capacity):
            return
        length = timedelta(minutes=self.schedule.slot_minutes)
        counted = self._counted(set(grid), length)
        for start in grid:
            used = counted[start] if counted is not None else self._overlapping(start, length)
            if used < self.schedule.capacity:
                end = start + length
                yield Slot(start, end, self.schedule.id, self.schedule.capacity - used)

    def _is_kept_for_desk(self, places: int) -> bool:
        if not self.schedule.walk_ins:
            return False
        by_chat = sum(not one.is_desk for one in self.taken)
        return by_chat >= places - self.schedule.walk_ins

    def _counted(self, grid: set[datetime], length: timedelta) -> Counter[datetime] | None:
        """How many each place has; None when bookings of an earlier grid overlap several."""
        if any(one.starts_at not in grid or one.ends_at - one.starts_at != length
               for one in self.taken):  # fmt: skip
            return None
        return Counter(one.starts_at for one in self.taken)

    def _overlapping(self, start: datetime, length: timedelta) -> int:
        end = start + length
        return sum(one.starts_at < end and start < one.ends_at for one in self.taken)


def moments(schedule: Schedule, day: date) -> Iterator[datetime]:
    """When places of a day in Kyiv begin, aware UTC, in order."""
    length = timedelta(minutes=schedule.slot_minutes)
    for opens, closes in sorted(schedule.on(day)):
        start, end = _utc(day, opens), _utc(day, closes)
        while start + length <= end:
            yield start
            start += length


def places_of(schedule: Schedule, day: date) -> int:
    """How many people one day has room for."""
    length = timedelta(minutes=schedule.slot_minutes)
    spans = (_utc(day, closes) - _utc(day, opens) for opens, closes in schedule.on(day))
    return sum(max(span // length, 0) for span in spans) * schedule.capacity


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """When a day in Kyiv begins and ends, aware UTC."""
    return _utc(day, time()), _utc(day + DAY, time())


def is_on_grid(schedule: Schedule, starts_at: datetime) -> bool:
    """Whether a place of the schedule begins at this moment."""
    return starts_at in moments(schedule, starts_at.astimezone(KYIV).date())


def _utc(day: date, at: time) -> datetime:
    return datetime.combine(day, at, KYIV).astimezone(UTC)
