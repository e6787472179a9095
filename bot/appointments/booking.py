"""Holding a place, booking it, moving and cancelling: each place is given once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.appointments import repository, waiting_repository
from bot.appointments.context import AppointmentContext, kyiv_day, last_day, lock_schedules
from bot.appointments.events import Booked, Cancelled, Moved
from bot.appointments.finding import Finding
from bot.appointments.model import (
    CITIZEN,
    Appointment,
    AppointmentError,
    AppointmentRefusal,
    Came,
    FreeSlot,
    State,
    Whom,
)
from bot.appointments.moments import HOLD, next_reminder
from bot.appointments.schedule import Kind, Mode, Schedule
from bot.appointments.seats import free_seat, sealed_names, take
from bot.appointments.slots import DayPlan, Slot, Wish
from bot.appointments.waiting import WaitingList
from bot.engine.texts import FALLBACK
from bot.staff.model import Person

MOST_ACTIVE = 5  # that one citizen may have at a time
MOST_ABSENT, ABSENT_DAYS = 3, 180  # then a call instead of booking by oneself

Refusal = AppointmentRefusal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppointment:
    """What is asked for.

    Attributes:
        kind: what one comes for.
        topic: id of a topic of the content, "" for none in particular.
        mode: how to be received; None takes the schedule's first.
        lang: the language to speak and write in.
        whom: for oneself, or somebody else.
        name: how to call who comes.
        contact: how to reach who has no chat.
        discreet: notices say no topic and no kind.
    """

    kind: Kind
    topic: str = ""
    mode: Mode | None = None
    lang: str = FALLBACK
    whom: Whom = Whom.SELF
    name: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    discreet: bool = True


class Booking:
    """Use cases of one's own appointment, and of the desk for who has no chat."""

    def __init__(self, context: AppointmentContext, finding: Finding, waiting: WaitingList) -> None:
        self._context = context
        self._finding = finding
        self._waiting = waiting

    async def may_book(self, citizen: int, *, now: datetime) -> bool:
        """Whether they book by themselves; after three times away a call comes first."""
        since = now - timedelta(days=ABSENT_DAYS)
        return await repository.absences(self._context.unit, citizen, since=since) < MOST_ABSENT

    async def hold(
        self, slot: Slot, new: NewAppointment, *, citizen: int, now: datetime
    ) -> Appointment:
        """Keep a place for ten minutes while they fill in; what they held before is let go.

        Raises AppointmentError; with TAKEN and NO_SUCH_PLACE it names the next free places.
        """
        if not await self.may_book(citizen, now=now):
            raise AppointmentError(Refusal.CALL_FIRST)
        unit = self._context.unit
        await repository.drop_own_holds(unit, citizen)
        schedule = await self._schedule(slot, now)
        self._in_time(schedule, slot, now)
        await self._may_have(new, slot, citizen)
        until = now + HOLD
        id = await take(
            unit, schedule, slot, now=now, name=new.name, contact=new.contact,
            **_asked(schedule, new), citizen_id=citizen, state=State.HELD.value, held_until=until,
            act_at=until, own_day=_own_day(new.whom, slot),
        )  # fmt: skip
        if id is None:
            raise await self._not_free(schedule, slot, new, now)
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

    async def book_at_desk(
        self, slot: Slot, new: NewAppointment, *, by: Person, came: Came, now: datetime
    ) -> Appointment:
        """Book for a visitor or caller; also places that are kept for them. Raises
        AppointmentError."""
        if not new.name.strip():
            raise AppointmentError(Refusal.EMPTY)
        schedule = await self._schedule(slot, now)
        if not by.sees(schedule.library):
            raise AppointmentError(Refusal.MAY_NOT)
        if slot.ends_at <= now:
            raise AppointmentError(Refusal.TOO_SOON)
        id = await take(
            self._context.unit, schedule, slot, now=now, desk=True, name=new.name,
            contact=new.contact, **_asked(schedule, new), state=State.BOOKED.value,
            came=came.value,
        )  # fmt: skip
        if id is None:
            raise await self._not_free(schedule, slot, new, now)
        booked = await self._context.load(id)
        self._context.unit.record(Booked(booked, by.actor))
        return booked

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
        schedule = await self._schedule(to, now)
        if by is not None and not by.sees(schedule.library):
            raise AppointmentError(Refusal.MAY_NOT, old)
        if by is None:
            self._in_time(schedule, to, now)
        if old.citizen_id is not None and old.whom is Whom.SELF:
            await self._one_a_day(old.topic, to, old.citizen_id, but=old.id)
        if (to.schedule, to.starts_at) == (old.schedule, old.starts_at):
            return old
        wanted = NewAppointment(kind=old.kind, topic=old.topic, mode=old.mode)
        seat = await free_seat(unit, schedule, to, now=now, desk=by is not None)
        if seat is None:
            raise await self._not_free(schedule, to, wanted, now)
        moved = await self._context.change(
            old, schedule=to.schedule, library=schedule.library, seat=seat,
            day=to.day.isoformat(), starts_at=to.starts_at, ends_at=to.ends_at, coming=False,
            mode=_mode(schedule, old.mode).value, own_day=_own_day(old.whom, to, old.citizen_id),
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

    def _stands(self, old: Appointment, now: datetime) -> None:
        if old.state is not State.BOOKED or old.ends_at <= now:
            raise AppointmentError(Refusal.STATE, old)

    async def _schedule(self, slot: Slot, now: datetime) -> Schedule:
        """The schedule of a place, locked and as the desk changed it."""
        lock_schedules(self._context.unit, (slot.schedule,))
        self._context.forget_changes()  # what was read before the lock may be old
        known = await self._context.schedule(slot.schedule, day=kyiv_day(now))
        if known is None:
            raise AppointmentError(Refusal.NO_SUCH_PLACE)
        return known

    def _in_time(self, schedule: Schedule, slot: Slot, now: datetime) -> None:
        if slot.starts_at < now + timedelta(minutes=schedule.lead_minutes):
            raise AppointmentError(Refusal.TOO_SOON)
        if slot.day > last_day(schedule, now):
            raise AppointmentError(Refusal.TOO_FAR)

    async def _may_have(self, new: NewAppointment, slot: Slot, citizen: int) -> None:
        active = await repository.active_of(self._context.unit, citizen)
        if sum(row.state == State.BOOKED.value for row in active) >= MOST_ACTIVE:
            raise AppointmentError(Refusal.TOO_MANY)
        if new.whom is Whom.SELF:
            await self._one_a_day(new.topic, slot, citizen)

    async def _one_a_day(self, topic: str, slot: Slot, citizen: int, *, but: int = 0) -> None:
        for row in await repository.active_of(self._context.unit, citizen):
            if row.topic == topic and row.own_day == slot.day.isoformat() and row.id != but:
                standing = repository.read(self._context.unit, row)
                raise AppointmentError(Refusal.ONE_A_DAY, standing)

    async def _not_free(
        self, schedule: Schedule, slot: Slot, new: NewAppointment, now: datetime
    ) -> AppointmentError:
        whole = DayPlan(schedule, slot.day).slots(desk=True)
        known = any((one.starts_at, one.ends_at) == (slot.starts_at, slot.ends_at) for one in whole)
        code = Refusal.TAKEN if known else Refusal.NO_SUCH_PLACE
        return AppointmentError(code, free=await self._instead(slot, new, now))

    async def _instead(self, slot: Slot, new: NewAppointment, now: datetime) -> Sequence[FreeSlot]:
        """The next free places: of the same schedule first, then of others."""
        wish = Wish(
            since=max(slot.day, kyiv_day(now)), modes=frozenset({new.mode} if new.mode else ())
        )
        same = await self._finding.free_of(slot.schedule, wish=wish, now=now, many=4)
        known = [one.slot for one in same]
        others = await self._finding.find_free(
            new.kind, new.topic, wish=wish, now=now, many=4, besides=known
        )
        return (*same, *others)


def _own_day(whom: Whom, slot: Slot, citizen: int | None = 0) -> str | None:
    return slot.day.isoformat() if whom is Whom.SELF and citizen is not None else None


def _mode(schedule: Schedule, wanted: Mode | None) -> Mode:
    return wanted if wanted in schedule.modes and wanted else schedule.modes[0]


def _asked(schedule: Schedule, new: NewAppointment) -> dict[str, Any]:
    """The columns of what is asked for."""
    return {
        "topic": new.topic, "mode": _mode(schedule, new.mode).value, "lang": new.lang,
        "whom": new.whom.value, "discreet": new.discreet,
    }  # fmt: skip
