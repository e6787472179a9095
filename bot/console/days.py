"""Days as forms give them; what is none is told, and nothing is guessed."""

from datetime import date

from bot.console.visit import Visit
from bot.engine.texts import N_

NO_DAY = N_("“%(typed)s” is no day. Write it as 2026-11-29, or choose it from the calendar.")
TYPED_LETTERS = 30
YEARS = range(2000, 2200)  # near enough to be counted with


def read_day(typed: str) -> date | None:
    """A day as «2026-11-29»; None for anything else."""
    try:
        day = date.fromisoformat(typed) if len(typed) == len("2026-11-29") else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def not_a_day(visit: Visit, typed: str) -> str:
    """That it is no day, and how one is written."""
    return visit._(NO_DAY, typed=typed[:TYPED_LETTERS])
