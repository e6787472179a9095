"""Booking at the desk: for a visitor or caller, and the next one of somebody who is there."""

from datetime import datetime

from bot.appointments import repository
from bot.appointments.admission import Admission, NewAppointment, asked, own_day
from bot.appointments.context import AppointmentContext, may_see
from bot.appointments.events import Booked
from bot.appointments.model import (
    Appointment,
    AppointmentError,
    AppointmentRefusal,
    Came,
    State,
    Whom,
)
from bot.appointments.moments import next_reminder
from bot.appointments.seats import take
from bot.appointments.slots import Slot
from bot.staff.model import Person
from bot.storage import citizens

Refusal = AppointmentRefusal


class DeskBooking:
    """Use cases of the desk for who stands before it."""

    def __init__(self, context: AppointmentContext, admission: Admission) -> None:
        self._context = context
        self._admission = admission

    async def book(
        self, slot: Slot, new: NewAppointment, *, by: Person, came: Came, now: datetime
    ) -> Appointment:
        """Book for a visitor or caller; also places that are kept for them. Raises
        AppointmentError."""
        if not new.name.strip():
            raise AppointmentError(Refusal.EMPTY)
        schedule = await self._admission.schedule(slot, now)
        if not by.sees(schedule.library):
            raise AppointmentError(Refusal.MAY_NOT)
        self._admission.fits(schedule, new)
        if slot.ends_at <= now:
            raise AppointmentError(Refusal.TOO_SOON)
        id = await take(
            self._context.unit, schedule, slot, now=now, desk=True, name=new.name,
            contact=new.contact, **asked(schedule, new), state=State.BOOKED.value,
            came=came.value,
        )  # fmt: skip
        if id is None:
            raise await self._admission.not_free(schedule, slot, new, now)
        booked = await self._context.load(id)
        self._context.unit.record(Booked(booked, by.actor))
        return booked

    async def again(self, number: str, to: Slot, *, by: Person, now: datetime) -> Appointment:
        """The next appointment of the same person and topic; who has a chat is told there.

        Raises AppointmentError.
        """
        unit = self._context.unit
        row = await repository.by_number(unit, number)
        if row is None or not may_see(row, citizen=None, by=by):
            raise AppointmentError(Refusal.UNKNOWN)
        old = repository.read(unit, row)
        if old.citizen_id is not None and (whom := await citizens.by_id(unit, old.citizen_id)):
            citizens.lock(unit, whom.key)  # before schedules, as in their own turns
        schedule = await self._admission.schedule(to, now)
        new = NewAppointment(
            kind=old.kind, topic=old.topic, mode=old.mode, lang=old.lang, whom=old.whom,
            name=old.name, contact=old.contact, discreet=old.discreet,
        )  # fmt: skip
        self._admission.fits(schedule, new)
        if not by.sees(schedule.library):
            raise AppointmentError(Refusal.MAY_NOT)
        if to.ends_at <= now:
            raise AppointmentError(Refusal.TOO_SOON)
        if old.citizen_id is not None and old.whom is Whom.SELF:
            await self._admission.one_a_day(old.topic, to, old.citizen_id)
        id = await take(
            unit, schedule, to, now=now, desk=True, name=new.name, contact=new.contact,
            **asked(schedule, new), citizen_id=old.citizen_id, state=State.BOOKED.value,
            came=old.came.value, own_day=own_day(old.whom, to, old.citizen_id),
            act_at=next_reminder(to.starts_at, now) if old.citizen_id is not None else None,
        )  # fmt: skip
        if id is None:
            raise await self._admission.not_free(schedule, to, new, now)
        booked = await self._context.load(id)
        unit.record(Booked(booked, by.actor))
        return booked
