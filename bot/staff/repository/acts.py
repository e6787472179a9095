"""The log of the staff as rows: added, counted, found; never changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, bindparam, func, insert, or_, select, type_coerce

from bot.staff.acts import TELLING, Act, Logged, Wanted
from bot.staff.model import Person, staff_acts
from bot.storage.database import Unit

COUNT_UP_TO = 10_000  # counting further costs and tells nothing

_log = insert(staff_acts).values(
    {name: bindparam(name) for name in ("staff_id", "about", "did", "request", "facts", "at")}
)
_read_of = (
    select(staff_acts)
    .where(staff_acts.c.request == bindparam("request"))
    .order_by(staff_acts.c.id.desc())
    .limit(100)
)
_telling = (
    select(staff_acts)
    .where(
        staff_acts.c.about == bindparam("person"),
        staff_acts.c.at > bindparam("since"),
        or_(*(staff_acts.c.did == one.value for one in TELLING)),  # IN can't be compiled ahead
    )
    .order_by(staff_acts.c.id.desc())
    .limit(10)
)


class Acts:
    """The log, bound to one transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def add(
        self,
        by: Person | None,
        did: Act,
        *,
        now: datetime,
        about: int | None = None,
        request: str | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        """Add a line; `facts` hold codes and numbers only."""
        values = {"staff_id": by.id if by else None, "about": about, "did": did.value}
        self._unit.put(_log, {**values, "request": request, "facts": dict(facts or {}), "at": now})

    async def of_request(self, number: str) -> list[Logged]:
        """What was done with one request, newest first."""
        return _lines(await self._unit.all(_read_of, {"request": number}))

    async def telling(self, person: int, *, since: datetime) -> list[Logged]:
        """What others did with somebody's account, newest first."""
        return _lines(await self._unit.all(_telling, {"person": person, "since": since}))

    async def count(self, wanted: Wanted) -> int:
        """How many lines, counted up to COUNT_UP_TO."""
        counted = select(staff_acts.c.id).where(*_where(wanted)).limit(COUNT_UP_TO).subquery()
        (row,) = await self._unit.all(select(func.count().label("n")).select_from(counted))
        return int(row.n)

    async def find(self, wanted: Wanted, *, many: int, skip: int = 0) -> list[Logged]:
        """Lines, newest first."""
        return _lines(
            await self._unit.all(
                select(staff_acts)
                .where(*_where(wanted))
                .order_by(staff_acts.c.id.desc())
                .limit(many)
                .offset(skip)
            )
        )


def _where(wanted: Wanted) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [
        staff_acts.c.at >= wanted.since,
        staff_acts.c.at < wanted.until,
    ]
    if wanted.person is not None:
        where.append(
            or_(staff_acts.c.staff_id == wanted.person, staff_acts.c.about == wanted.person)
        )
    if wanted.did is not None:
        where.append(staff_acts.c.did == wanted.did.value)
    if wanted.request:
        listed = type_coerce(staff_acts.c.facts, Text).contains(f'"{wanted.request}"')
        where.append(
            or_(
                staff_acts.c.request == wanted.request,
                and_(staff_acts.c.did == Act.LISTED.value, listed),
            )
        )
    return where


def _lines(rows: Sequence[Any]) -> list[Logged]:
    return [
        Logged(row.id, row.staff_id, row.about, Act(row.did), row.request or "", row.facts, row.at)
        for row in rows
    ]
