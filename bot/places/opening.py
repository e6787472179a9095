"""Whether a library is open, from OpenStreetMap's opening_hours, in Kyiv time."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State, validate

from bot.places.opening_rules import opens, sure

KYIV = ZoneInfo("Europe/Kyiv")
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Span = tuple[datetime, datetime]  # aware UTC moments
LONGEST_DAYS = 366  # a change later than that is none: looking for it takes seconds
_OPEN_END = "+"  # «Su 10:00+»: it opens at ten, nobody told when it closes


@dataclass(frozen=True, slots=True)
class OpeningState:
    """Open now? None when nobody knows.

    `changes_at` is the aware UTC moment when it opens or closes next; None when it never does or
    nobody knows.
    """

    is_open: bool | None = None
    changes_at: datetime | None = None


def opening_state(
    hours: str | None, at: datetime, *, closed_on: Collection[date] = ()
) -> OpeningState:
    """The state at an aware moment; unknown for hours that are absent, broken or doubtful.

    Args:
        hours: in the language of OpenStreetMap's opening_hours.
        at: an aware moment.
        closed_on: days in Kyiv when libraries are closed whatever their hours say.
    """
    parsed = _parsed(hours or "", tuple(sorted(closed_on)))
    if parsed is None:
        return OpeningState()
    here = at.astimezone(KYIV)
    state, change = parsed.state(here)[0], parsed.next_change(here)
    if state == State.UNKNOWN:
        return OpeningState()
    if change is None:
        return OpeningState(state == State.OPEN)
    if state == State.OPEN and _OPEN_END in (hours or "") and change.time() == datetime.min.time():
        return OpeningState()
    if parsed.state(change)[0] == State.UNKNOWN:
        return OpeningState(state == State.OPEN)
    return OpeningState(state == State.OPEN, change.astimezone(UTC))


def open_on(hours: str | None, day: date, *, closed_on: Collection[date] = ()) -> list[Span] | None:
    """When it is open on a day in Kyiv; None when nobody knows."""
    return spans_of(day, lambda at: opening_state(hours, at, closed_on=closed_on))


def spans_of(day: date, state_at: Callable[[datetime], OpeningState]) -> list[Span] | None:
    """When it is open on a day in Kyiv, aware UTC moments; None when nobody knows.

    `state_at` tells whether it is open at a moment, and until when.
    """
    at = datetime.combine(day, time(), KYIV).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), time(), KYIV).astimezone(UTC)
    spans: list[Span] = []
    while at < end:
        state = state_at(at)
        if state.is_open is None:
            return None
        until = min(state.changes_at or end, end)
        if state.is_open:
            spans.append((at, until))
        at = until
    return spans


@lru_cache(maxsize=1024)
def _parsed(hours: str, closed_on: tuple[date, ...]) -> OpeningHours | None:
    # No country is given: holidays are working days under martial law, and the content's
    # calendar knows that, the library's own does not.
    if not hours or not validate(hours):
        return None
    off = (f"; {day.year} {_MONTHS[day.month]} {day.day:02} off" for day in closed_on)
    known = sure(hours) if opens(hours) else f"unknown; {sure(hours)}"
    return OpeningHours("".join((known, *off)), timezone=KYIV, max_interval_days=LONGEST_DAYS)
