"""Statements and rows of appointments: all that reads or writes one goes through here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.appointments.model import (
    Appointment,
    Came,
    Outcome,
    State,
    Waiting,
    Whom,
)
from bot.appointments.schedule import Hours, Kind, Mode
from bot.appointments.slots import Taken, Wish
from bot.appointments.tables import (
    CONTACT,
    NAME,
    appointment_changes,
    appointment_waiting,
    appointments,
)
from bot.storage.database import Unit
from bot.storage.schema import UtcDateTime

_a, _w, _c = appointments.c, appointment_waiting.c, appointment_changes.c
DEFAULTED = frozenset({"id", "coming", "version"})

# What nobody else can have: kept places, and places of those who are still filling in.
_TAKEN = and_(
    _a.seat.is_not(None),
    or_(_a.held_until.is_(None), _a.held_until > bindparam("moment", type_=UtcDateTime)),
)
_ACTIVE = or_(_a.state == State.HELD.value, _a.state == State.BOOKED.value)

_insert = (
    insert(appointments)
    .values({one.name: bindparam(one.name) for one in appointments.c if one.name not in DEFAULTED})
    .on_conflict_do_nothing()  # the place, the number, or the person's day
    .returning(_a.id)
)
_numbered = select(_a.id).where(_a.number == bindparam("number"))
_by_number = select(appointments).where(_a.number == bindparam("number"))
_by_id = select(appointments).where(_a.id == bindparam("appointment"))
_locked = _by_id.with_for_update(of=appointments)
_counts = (
    select(_a.schedule, _a.day, func.count().label("many"))
    .where(_a.day >= bindparam("first"), _a.day <= bindparam("last"), _TAKEN)
    .group_by(_a.schedule, _a.day)
)
_taken = (
    select(_a.schedule, _a.day, _a.starts_at, _a.ends_at, _a.seat, _a.came)
    .where(_a.schedule == bindparam("schedule"), _a.day == bindparam("day"), _TAKEN)
    .order_by(_a.starts_at)
)
_lapsed = delete(appointments).where(
    _a.schedule == bindparam("schedule"),
    _a.starts_at == bindparam("starts_at"),
    _a.state == State.HELD.value,
    _a.held_until <= bindparam("moment", type_=UtcDateTime),
)
_own_holds = (
    delete(appointments)
    .where(
        _a.citizen_id == bindparam("citizen"),
        _a.state == State.HELD.value,
        _a.waiting_id.is_(None),
        _a.id != bindparam("but"),
    )
    .returning(_a.id)
)
_drop = delete(appointments).where(_a.id == bindparam("appointment"))
_of_citizen = select(appointments).where(_a.citizen_id == bindparam("citizen"))
_any_of = select(_a.id).where(_a.citizen_id == bindparam("citizen")).limit(1)
_active_of = _of_citizen.where(_ACTIVE).order_by(_a.starts_at)
_absences = select(func.count().label("many")).where(
    _a.citizen_id == bindparam("citizen"),
    _a.state == State.ABSENT.value,
    _a.ends_at >= bindparam("since"),
)
_on_day = (
    select(appointments)
    .where(
        _a.library == bindparam("library"), _a.day == bindparam("day"),
        _a.state != State.CANCELLED.value, _a.state != State.RESERVED.value,
    )
    .order_by(_a.starts_at, _a.seat, _a.id)
)  # fmt: skip
_of_schedule = (
    select(appointments)
    .where(
        _a.schedule == bindparam("schedule"),
        _a.day >= bindparam("first"),
        _a.day <= bindparam("last"),
        _ACTIVE,
    )
    .order_by(_a.starts_at, _a.seat)
)
_due = (
    select(_a.id).where(_a.act_at <= bindparam("moment")).order_by(_a.act_at).limit(200)
)  # fmt: skip
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
_changes = select(appointment_changes).where(_c.day >= bindparam("first"))
_add_change = insert(appointment_changes).values(
    {one.name: bindparam(one.name) for one in appointment_changes.c if one.name != "id"}
)
_put_change = _add_change.on_conflict_do_update(
    index_elements=["schedule", "day"],
    set_={name: _add_change.excluded[name] for name in ("hours", "actor", "at")},
)
_drop_change = delete(appointment_changes).where(
    _c.schedule == bindparam("schedule"), _c.day == bindparam("day")
)


async def add(unit: Unit, values: Mapping[str, Any]) -> int | None:
    """A new row's id; None when its place, its number or its person's day is taken."""
    found = await unit.first(_insert, values)
    return found.id if found else None


async def is_number_taken(unit: Unit, number: str) -> bool:
    """Whether another appointment is called so."""
    return await unit.first(_numbered, {"number": number}) is not None


async def locked(unit: Unit, appointment: int) -> Any | None:
    """The row, held until the transaction ends."""
    return await unit.first(_locked, {"appointment": appointment})


async def by_number(unit: Unit, number: str) -> Any | None:
    """The row, only to read."""
    return await unit.first(_by_number, {"number": number})


async def by_id(unit: Unit, appointment: int) -> Any | None:
    """The row, only to read."""
    return await unit.first(_by_id, {"appointment": appointment})


def change(unit: Unit, appointment: int, values: Mapping[str, Any]) -> None:
    """Set columns of one row."""
    statement = _updates.get(frozenset(values))
    if statement is None:
        statement = (
            update(appointments)
            .where(_a.id == bindparam("appointment"))
            .values({name: bindparam(f"new_{name}") for name in values})
        )
        _updates[frozenset(values)] = statement
    given = {f"new_{name}": value for name, value in values.items()}
    unit.put(statement, {"appointment": appointment, **given})


_updates: dict[frozenset[str], Any] = {}


def drop(unit: Unit, appointment: int) -> None:
    """Delete a row: a hold that came to nothing."""
    unit.put(_drop, {"appointment": appointment})


async def counts(
    unit: Unit, first: date, last: date, *, now: datetime
) -> dict[tuple[str, str], int]:
    """How many places are taken, by schedule and day."""
    days = {"first": first.isoformat(), "last": last.isoformat(), "moment": now}
    return {(row.schedule, row.day): int(row.many) for row in await unit.all(_counts, days)}


async def taken(
    unit: Unit, days: Sequence[tuple[str, date]], *, now: datetime
) -> list[list[tuple[Taken, int]]]:
    """What is taken of these schedules on these days, each with its seat."""
    if not days:
        return []
    rows = await unit.several(
        *(
            (_taken, {"schedule": schedule, "day": day.isoformat(), "moment": now})
            for schedule, day in days
        )
    )
    return [
        [(Taken(row.starts_at, row.ends_at, row.came != Came.CHAT.value), row.seat) for row in some]
        for some in rows
    ]


def drop_lapsed(unit: Unit, schedule: str, starts_at: datetime, *, now: datetime) -> None:
    """Holds of a place that are over are nobody's any more."""
    unit.put(_lapsed, {"schedule": schedule, "starts_at": starts_at, "moment": now})


