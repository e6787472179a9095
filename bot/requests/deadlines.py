"""The clocks of requests: counted in Kyiv, with every day that was counted kept. Pure."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.catalogue.calendar import WorkingCalendar
from bot.catalogue.promises import Promise, Span

KYIV = ZoneInfo("Europe/Kyiv")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rest:
    """A time when the clock stood; it moved the deadline by so many working days."""

    since: datetime
    until: datetime
    days: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline and how it was counted.

    Attributes:
        promise: id of what is promised.
        since: the receipt, UTC.
        due_at: from this moment on it is late, UTC.
        days: the working days counted, in order; empty for a term in hours.
        rests: when it stood.
        resting_since: since when it stands now.
        extended: whether the law's longer term is used.
    """

    promise: str
    since: datetime
    due_at: datetime
    days: tuple[date, ...] = ()
    rests: tuple[Rest, ...] = ()
    resting_since: datetime | None = None
    extended: bool = False

    @property
    def last_day(self) -> date:
        """The last day for the answer, in Kyiv."""
        return self.days[-1] if self.days else self.due_at.astimezone(KYIV).date()

    @property
    def is_resting(self) -> bool:
        """Whether it stands now."""
        return self.resting_since is not None

    def to_json(self) -> dict[str, Any]:
        """As it rests in a row."""
        return {
            "promise": self.promise,
            "since": self.since.isoformat(),
            "due_at": self.due_at.isoformat(),
            "days": [day.isoformat() for day in self.days],
            "rests": [
                {"since": one.since.isoformat(), "until": one.until.isoformat(), "days": one.days}
                for one in self.rests
            ],
            "resting_since": self.resting_since.isoformat() if self.resting_since else None,
            "extended": self.extended,
        }

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> "Clock":
        """The inverse of `to_json`; also reads what was stored before promises had ids."""
        days = tuple(map(date.fromisoformat, given["days"]))
        if "due_at" not in given:
            since = midnight(date.fromisoformat(given["since"]))
            return cls("", since, midnight(days[-1] + _DAY), days)
        resting = given["resting_since"]
        return cls(
            promise=given["promise"],
            since=datetime.fromisoformat(given["since"]),
            due_at=datetime.fromisoformat(given["due_at"]),
            days=days,
            rests=tuple(
                Rest(
                    datetime.fromisoformat(one["since"]),
                    datetime.fromisoformat(one["until"]),
                    one["days"],
                )
                for one in given["rests"]
            ),
            resting_since=datetime.fromisoformat(resting) if resting else None,
            extended=given["extended"],
        )


def start(promise: Promise, now: datetime, calendar: WorkingCalendar) -> Clock:
    """Start counting at the receipt; its day in Kyiv is not counted."""
    since = now.astimezone(UTC)  # hours between two times of one zone skip its clock changes
    return _counted(Clock(promise.id, since, since), promise.answer_within, calendar)


def rest(clock: Clock, promise: Promise, at: datetime) -> Clock:
    """Let it stand; the law's clock never does."""
    if promise.is_law or clock.is_resting:
        return clock
    return replace(clock, resting_since=at.astimezone(UTC))


def resume(clock: Clock, at: datetime, calendar: WorkingCalendar) -> Clock:
    """Go on: the deadline moves by the working days that passed meanwhile."""
    since = clock.resting_since
    if since is None:
        return clock
    at = at.astimezone(UTC)
    if not clock.days:
        rests = (*clock.rests, Rest(since, at, 0))
        due_at = clock.due_at + (at - since)
        return replace(clock, due_at=due_at, rests=rests, resting_since=None)
    first, last = _day(since), _day(at)
    passed = {first + n * _DAY for n in range(1, (last - first).days + 1)}
    stood = sum(map(calendar.is_working, passed))
    days = _moved(clock.days, passed, stood, calendar) if stood else clock.days
    rests = (*clock.rests, Rest(since, at, stood))
    return replace(
        clock, days=days, due_at=midnight(days[-1] + _DAY), rests=rests, resting_since=None
    )


def extend(clock: Clock, promise: Promise, calendar: WorkingCalendar) -> Clock:
    """Use the law's longer term, counted from the receipt.

    Raises ValueError when there is none or it is used already.
    """
    if promise.extended_to is None or clock.extended:
        raise ValueError("this term can't be extended")
    return replace(_counted(clock, promise.extended_to, calendar), extended=True)


def recounted(clock: Clock, promise: Promise, calendar: WorkingCalendar) -> Clock:
    """Count another promise from the same receipt; where the clock stood, it stands."""
    counted = start(promise, clock.since, calendar)
    for one in clock.rests:
        counted = resume(rest(counted, promise, one.since), one.until, calendar)
    return rest(counted, promise, clock.resting_since) if clock.resting_since else counted


def end_of(span: Span, now: datetime, calendar: WorkingCalendar) -> datetime:
    """When so much time from `now` is over, UTC; of working days the first is not counted."""
    if span.hours:
        return now.astimezone(UTC) + timedelta(hours=span.hours)
    if span.working_hours:
        return _worked(now, timedelta(hours=span.working_hours), calendar)
    return midnight(calendar.after(_day(now), working_days=span.working_days) + _DAY)


def reminders(clock: Clock, promise: Promise) -> tuple[datetime, ...]:
    """When the staff are reminded, UTC: on the last day, or at half and three quarters of hours."""
    if not clock.days:
        whole = clock.due_at - clock.since
        return tuple((clock.since + whole * part).astimezone(UTC) for part in (0.5, 0.75))
    return tuple(_at(clock.last_day, at) for at in promise.remind_at)


def is_late(clock: Clock, now: datetime) -> bool:
    """Whether the promise is broken; a clock that stands is never late."""
    return not clock.is_resting and now >= clock.due_at


def _moved(
    days: tuple[date, ...], passed: set[date], stood: int, calendar: WorkingCalendar
) -> tuple[date, ...]:
    """The counted days when `stood` of those that passed don't count."""
    added = [calendar.after(days[-1], working_days=n) for n in range(1, stood + 1)]
    counted = [day for day in (*days, *added) if day not in passed]
    # It stood from within its last day: what was left of that day is the new last one.
    return tuple(counted) if counted[-1:] == added[-1:] else (*counted[:-1], added[-1])


def _counted(clock: Clock, span: Span, calendar: WorkingCalendar) -> Clock:
    days = tuple(
        calendar.after(_day(clock.since), working_days=count)
        for count in range(1, span.working_days + 1)
    )
    return replace(clock, days=days, due_at=end_of(span, clock.since, calendar))


def _worked(now: datetime, left: timedelta, calendar: WorkingCalendar) -> datetime:
    """When `left` of working time is over."""
    opens, closes = calendar.workday
    now = now.astimezone(UTC)
    day = _day(now)
    while True:
        begins, ends = max(now, _at(day, opens)), _at(day, closes)
        if calendar.is_working(day) and begins < ends:
            if begins + left <= ends:
                return begins + left
            left -= ends - begins
        day += _DAY


def _day(moment: datetime) -> date:
    return moment.astimezone(KYIV).date()


def midnight(day: date) -> datetime:
    """When a day begins in Kyiv, UTC."""
    return _at(day, time())


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=KYIV).astimezone(UTC)
