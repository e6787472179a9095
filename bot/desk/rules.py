"""Rules of the desk, without a database: numbers, deadlines, who gets a request."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.catalogue.calendar import WorkingCalendar
from bot.desk.model import Holder, Why

KYIV = ZoneInfo("Europe/Kyiv")
NUMBER_DIGITS = 7
# Damm's quasigroup: finds every mistyped digit and every swap of neighbours.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


@dataclass(frozen=True, slots=True)
class Promise:
    """Within how many working days libraries answer; `source` says where the term is from."""

    working_days: int
    source: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for the answer and how it was counted: `days` are the working days, in order."""

    since: date
    days: tuple[date, ...]

    @property
    def due(self) -> date:
        """The last day, in Kyiv."""
        return self.days[-1]

    @property
    def at(self) -> datetime:
        """The moment that day is over, UTC."""
        after = self.due + timedelta(days=1)
        return datetime.combine(after, time(), tzinfo=KYIV).astimezone(UTC)


def deadline(now: datetime, promise: Promise, calendar: WorkingCalendar) -> Deadline:
    """Count a promise from `now`; the day of the question in Kyiv is not counted."""
    since = now.astimezone(KYIV).date()
    days = tuple(
        calendar.after(since, working_days=count) for count in range(1, promise.working_days + 1)
    )
    return Deadline(since, days)


def choose_holder(
    near: Sequence[tuple[str, float | None]], *, mine: str | None, oblast: str
) -> Holder:
    """Return who gets a request.

    Args:
        near: ids of walk-in points that can, nearest first, with the distance in km.
        mine: the citizen's own library, when they chose to ask it.
        oblast: the oblast library, for when nobody near is known.
    """
    if mine is not None:
        return Holder(mine, Why.CHOSEN)
    if near:
        point, km = near[0]
        return Holder(point, Why.NEAREST, km)
    return Holder(oblast, Why.OBLAST)


def check_digit(digits: str) -> int:
    """Return Damm's check digit."""
    held = 0
    for digit in digits:
        held = _DAMM[held][int(digit)]
    return held


def new_number() -> str:
    """Return a public number, like "4829-1537": random, so that nothing follows from it.

    The last digit is a check digit: a misheard number is noticed.
    """
    digits = "".join(str(secrets.randbelow(10)) for _ in range(NUMBER_DIGITS))
    whole = f"{digits}{check_digit(digits)}"
    return f"{whole[:4]}-{whole[4:]}"


def is_number(text: str) -> bool:
    """Whether this can be a public number: eight digits whose check digit is right."""
    digits = text.replace("-", "").replace(" ", "")
    return (
        len(digits) == NUMBER_DIGITS + 1
        and digits.isascii()
        and digits.isdecimal()
        and check_digit(digits) == 0
    )
