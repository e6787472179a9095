"""A time agreed with a librarian where no schedule is: an appointment like any other.

It takes no place of a schedule: its `schedule` is "" and its seat empty. Reminders, the slip, the
day's list and «came / did not come» are those of every appointment.
"""

from datetime import datetime, timedelta

from bot.appointments import repository
from bot.appointments.admission import Admission, NewAppointment, own_day
from bot.appointments.context import AppointmentContext
from bot.appointments.events import Booked, Moved
from bot.appointments.model import (
    Appointment,
    AppointmentError,
    AppointmentRefusal,
    Came,
    State,
)
from bot.appointments.moments import next_reminder
from bot.appointments.schedule import Mode
from bot.appointments.seats import BLANK, TRIES, add_numbered
from bot.appointments.slots import Slot
from bot.staff.model import Person

NO_SCHEDULE = ""
LENGTH = timedelta(hours=1)
FARTHEST = timedelta(days=180)

Refusal = AppointmentRefusal


class AgreedTimes:
    """Use cases of the desk where no schedule says who is received when."""

    def __init__(self, context: AppointmentContext, admission: Admission) -> None:
        self._context = context
        self._admission = admission

    async def agree(
        self, starts_at: datetime, new: NewAppointment, *, library: str, by: Person,
        now: datetime, citizen: int | None = None, came: Came = Came.CHAT,
    ) -> Appointment:  # fmt: skip
        """They are expected then; a time agreed with them there before is moved.

        The citizen's turn is locked already. Raises AppointmentError.
        """
        if not by.sees(library):
            raise AppointmentError(Refusal.MAY_NOT)
        slot = _slot(starts_at, now)
        if citizen is not None:
            if earlier := await self._agreed_before(citizen, library, new, now):
                return await self.move(earlier, starts_at, by=by, now=now)
            await self._admission.one_a_day(new.topic, slot, citizen)
        booked = await self._context.load(await self._add(slot, new, library, citizen, came, now))
        self._context.unit.record(Booked(booked, by.actor))
        return booked

    async def move(
        self, number: str, starts_at: datetime, *, by: Person, now: datetime
    ) -> Appointment:
        """Another time for what was agreed; its number stays. Raises AppointmentError."""
        old = await self._context.load_number(number, by=by)
        if old.schedule != NO_SCHEDULE or old.state is not State.BOOKED or old.ends_at <= now:
            raise AppointmentError(Refusal.STATE, old)
        slot = _slot(starts_at, now)
        if slot.starts_at == old.starts_at:
            return old
        if old.citizen_id is not None:
            await self._admission.one_a_day(old.topic, slot, old.citizen_id, but=old.id)
        moved = await self._context.change(
            old, day=slot.day.isoformat(), starts_at=slot.starts_at, ends_at=slot.ends_at,
            own_day=own_day(old.whom, slot, old.citizen_id), coming=False,
            act_at=next_reminder(slot.starts_at, now) if old.citizen_id is not None else None,
        )  # fmt: skip
        await self._context.no_reminder(old)
        self._context.unit.record(Moved(moved, old.slot, by.actor))
        return moved

    async def _agreed_before(
        self, citizen: int, library: str, new: NewAppointment, now: datetime
    ) -> str:
        """The number of what is still to come of the same kind and library; "" for none."""
        for row in await repository.active_of(self._context.unit, citizen):
            known = (row.schedule, row.library, row.kind, row.state, row.ends_at > now)
            if known == (NO_SCHEDULE, library, new.kind.value, State.BOOKED.value, True):
                return str(row.number)
        return ""

    async def _add(
        self, slot: Slot, new: NewAppointment, library: str, citizen: int | None, came: Came,
        now: datetime,
    ) -> int:  # fmt: skip
        row = {
            **BLANK, "schedule": NO_SCHEDULE, "library": library, "kind": new.kind.value,
            "mode": (new.mode or Mode.IN_PERSON).value, "day": slot.day.isoformat(),
            "starts_at": slot.starts_at, "ends_at": slot.ends_at, "seat": None,
            "created_at": now, "topic": new.topic, "lang": new.lang, "whom": new.whom.value,
            "discreet": new.discreet, "citizen_id": citizen, "came": came.value,
            "own_day": own_day(new.whom, slot, citizen), "state": State.BOOKED.value,
            "act_at": next_reminder(slot.starts_at, now) if citizen is not None else None,
        }  # fmt: skip
        for _ in range(TRIES):
            added = await add_numbered(self._context.unit, row, name=new.name, contact=new.contact)
            if added is not None:
                return added
        raise AppointmentError(Refusal.ONE_A_DAY)


def _slot(starts_at: datetime, now: datetime) -> Slot:
    if starts_at <= now:
        raise AppointmentError(Refusal.TOO_SOON)
    if starts_at > now + FARTHEST:
        raise AppointmentError(Refusal.TOO_FAR)
    return Slot(starts_at, starts_at + LENGTH, NO_SCHEDULE)
