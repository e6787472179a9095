"""Giving a place away: the one way to it, for who books, the desk, and the waiting list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.appointments import repository
from bot.appointments.model import Came, Whom
from bot.appointments.numbers import new_number
from bot.appointments.schedule import Schedule
from bot.appointments.slots import DayPlan, Slot
from bot.appointments.tables import CONTACT, NAME
from bot.engine.texts import FALLBACK
from bot.storage.database import Unit

TRIES = 20
TEXT_LETTERS = 80
BLANK: Mapping[str, Any] = {
    "topic": "", "lang": FALLBACK, "citizen_id": None, "whom": Whom.SELF.value, "own_day": None,
    "came": Came.CHAT.value, "discreet": True, "outcome": None, "held_until": None,
    "act_at": None, "waiting_id": None, "ended_at": None,
}  # fmt: skip


async def free_seat(
    unit: Unit, schedule: Schedule, slot: Slot, *, now: datetime, desk: bool
) -> int | None:
    """A seat of a place that nobody has; None when there is none. The schedule is locked."""
    repository.drop_lapsed(unit, schedule.id, slot.starts_at, now=now)
    ((*known,),) = await repository.taken(unit, [(schedule.id, slot.day)], now=now)
    plan = DayPlan(schedule, slot.day, [taken for taken, _ in known])
    found = next((one for one in plan.slots(desk=desk) if one.starts_at == slot.starts_at), None)
    if found is None or found.ends_at != slot.ends_at:
        return None
    used = {seat for taken, seat in known if taken.starts_at == slot.starts_at}
    return min(set(range(schedule.capacity)) - used)


async def take(
    unit: Unit,
    schedule: Schedule,
    slot: Slot,
    *,
    now: datetime,
    desk: bool = False,
    name: str = "",
    contact: str = "",
    **given: Any,
) -> int | None:
    """Write the row of a place; its id, or None when nobody can have it.

    The schedule is locked, and the database refuses what is taken whatever this process has read.
    """
    row = {
        **BLANK, "schedule": schedule.id, "library": schedule.library,
        "kind": schedule.kind.value, "mode": schedule.modes[0].value, "day": slot.day.isoformat(),
        "starts_at": slot.starts_at, "ends_at": slot.ends_at, "created_at": now, **given,
    }  # fmt: skip
    for _ in range(TRIES):
        seat = await free_seat(unit, schedule, slot, now=now, desk=desk)
        if seat is None:
            return None
        if id := await add_numbered(unit, {**row, "seat": seat}, name=name, contact=contact):
            return id
    return None


async def add_numbered(
    unit: Unit, row: Mapping[str, Any], *, name: str, contact: str
) -> int | None:
    """Write a row under a new number; None when that, or what it takes, is another's."""
    number = new_number()
    if await repository.is_number_taken(unit, number):
        return None
    named = sealed_names(unit, number, name=name, contact=contact)
    return await repository.add(unit, {**row, **named, "number": number})


def sealed_names(unit: Unit, number: str, *, name: str, contact: str) -> dict[str, bytes | None]:
    """How to call and how to reach somebody, as cells; None for nothing."""
    return {"name": _sealed(unit, name, NAME, number),
            "contact": _sealed(unit, contact, CONTACT, number)}  # fmt: skip


def _sealed(unit: Unit, text: str, column: str, number: str) -> bytes | None:
    short = " ".join(text.split())[:TEXT_LETTERS]
    return unit.vault.seal(short, column=column, row=number) if short else None
