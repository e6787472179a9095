"""Whether a library is open, from OpenStreetMap's opening_hours, in Kyiv time."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State, validate

KYIV = ZoneInfo("Europe/Kyiv")


@dataclass(frozen=True, slots=True)
class OpeningState:
    """Open now? None when nobody knows. `changes_at` is an aware UTC moment."""

    is_open: bool | None = None
    changes_at: datetime | None = None


def opening_state(hours: str | None, at: datetime) -> OpeningState:
    """The state at an aware moment; unknown for hours that are absent, broken or doubtful."""
    parsed = _parsed(hours or "")
    if parsed is None:
        return OpeningState()
    here = at.astimezone(KYIV)
    state, change = parsed.state(here)[0], parsed.next_change(here)
    if state == State.UNKNOWN:
        return OpeningState()
    return OpeningState(state == State.OPEN, change.astimezone(UTC) if change else None)


@lru_cache(maxsize=1024)
def _parsed(hours: str) -> OpeningHours | None:
    # No country is given: holidays are working days under martial law, and the content's
    # calendar knows that, the library's own does not.
    if not hours or not validate(hours):
        return None
    return OpeningHours(hours, timezone=KYIV)
