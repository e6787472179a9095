"""Days and times as forms give them; what is none is told, and nothing is guessed."""

import re
from datetime import date, time

from bot.console.visit import Visit
from bot.engine.texts import N_

NO_DAY = N_("“%(typed)s” is no day. Write it as 2026-11-29, or choose it from the calendar.")
TYPED_LETTERS = 30
_TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?")
YEARS = range(2000, 2200)  # near enough to be counted with


def read_day(typed: str) -> date | None:
    """A day as «2026-11-29»; None for anything else."""
    try:
        day = date.fromisoformat(typed) if len(typed) == len("2026-11-29") else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def read_time(typed: str) -> time | None:
    """A time of day as people write it: 9, 9:00, 09.00; None for anything else."""
    found = _TIME.fullmatch(typed.strip())
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None


def not_a_day(visit: Visit, typed: str) -> str:
    """That it is no day, and how one is written."""
    return visit._(NO_DAY, typed=typed[:TYPED_LETTERS])
