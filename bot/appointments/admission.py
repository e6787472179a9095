"""Who may have which place: the rules that hold wherever one is booked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.appointments import repository
from bot.appointments.context import AppointmentContext, kyiv_day, last_day, lock_schedules
from bot.appointments.finding import Finding
from bot.appointments.model import (
    AppointmentError,
    AppointmentRefusal,
    FreeSlot,
    State,
    Whom,
)
from bot.appointments.schedule import Kind, Mode, Schedule
from bot.appointments.slots import DayPlan, Slot, Wish
from bot.engine.texts import FALLBACK

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


class Admission:
    """Looks whether somebody may have a place."""

    def __init__(self, context: AppointmentContext, finding: Finding) -> None:
        self._context = context
        self._finding = finding

    async def may_book(self, citizen: int, *, now: datetime) -> bool:
        """Whether they book by themselves; after three times away a call comes first."""
        since = now - timedelta(days=ABSENT_DAYS)
        return await repository.absences(self._context.unit, citizen, since=since) < MOST_ABSENT

    async def schedule(self, slot: Slot, now: datetime) -> Schedule:
        """The schedule of a place, locked and as the desk changed it. Raises AppointmentError."""
        lock_schedules(self._context.unit, (slot.schedule,))
        self._context.forget_changes()  # what was read before the lock may be old
        known = await self._context.schedule(slot.schedule, day=kyiv_day(now))
        if known is None:
            raise AppointmentError(Refusal.NO_SUCH_PLACE)
        return known

    def in_time(self, schedule: Schedule, slot: Slot, now: datetime) -> None:
        """Raise AppointmentError for what begins too soon, or so late that nobody may book it."""
        if slot.starts_at < now + timedelta(minutes=schedule.lead_minutes):
            raise AppointmentError(Refusal.TOO_SOON)
        if slot.day > last_day(schedule, now):
            raise AppointmentError(Refusal.TOO_FAR)

    async def may_have(
        self, new: NewAppointment, slot: Slot, citizen: int, *, now: datetime
    ) -> None:
        """Raise AppointmentError when they have too many, or one of that topic and day."""
        active = await repository.active_of(self._context.unit, citizen)
        to_come = [row for row in active if row.ends_at > now]  # nobody may have noted older ones
        if sum(row.state == State.BOOKED.value for row in to_come) >= MOST_ACTIVE:
            raise AppointmentError(Refusal.TOO_MANY)
        if new.whom is Whom.SELF:
            await self.one_a_day(new.topic, slot, citizen)

    async def one_a_day(self, topic: str, slot: Slot, citizen: int, *, but: int = 0) -> None:
        """Raise AppointmentError when they have one of this topic on that day already."""
        for row in await repository.active_of(self._context.unit, citizen):
            if row.topic == topic and row.own_day == slot.day.isoformat() and row.id != but:
                standing = repository.read(self._context.unit, row)
                raise AppointmentError(Refusal.ONE_A_DAY, standing)

    async def not_free(
        self, schedule: Schedule, slot: Slot, new: NewAppointment, now: datetime
    ) -> AppointmentError:
        """Why a place can't be had, with the next ones that can."""
        whole = DayPlan(schedule, slot.day).slots(desk=True)
        known = any((one.starts_at, one.ends_at) == (slot.starts_at, slot.ends_at) for one in whole)
        code = Refusal.TAKEN if known else Refusal.NO_SUCH_PLACE
        return AppointmentError(code, free=await self.instead(slot, new, now))

    async def instead(self, slot: Slot, new: NewAppointment, now: datetime) -> Sequence[FreeSlot]:
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

    def fits(self, schedule: Schedule, new: NewAppointment) -> None:
        """Raise AppointmentError when nobody is received there with this."""
        if schedule.kind is not new.kind or not schedule.takes(new.topic):
            raise AppointmentError(Refusal.NO_SUCH_PLACE)


def own_day(whom: Whom, slot: Slot, citizen: int | None = 0) -> str | None:
    """The day that is somebody's own by it; None for others' and for who has no chat."""
    return slot.day.isoformat() if whom is Whom.SELF and citizen is not None else None


def mode_of(schedule: Schedule, wanted: Mode | None) -> Mode:
    """How to be received: as they want where the schedule has it."""
    return wanted if wanted in schedule.modes and wanted else schedule.modes[0]


def asked(schedule: Schedule, new: NewAppointment) -> dict[str, Any]:
    """The columns of what is asked for."""
    return {
        "topic": new.topic, "mode": mode_of(schedule, new.mode).value, "lang": new.lang,
        "whom": new.whom.value, "discreet": new.discreet,
    }  # fmt: skip
