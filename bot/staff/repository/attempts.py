"""Failed attempts, counted by whom somebody tried to be and from where."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from bot.staff.model import staff_attempts
from bot.staff.rules import THROTTLE
from bot.storage.database import Unit

_here = staff_attempts.c.place_key == bindparam("place")
_tried = select(
    func.count().label("in_all"),
    func.count().filter(_here).label("here"),
    func.min(staff_attempts.c.at).filter(_here).label("first"),
).where(
    staff_attempts.c.login_key == bindparam("login"),
    staff_attempts.c.at > bindparam("since"),
)
_add = insert(staff_attempts).values(
    {name: bindparam(name) for name in ("login_key", "place_key", "at")}
)
_forget = delete(staff_attempts).where(
    staff_attempts.c.login_key == bindparam("login"),
    staff_attempts.c.place_key == bindparam("place"),
)


@dataclass(frozen=True, slots=True)
class Target:
    """Whom somebody tries to be, from which place; keyed digests."""

    login: bytes
    place: bytes


@dataclass(frozen=True, slots=True)
class Tried:
    """Failures lately: from this place, the first of them, and from everywhere."""

    here: int
    first: datetime | None
    in_all: int


class Attempts:
    """Counts failures."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def of(self, target: Target, *, now: datetime, within: timedelta = THROTTLE) -> Tried:
        """How often it was tried lately."""
        values = {"login": target.login, "place": target.place, "since": now - within}
        (row,) = await self._unit.all(_tried, values)
        return Tried(row.here, _moment(row.first), row.in_all)

    def failed(self, target: Target, *, now: datetime) -> None:
        """Count one."""
        self._unit.put(_add, {"login_key": target.login, "place_key": target.place, "at": now})

    def forget(self, target: Target) -> None:
        """It was they themselves: their slips don't count on."""
        self._unit.put(_forget, {"login": target.login, "place": target.place})


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
