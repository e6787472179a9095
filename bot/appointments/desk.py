"""The adviser's and the library's side: who comes when, what came of it, days that change."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.appointments import repository, schedule_repository, waiting_repository
from bot.appointments.context import AppointmentContext, kyiv_day, lock_schedules
from bot.appointments.events import ScheduleChanged
from bot.appointments.model import (
    ATTENDANCE,
    Appointment,
    AppointmentError,
    AppointmentRefusal,
    Outcome,
    State,
)
from bot.appointments.schedule import Hours, Kind, Schedule
from bot.appointments.slots import DAY, day_bounds, is_on_grid
from bot.staff.model import Person

EARLY = timedelta(minutes=30)  # so long before somebody may have come already


@dataclass(frozen=True, slots=True)
class DayList:
    """Who comes to a library on a day, in order; holds and freed places are not in it."""

    library: str
    day: date
    appointments: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """How many appointments there were, by how they ended and what came of them."""

    states: Counter[State] = field(default_factory=Counter)
    outcomes: Counter[Outcome] = field(default_factory=Counter)


class DeskSide:
    """Use cases of the staff."""

    def __init__(self, context: AppointmentContext) -> None:
        self._context = context

    def schedules(self, by: Person) -> tuple[Schedule, ...]:
        """The schedules of libraries that this person sees."""
        return tuple(one for one in self._context.schedules.all if by.sees(one.library))

    async def on_day(self, day: date, *, by: Person, library: str = "") -> DayList:
        """A library's day, one's own where none is named. Raises AppointmentError(MAY_NOT)."""
        where = library or by.point
        if not by.sees(where):
            raise AppointmentError(AppointmentRefusal.MAY_NOT)
        unit = self._context.unit
        rows = await repository.on_day(unit, where, day)
        listed = tuple(repository.read(unit, row) for row in rows if row.state != State.HELD.value)
        return DayList(where, day, listed)

    async def totals(
        self, first: date, last: date, *, by: Person, library: str
    ) -> dict[Kind, Totals]:
        """What a library's appointments came to, from day to day. Raises AppointmentError."""
        if not by.sees(library):
            raise AppointmentError(AppointmentRefusal.MAY_NOT)
        found: dict[Kind, Totals] = {}
        for row in await repository.counted(self._context.unit, library, first, last):
            totals = found.setdefault(Kind(row.kind), Totals())
            totals.states[State(row.state)] += row.many
            if row.outcome:
                totals.outcomes[Outcome(row.outcome)] += row.many
        return found

    async def schedule_on(self, schedule: str, first: date, *, by: Person) -> Schedule:
        """A schedule as the desk has changed it, from a day on. Raises AppointmentError."""
        known = await self._context.schedule(schedule, day=first)
        if known is None:
            raise AppointmentError(AppointmentRefusal.NO_SUCH_PLACE)
        if not by.sees(known.library):
            raise AppointmentError(AppointmentRefusal.MAY_NOT)
        return known

    async def outcome(
        self,
        number: str,
        state: State,
        *,
        by: Person,
        now: datetime,
        outcome: Outcome | None = None,
    ) -> Appointment:
        """Came, did not come, or goes on elsewhere; it can be corrected. Raises AppointmentError.

        `outcome` is what came of it; of who did not come nothing did.
        """
        old = await self._context.load_number(number, by=by)
        if state not in ATTENDANCE or old.state not in {State.BOOKED, *ATTENDANCE}:
            raise AppointmentError(AppointmentRefusal.STATE, old)
        begins = old.starts_at if state is State.ABSENT else old.starts_at - EARLY
        if now < begins:
            raise AppointmentError(AppointmentRefusal.NOT_YET, old)
        kept = outcome.value if outcome and state is not State.ABSENT else None
        return await self._context.change(
            old, state=state.value, outcome=kept, own_day=None, act_at=None, ended_at=now
        )

    async def affected_by(
        self, schedule: str, day: date, hours: Sequence[Hours], *, by: Person
    ) -> list[Appointment]:
        """Appointments that would not fit, were a day to have these hours. Changes nothing."""
        known = await self.schedule_on(schedule, day, by=by)
        return await self._affected(known.with_changes({day: tuple(hours)}), day)

    async def change_day(
        self, schedule: str, day: date, hours: Sequence[Hours], *, by: Person, now: datetime
    ) -> list[Appointment]:
        """Give a day other hours, () for a day off; those of the appointments that do not fit.

        They stand until the staff move or cancel them. Raises AppointmentError.
        """
        if day < kyiv_day(now):
            raise AppointmentError(AppointmentRefusal.DAY_OVER)
        lock_schedules(self._context.unit, (schedule,))
        known = await self.schedule_on(schedule, day, by=by)
        values = {
            "schedule": schedule, "day": day.isoformat(), "actor": by.actor, "at": now,
            "hours": [[opens.isoformat("minutes"), closes.isoformat("minutes")]
                      for opens, closes in hours],
            "ends_at": day_bounds(day)[1],
        }  # fmt: skip
        schedule_repository.put_change(self._context.unit, values)
        return await self._changed(known, day, now=now)

    async def as_content(
        self, schedule: str, day: date, *, by: Person, now: datetime
    ) -> list[Appointment]:
        """The day is again as content says; the appointments that do not fit then."""
        lock_schedules(self._context.unit, (schedule,))
        known = await self.schedule_on(schedule, day, by=by)
        schedule_repository.drop_change(self._context.unit, schedule, day)
        return await self._changed(known, day, now=now)

    async def changed_days(
        self, by: Person, first: date
    ) -> Mapping[str, Mapping[date, tuple[Hours, ...]]]:
        """Days that the desk has changed, of schedules this person sees, from a day on."""
        mine = {one.id for one in self.schedules(by)}
        found = await schedule_repository.changes(self._context.unit, first)
        return {schedule: days for schedule, days in found.items() if schedule in mine}

    async def _changed(self, known: Schedule, day: date, *, now: datetime) -> list[Appointment]:
        self._context.forget_changes()
        (today,) = await self._context.as_changed(_of_content(self._context, known), first=day)
        affected = await self._affected(today, day)
        waiting_repository.look_for_waiting(self._context.unit, known.kind, now=now)
        self._context.unit.record(ScheduleChanged(known.id, day, tuple(affected)))
        return affected

    async def _affected(self, schedule: Schedule, day: date) -> list[Appointment]:
        rows = await repository.of_schedule(self._context.unit, schedule.id, day, day)
        standing = [repository.read(self._context.unit, row) for row in rows]
        return [
            one
            for one in standing
            if one.state is State.BOOKED and not is_on_grid(schedule, one.starts_at)
        ]


def _of_content(context: AppointmentContext, known: Schedule) -> Iterable[Schedule]:
    found = context.schedules.get(known.id)
    return (found,) if found else (known,)


def week_of(day: date) -> list[date]:
    """The days of a day's week, Monday first."""
    monday = day - DAY * day.weekday()
    return [monday + DAY * ahead for ahead in range(7)]
