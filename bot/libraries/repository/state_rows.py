"""States of libraries as rows."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from bot.libraries.tables import library_states
from bot.places.live import LiveKind, LiveState
from bot.storage.database import Unit

_COLUMNS = ("whom", "kind", "note", "since", "until", "staff_id")

_add = (
    insert(library_states)
    .values({name: bindparam(name) for name in _COLUMNS})
    .returning(library_states.c.id)
)
_in_force = select(library_states).where(
    library_states.c.until > bindparam("now"), library_states.c.ended_at.is_(None)
)
_get = select(library_states).where(library_states.c.id == bindparam("id"))
_latest = (
    select(library_states)
    .where(library_states.c.whom == bindparam("whom"))
    .order_by(library_states.c.id.desc())
    .limit(bindparam("many"))
)
_end = (
    update(library_states)
    .where(library_states.c.id == bindparam("number"), library_states.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"), ended_by=bindparam("by"))
)


async def add(unit: Unit, values: Mapping[str, Any]) -> int:
    """Add one; its id."""
    row = await unit.first(_add, values)
    assert row is not None
    return int(row.id)


async def in_force(unit: Unit, *, now: datetime) -> list[LiveState]:
    """Those that hold, or will."""
    return [_state(row) for row in await unit.all(_in_force, {"now": now})]


async def get(unit: Unit, id: int) -> LiveState | None:
    """One of them."""
    row = await unit.first(_get, {"id": id})
    return _state(row) if row is not None else None


async def latest(unit: Unit, units: Collection[str], *, many: int) -> list[LiveState]:
    """The newest of what was told of any of these, newest first."""
    found = [
        _state(row) for one in units for row in await unit.all(_latest, {"whom": one, "many": many})
    ]
    return sorted(found, key=lambda one: -one.id)[:many]


async def end(unit: Unit, id: int, *, by: int, now: datetime) -> bool:
    """Take one back; False when somebody has done so before."""
    return await unit.run(_end, {"number": id, "by": by, "now": now}) == 1


def _state(row: Any) -> LiveState:
    return LiveState(
        row.id, row.whom, LiveKind(row.kind), row.since, row.until, row.note, row.staff_id,
        row.ended_at, row.ended_by,
    )  # fmt: skip
