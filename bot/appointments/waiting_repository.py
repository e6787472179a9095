"""Statements and rows of the waiting list."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.appointments.model import State, Waiting
from bot.appointments.schedule import Kind
from bot.appointments.slots import Wish
from bot.appointments.tables import appointment_waiting, appointments
from bot.storage.database import Unit

_a, _w = appointments.c, appointment_waiting.c

_add_waiting = (
    insert(appointment_waiting)
    .values({one.name: bindparam(one.name) for one in appointment_waiting.c if one.name != "id"})
    .on_conflict_do_nothing(index_elements=["citizen_id", "kind", "topic"])
    .returning(_w.id)
)
_waiting = select(appointment_waiting).where(_w.id == bindparam("waiting"))
_waiting_of = (
    select(appointment_waiting).where(_w.citizen_id == bindparam("citizen")).order_by(_w.id)
)
_has_offer = (
    select(_a.id).where(_a.waiting_id == _w.id, _a.state == State.HELD.value).exists()
)  # fmt: skip
_unserved = (
    select(appointment_waiting)
    .where(_w.kind == bindparam("kind"), ~_has_offer)
    .order_by(_w.need_by, _w.created_at, _w.id)
)
_waiting_due = (
    select(_w.id)
    .where(_w.look_at <= bindparam("moment"), ~_has_offer)
    .order_by(_w.need_by, _w.created_at)
    .limit(200)
)
_end_waiting = delete(appointment_waiting).where(_w.id == bindparam("waiting"))
_change_waiting = (
    update(appointment_waiting)
    .where(_w.id == bindparam("waiting"))
    .values(passed=bindparam("new_passed"), look_at=bindparam("new_look_at"))
)
_look_at = (
    update(appointment_waiting)
    .where(_w.kind == bindparam("of_kind"), _w.look_at > bindparam("moment"))
    .values(look_at=bindparam("moment"))
)


async def add_waiting(unit: Unit, values: Mapping[str, Any]) -> int | None:
    """A new row's id; None when they wait for this already."""
    found = await unit.first(_add_waiting, values)
    return found.id if found else None


async def waiting(unit: Unit, id: int) -> Waiting | None:
    """Somebody on the list."""
    row = await unit.first(_waiting, {"waiting": id})
    return read_waiting(row) if row else None


async def waiting_of(unit: Unit, citizen: int) -> list[Waiting]:
    """What somebody waits for."""
    return [read_waiting(row) for row in await unit.all(_waiting_of, {"citizen": citizen})]


async def unserved(unit: Unit, kind: Kind) -> list[Waiting]:
    """Who waits and is offered nothing now; the soonest need first."""
    return [read_waiting(row) for row in await unit.all(_unserved, {"kind": kind.value})]


async def waiting_due(unit: Unit, now: datetime) -> list[int]:
    """Ids of those for whom free places are to be looked through, the soonest need first."""
    return [row.id for row in await unit.all(_waiting_due, {"moment": now})]


def end_waiting(unit: Unit, waiting: int) -> None:
    """They wait no more."""
    unit.put(_end_waiting, {"waiting": waiting})


def change_waiting(unit: Unit, waiting: int, *, passed: Iterable[str], look_at: datetime) -> None:
    """What they let pass, and when to look for them next."""
    values = {"waiting": waiting, "new_passed": list(passed), "new_look_at": look_at}
    unit.put(_change_waiting, values)


def look_for_waiting(unit: Unit, kind: Kind, *, now: datetime) -> None:
    """There may be more places of this kind: look at once."""
    unit.put(_look_at, {"of_kind": kind.value, "moment": now})


def read_waiting(row: Any) -> Waiting:
    """A row of the waiting list."""
    return Waiting(
        id=row.id,
        citizen_id=row.citizen_id,
        kind=Kind(row.kind),
        topic=row.topic,
        wish=Wish.from_json(row.wish),
        need_by=row.need_by,
        created_at=row.created_at,
        lang=row.lang,
        passed=tuple(row.passed),
    )
