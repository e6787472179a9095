"""Who works at the desk: people of the staff, bound to one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select

from bot.staff.model import NAME, Person, Role, staff
from bot.storage.database import Unit

_add = (
    insert(staff)
    .values(
        {
            name: bindparam(name)
            for name in ("name", "role", "point", "langs", "notices", "state", "created_at")
        }
    )
    .returning(staff.c.id)
)
_active = select(staff).where(staff.c.state == "active").order_by(staff.c.id)
_get = select(staff).where(staff.c.id == bindparam("person"))
_of_citizen = select(staff).where(
    staff.c.citizen_id == bindparam("citizen"), staff.c.state == "active"
)


@dataclass(frozen=True, slots=True)
class Invitation:
    person: Person


class Staff:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def invite(
        self, name: str, *, role: Role, point: str, now: datetime,
        langs: Sequence[str] = ("uk",), by: Person | None,
    ) -> Invitation:  # fmt: skip
        values = {
            "name": self._unit.vault.seal(name, column=NAME, row="new"), "role": role.value,
            "point": point, "langs": list(langs), "notices": True, "state": "active",
            "created_at": now,
        }  # fmt: skip
        (row,) = await self._unit.all(_add, values)
        return Invitation(Person(row.id, name, role, point, tuple(langs)))

    async def active(self, points: Collection[str] | None = None) -> list[Person]:
        rows = await self._unit.all(_active)
        return [self._read(row) for row in rows if points is None or row.point in points]

    async def get(self, person: int) -> Person | None:
        row = await self._unit.first(_get, {"person": person})
        return self._read(row) if row else None

    async def of_citizen(self, citizen: int) -> Person | None:
        row = await self._unit.first(_of_citizen, {"citizen": citizen})
        return self._read(row) if row else None

    async def points_with_staff(self) -> Mapping[str, tuple[Person, ...]]:
        found: dict[str, tuple[Person, ...]] = {}
        for one in await self.active():
            found[one.point] = (*found.get(one.point, ()), one)
        return found

    def _read(self, row: Any) -> Person:
        name = self._unit.vault.open(row.name, column=NAME, row="new")
        return Person(
            row.id, name, Role(row.role), row.point, tuple(row.langs),
            citizen_id=row.citizen_id, notices=bool(row.notices),
        )  # fmt: skip