async def drop_own_holds(unit: Unit, citizen: int, *, but: int = 0) -> None:
    """Who fills in one form holds one place."""
    await unit.all(_own_holds, {"citizen": citizen, "but": but})


async def active_of(unit: Unit, citizen: int) -> list[Any]:
    """Rows that somebody is expected by, or holds; soonest first."""
    return await unit.all(_active_of, {"citizen": citizen})


async def has_any(unit: Unit, citizen: int) -> bool:
    """Whether they have, or had, any appointment that is still known."""
    return await unit.first(_any_of, {"citizen": citizen}) is not None


async def absences(unit: Unit, citizen: int, *, since: datetime) -> int:
    """How often they did not come."""
    row = await unit.first(_absences, {"citizen": citizen, "since": since})
    return int(row.many) if row else 0


async def on_day(unit: Unit, library: str, day: date) -> list[Any]:
    """Rows of a library's day, cancelled ones left out."""
    return await unit.all(_on_day, {"library": library, "day": day.isoformat()})


async def of_schedule(unit: Unit, schedule: str, first: date, last: date) -> list[Any]:
    """Rows of a schedule that still stand, from day to day."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return await unit.all(_of_schedule, {"schedule": schedule, **days})


async def due(unit: Unit, now: datetime) -> list[int]:
    """Ids of what the clock is to look at, the longest waiting first."""
    return [row.id for row in await unit.all(_due, {"moment": now})]


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


async def changes(unit: Unit, first: date) -> dict[str, dict[date, tuple[Hours, ...]]]:
    """Days that the desk has changed, from a day on, by schedule."""
    found: dict[str, dict[date, tuple[Hours, ...]]] = {}
    for row in await unit.all(_changes, {"first": first.isoformat()}):
        found.setdefault(row.schedule, {})[date.fromisoformat(row.day)] = hours_of(row.hours)
    return found


def put_change(unit: Unit, values: Mapping[str, Any]) -> None:
    """Give a day other hours."""
    unit.put(_put_change, values)


def drop_change(unit: Unit, schedule: str, day: date) -> None:
    """The day is as content says again."""
    unit.put(_drop_change, {"schedule": schedule, "day": day.isoformat()})


def hours_of(kept: Iterable[Sequence[str]]) -> tuple[Hours, ...]:
    """Hours as they rest in a row."""
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in kept)


def read(unit: Unit, row: Any) -> Appointment:
    """A row as an appointment. Raises VaultError."""
    vault = unit.vault
    offered = row.waiting_id is not None and row.state == State.HELD.value
    return Appointment(
        id=row.id,
        number=row.number,
        schedule=row.schedule,
        library=row.library,
        kind=Kind(row.kind),
        topic=row.topic,
        mode=Mode(row.mode),
        state=State(row.state),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        lang=row.lang,
        citizen_id=row.citizen_id,
        whom=Whom(row.whom),
        came=Came(row.came),
        name=vault.open(row.name, column=NAME, row=row.number) if row.name else "",
        contact=vault.open(row.contact, column=CONTACT, row=row.number) if row.contact else "",
        held_until=row.act_at if offered else row.held_until,
        discreet=bool(row.discreet),
        is_offered=offered,
        is_coming=bool(row.coming),
        outcome=Outcome(row.outcome) if row.outcome else None,
        version=row.version,
    )


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
