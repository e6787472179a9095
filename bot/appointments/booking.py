"""Holding a place, booking it, moving and cancelling: each place is given once."""

from dataclasses import replace
from datetime import datetime

from bot.appointments import repository, waiting_repository
from bot.appointments.admission import Admission, NewAppointment, asked, mode_of, own_day
from bot.appointments.context import AppointmentContext, lock_schedules
from bot.appointments.events import Booked, Cancelled, Moved
from bot.appointments.model import (
    CITIZEN,
    Appointment,
    AppointmentError,
    AppointmentRefusal,
    State,
    Whom,
)
from bot.appointments.moments import HOLD, next_reminder
from bot.appointments.seats import free_seat, sealed_names, take
from bot.appointments.slots import DayPlan, Slot
from bot.appointments.waiting import WaitingList
from bot.staff.model import Person

Refusal = AppointmentRefusal


class Booking:
    """Use cases of one's own appointment; the staff moves and cancels by them too."""

    def __init__(
        self, context: AppointmentContext, admission: Admission, waiting: WaitingList
    ) -> None:
        self._context = context
        self._admission = admission
        self._waiting = waiting

    async def may_book(self, citizen: int, *, now: datetime) -> bool:
        """Whether they book by themselves; after three times away a call comes first."""
        return await self._admission.may_book(citizen, now=now)

    async def hold(
        self, slot: Slot, new: NewAppointment, *, citizen: int, now: datetime
    ) -> Appointment:
        """Keep a place for ten minutes while they fill in; what they held before is let go.

        Raises AppointmentError; with TAKEN and NO_SUCH_PLACE it names the next free places.
        """
        if not await self._admission.may_book(citizen, now=now):
            raise AppointmentError(Refusal.CALL_FIRST)
        unit = self._context.unit
        await repository.drop_own_holds(unit, citizen)
        schedule = await self._admission.schedule(slot, now)
        self._admission.fits(schedule, new)
        self._admission.in_time(schedule, slot, now)
        await self._admission.may_have(new, slot, citizen, now=now)
        until = now + HOLD
        id = await take(
            unit, schedule, slot, now=now, name=new.name, contact=new.contact,
            **asked(schedule, new), citizen_id=citizen, state=State.HELD.value, held_until=until,
            act_at=until, own_day=own_day(new.whom, slot),
        )  # fmt: skip
        if id is None:
            raise await self._admission.not_free(schedule, slot, new, now)
        return await self._context.load(id)

    async def confirm(
        self, number: str, *, citizen: int, now: datetime, name: str = "",
        discreet: bool | None = None,
    ) -> Appointment:  # fmt: skip
        """The held or offered place is theirs. Raises AppointmentError(HOLD_ENDED, free=…)."""
        try:
            held = await self._context.load_number(number, citizen=citizen)
        except AppointmentError as error:
            raise AppointmentError(Refusal.HOLD_ENDED) from error
        if held.state is State.BOOKED:
            return held  # tapped twice
        if held.state is not State.HELD:
            raise AppointmentError(Refusal.HOLD_ENDED, held)
        if held.starts_at <= now:
            raise AppointmentError(Refusal.TOO_SOON, held)
        await self._is_still_theirs(held, now)
        row = await repository.by_id(self._context.unit, held.id)
        if row is not None and row.waiting_id is not None:
            waiting_repository.end_waiting(self._context.unit, row.waiting_id)
        booked = await self._context.change(
            held, state=State.BOOKED.value, held_until=None, waiting_id=None,
            act_at=next_reminder(held.starts_at, now),
            **sealed_names(
                self._context.unit, held.number, name=name or held.name, contact=held.contact
            ),
            discreet=held.discreet if discreet is None else discreet,
        )  # fmt: skip
        self._context.unit.record(Booked(booked, CITIZEN))
        return booked

    async def let_go(self, number: str, *, citizen: int, now: datetime) -> None:
        """They do not want the held or offered place after all. Unknown ones are passed over."""
        try:
            held = await self._context.load_number(number, citizen=citizen)
        except AppointmentError:
            return
        if held.state is State.HELD:
            await self._waiting.free(held, now=now)

    async def move(
        self, number: str, to: Slot, *, now: datetime,
        citizen: int | None = None, by: Person | None = None,
    ) -> Appointment:  # fmt: skip
        """The same appointment at another time or library, by its citizen or the staff.

        Its number stays. The place it had goes to who waits. Raises AppointmentError as `hold`.
        """
        unit = self._context.unit
        row = await repository.by_number(unit, number)
        lock_schedules(unit, (to.schedule, *([row.schedule] if row else [])))
        old = await self._context.load_number(number, citizen=citizen, by=by)
        self._stands(old, now)
        schedule = await self._admission.schedule(to, now)
        if by is not None and not by.sees(schedule.library):
            raise AppointmentError(Refusal.MAY_NOT, old)
        if by is None:
            self._admission.in_time(schedule, to, now)
        if old.citizen_id is not None and old.whom is Whom.SELF:
            await self._admission.one_a_day(old.topic, to, old.citizen_id, but=old.id)
        if (to.schedule, to.starts_at) == (old.schedule, old.starts_at):
            return old
        wanted = NewAppointment(kind=old.kind, topic=old.topic, mode=old.mode)
        self._admission.fits(schedule, wanted)
        seat = await free_seat(unit, schedule, to, now=now, desk=by is not None)
        if seat is None:
            raise await self._admission.not_free(schedule, to, wanted, now)
        moved = await self._context.change(
            old, schedule=to.schedule, library=schedule.library, seat=seat,
            day=to.day.isoformat(), starts_at=to.starts_at, ends_at=to.ends_at, coming=False,
            mode=mode_of(schedule, old.mode).value, own_day=own_day(old.whom, to, old.citizen_id),
            act_at=next_reminder(to.starts_at, now) if old.citizen_id is not None else None,
        )  # fmt: skip
        await self._context.no_reminder(old)
        unit.record(Moved(moved, old.slot, by.actor if by else CITIZEN))
        await self._waiting.freed(old, now=now)
        return moved

    async def cancel(
        self, number: str, *, now: datetime, citizen: int | None = None, by: Person | None = None
    ) -> Appointment:
        """It will not be; its place goes to who waits. Done twice it is done once.

        Raises AppointmentError.
        """
        old = await self._context.load_number(number, citizen=citizen, by=by)
        if old.state is State.CANCELLED:
            return old
        if old.state is State.HELD:
            await self._waiting.free(old, now=now)
            return replace(old, state=State.CANCELLED)
        self._stands(old, now)
        cancelled = await self._context.change(
            old, state=State.CANCELLED.value, seat=None, own_day=None, act_at=None, ended_at=now
        )
        await self._context.no_reminder(old)
        self._context.unit.record(Cancelled(cancelled, by.actor if by else CITIZEN))
        await self._waiting.freed(old, now=now)
        return cancelled

    async def coming(self, number: str, *, citizen: int) -> Appointment:
        """«Буду»: they said that they come. Raises AppointmentError."""
        old = await self._context.load_number(number, citizen=citizen)
        if old.state is not State.BOOKED:
            raise AppointmentError(Refusal.STATE, old)
        return old if old.is_coming else await self._context.change(old, coming=True)

    async def of_citizen(self, citizen: int, *, now: datetime) -> list[Appointment]:
        """What they are expected for, or hold; the soonest first, what is over left out."""
        unit = self._context.unit
        rows = await repository.active_of(unit, citizen)
        return [repository.read(unit, row) for row in rows if row.ends_at > now]

    async def by_number(
        self, number: str, *, citizen: int | None = None, by: Person | None = None
    ) -> Appointment | None:
        """One's own appointment, or one of a library that `by` sees."""
        unit = self._context.unit
        row = await repository.by_number(unit, number)
        if row is None:
            return None
        read = repository.read(unit, row)
        mine = citizen is not None and read.citizen_id == citizen
        return read if mine or (by is not None and by.sees(read.library)) else None

    async def _is_still_theirs(self, held: Appointment, now: datetime) -> None:
        """A hold whose time is over is good only where nobody else has come meanwhile.

        Raises AppointmentError(HOLD_ENDED).
        """
        if held.is_offered or held.held_until is None or held.held_until > now:
            return
        unit = self._context.unit
        schedule = await self._admission.schedule(held.slot, now)
        ((*known,),) = await repository.taken(unit, [(held.schedule, held.day)], now=now)
        plan = DayPlan(schedule, held.day, [taken for taken, _ in known])
        if all(
            (one.starts_at, one.ends_at) != (held.starts_at, held.ends_at) for one in plan.slots()
        ):
            raise AppointmentError(Refusal.HOLD_ENDED, held)

    def _stands(self, old: Appointment, now: datetime) -> None:
        if old.state is not State.BOOKED or old.ends_at <= now:
            raise AppointmentError(Refusal.STATE, old)


__all__ = ["Booking", "NewAppointment"]
