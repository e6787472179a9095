"""Statements and rows of appointments: all that reads or writes one goes through here."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.appointments.model import (
    ACTIVE,
    Appointment,
    Came,
    Outcome,
    State,
    Whom,
)
from bot.appointments.schedule import Kind, Mode
from bot.appointments.slots import Taken
from bot.appointments.tables import (
    CONTACT,
    NAME,
    appointments,
)
from bot.storage.database import Unit
from bot.storage.schema import UtcDateTime

_a = appointments.c
DEFAULTED = frozenset({"id", "coming", "version"})

# What nobody else can have: kept places, and places of those who are still filling in.
_TAKEN = and_(
    _a.seat.is_not(None),
    or_(_a.held_until.is_(None), _a.held_until > bindparam("moment", type_=UtcDateTime)),
)
_ACTIVE = or_(*(_a.state == one.value for one in ACTIVE))

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
_between = (
    select(appointments)
    .where(
        _a.state == State.BOOKED.value,
        _a.starts_at < bindparam("until", type_=UtcDateTime),
        _a.ends_at > bindparam("since", type_=UtcDateTime),
    )
    .order_by(_a.starts_at, _a.id)
)
_due = (
    select(_a.id).where(_a.act_at <= bindparam("moment")).order_by(_a.act_at).limit(200)
)  # fmt: skip

_named = (
    select(_a.id)
    .where(_a.ends_at <= bindparam("moment"), or_(_a.name.is_not(None), _a.contact.is_not(None)))
    .order_by(_a.ends_at)
    .limit(200)
)
_counted = (
    select(_a.kind, _a.state, _a.outcome, func.count().label("many"))
    .where(
        _a.library == bindparam("library"),
        _a.day >= bindparam("first"),
        _a.day <= bindparam("last"),
        _a.state != State.HELD.value,
        _a.state != State.RESERVED.value,
    )
    .group_by(_a.kind, _a.state, _a.outcome)
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


async def between(unit: Unit, since: datetime, until: datetime) -> list[Any]:
    """Rows of all libraries that somebody is expected by, at some moment between two."""
    return await unit.all(_between, {"since": since, "until": until})


async def due(unit: Unit, now: datetime) -> list[int]:
    """Ids of what the clock is to look at, the longest waiting first."""
    return [row.id for row in await unit.all(_due, {"moment": now})]


async def named_until(unit: Unit, moment: datetime) -> list[int]:
    """Ids of appointments that were over by then and still say whom they were for."""
    return [row.id for row in await unit.all(_named, {"moment": moment})]


async def counted(unit: Unit, library: str, first: date, last: date) -> list[Any]:
    """How many of each kind, state and outcome a library had, from day to day."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return await unit.all(_counted, {"library": library, **days})


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
