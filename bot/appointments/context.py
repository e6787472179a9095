"""What every use case of appointments needs, bound to one transaction; and how an act is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.appointments import repository, schedule_repository
from bot.appointments.events import REMINDER, Changed, keys_begin
from bot.appointments.model import (
    Appointment,
    AppointmentError,
    AppointmentRefusal,
)
from bot.appointments.schedule import Hours, Schedule, Schedules
from bot.appointments.slots import DAY
from bot.catalogue.library import Library
from bot.engine.wording import KYIV
from bot.staff.model import Person
from bot.staff.service import Staff
from bot.storage import citizens, outbox
from bot.storage.database import Unit


def lock_schedules(unit: Unit, schedules: Iterable[str]) -> None:
    """Until the transaction ends nobody else gives away places of these schedules.

    All that a transaction needs are locked at once and in one order, and after its citizen: so
    nobody waits for somebody who waits for them.
    """
    for schedule in sorted(set(schedules)):
        unit.alone(f"appointments {schedule}")


@dataclass(slots=True)
class AppointmentContext:
    """Unit, schedules and neighbours."""

    unit: Unit
    schedules: Schedules
    libraries: Mapping[str, Library]
    staff: Staff
    _changes: dict[date, Mapping[str, Mapping[date, tuple[Hours, ...]]]] = field(
        default_factory=dict
    )

    async def schedule(self, schedule: str, *, day: date) -> Schedule | None:
        """A schedule as it is on a day, also as the desk changed it; None for an unknown one."""
        known = self.schedules.get(schedule)
        return (await self.as_changed((known,), first=day))[0] if known else None

    async def as_changed(
        self, schedules: Iterable[Schedule], *, first: date
    ) -> tuple[Schedule, ...]:
        """Schedules as the desk has changed them from a day on."""
        if first not in self._changes:
            self._changes[first] = await schedule_repository.changes(self.unit, first)
        changes = self._changes[first]
        return tuple(one.with_changes(changes.get(one.id, {})) for one in schedules)

    def forget_changes(self) -> None:
        """The desk has just changed a day: read them anew."""
        self._changes.clear()

    async def load(self, appointment: int) -> Appointment:
        """Hold an appointment until the transaction ends. Raises AppointmentError."""
        row = await repository.locked(self.unit, appointment)
        if row is None:
            raise AppointmentError(AppointmentRefusal.UNKNOWN)
        return repository.read(self.unit, row)

    async def load_number(
        self, number: str, *, citizen: int | None = None, by: Person | None = None
    ) -> Appointment:
        """Hold an appointment: one's own, or one that `by` may see. Raises AppointmentError.

        Its schedule is locked before it.
        """
        row = await repository.by_number(self.unit, number)
        if row is None or not may_see(row, citizen=citizen, by=by):
            raise AppointmentError(AppointmentRefusal.UNKNOWN)
        lock_schedules(self.unit, (row.schedule,))
        found = await self.load(row.id)
        if found.schedule != row.schedule:  # it was moved while we waited
            lock_schedules(self.unit, (found.schedule,))
        return found

    async def change(self, appointment: Appointment, **values: Any) -> Appointment:
        """Set columns; the appointment as it now is. It is held by this transaction already."""
        version = appointment.version + 1
        repository.change(self.unit, appointment.id, {**values, "version": version})
        self.unit.record(Changed(appointment.id))
        return await self.load(appointment.id)

    async def no_reminder(self, appointment: Appointment) -> None:
        """What was to be reminded of is no longer so: a reminder that waits to be sent is not."""
        if appointment.citizen_id is not None:
            whom = await citizens.by_id(self.unit, appointment.citizen_id)
            if whom is not None:
                outbox.withdraw(self.unit, whom.key, keys_begin(REMINDER, appointment))

    def drop(self, appointment: Appointment) -> None:
        """Delete a hold that came to nothing."""
        repository.drop(self.unit, appointment.id)
        self.unit.record(Changed(appointment.id))


def may_see(row: Any, *, citizen: int | None, by: Person | None) -> bool:
    """Whether it is this citizen's, or of a library that this person sees."""
    mine = citizen is not None and row.citizen_id == citizen
    return mine or (by is not None and by.sees(row.library))


def kyiv_day(moment: datetime) -> date:
    """The day in Kyiv."""
    return moment.astimezone(KYIV).date()


def last_day(schedule: Schedule, now: datetime) -> date:
    """The last day that may be booked now."""
    return kyiv_day(now) + DAY * schedule.days_ahead
