"""Working days in Kyiv: weekends, public holidays, and martial law, under which there are none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from dateutil.easter import EASTER_ORTHODOX, easter  # type: ignore[import-untyped]

from bot.catalogue.model import Text

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A public holiday: a fixed month and day, or so many days after Orthodox Easter."""

    name: Text
    month: int | None = None
    day: int | None = None
    after_easter: int | None = None

    def on(self, year: int) -> date:
        """Return the date of the holiday in `year`."""
        if self.month is not None and self.day is not None:
            return date(year, self.month, self.day)
        day: date = easter(year, EASTER_ORTHODOX)
        return day + timedelta(days=self.after_easter or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class MartialLaw:
    """The span in which holidays are ordinary working days; `until` None = it lasts."""

    since: date
    until: date | None
    law: str
    source: str

    def covers(self, day: date) -> bool:
        """Whether the rule is in force on `day` (`until` is its last day)."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Which days count as working days.

    The operator's own days (`off`, `working`) go before every rule. `weekend` holds ISO weekdays,
    1 = Monday. A holiday on a weekend moves to the next working day, outside martial law.
    `workday` is when a working day begins and ends, by the clock in Kyiv.
    """

    weekend: frozenset[int]
    holidays: tuple[Holiday, ...]
    martial_law: MartialLaw | None
    off: frozenset[date]
    working: frozenset[date]
    workday: tuple[time, time] = (time(9), time(18))

    def is_working(self, day: date) -> bool:
        """Whether `day`, a date in Kyiv, is a working day."""
        if day in self.working:
            return True
        if day in self.off or day.isoweekday() in self.weekend:
            return False
        if self.martial_law is not None and self.martial_law.covers(day):
            return True
        return day not in self._free_in(day.year)

    def after(self, day: date, *, working_days: int) -> date:
        """Return the date `working_days` working days after `day`; `day` itself is not counted."""
        left = working_days
        for candidate in self._days_after(day):
            left -= self.is_working(candidate)
            if left <= 0:
                return candidate
        raise AssertionError("days never end")

    def _days_after(self, day: date) -> Iterator[date]:
        while True:
            day += _DAY
            yield day

    def _free_in(self, year: int) -> frozenset[date]:
        free: set[date] = set()
        for holiday in sorted(h.on(year) for h in self.holidays):
            moved = holiday
            while moved in free or (moved.isoweekday() in self.weekend):
                moved += _DAY
            free.update((holiday, moved))
        return frozenset(free)
