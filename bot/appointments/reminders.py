"""The clock at work: holds that end, freed places that go on, reminders of what comes near."""

from datetime import datetime, timedelta

from bot.appointments import repository
from bot.appointments.context import AppointmentContext
from bot.appointments.events import Reminded
from bot.appointments.model import State
from bot.appointments.moments import TOO_LATE, next_reminder
from bot.appointments.waiting import WaitingList
from bot.storage.database import Unit

NAMED_DAYS = 30  # after an appointment


async def still_named(unit: Unit, now: datetime) -> list[int]:
    """Ids of appointments whose names are to go."""
    return await repository.named_until(unit, now - timedelta(days=NAMED_DAYS))


class Reminders:
    """Looks at one appointment at a time, each in its own transaction."""

    def __init__(self, context: AppointmentContext, waiting: WaitingList) -> None:
        self._context = context
        self._waiting = waiting

    async def look(self, appointment: int, now: datetime) -> None:
        """Do what is due of an appointment."""
        row = await repository.by_id(self._context.unit, appointment)
        if row is None or row.act_at is None or row.act_at > now:
            return
        if row.state == State.BOOKED.value:
            await self._remind(appointment, now)
        else:
            await self._waiting.look(appointment, now=now)

    async def unname(self, appointment: int) -> None:
        """Names and phones go a month after; who came how often is counted without them."""
        row = await repository.locked(self._context.unit, appointment)
        if row is not None:
            repository.change(self._context.unit, appointment, {"name": None, "contact": None})

    async def _remind(self, appointment: int, now: datetime) -> None:
        """Made from how it stands at this moment: none is sent of what was cancelled or moved."""
        unit = self._context.unit
        row = await repository.locked(unit, appointment)
        if row is None or row.state != State.BOOKED.value or (row.act_at or now) > now:
            return
        booked = repository.read(unit, row)
        changed = await self._context.change(booked, act_at=next_reminder(booked.starts_at, now))
        await self._context.no_reminder(booked)  # an earlier one that still waits to be sent
        if booked.citizen_id is not None and booked.starts_at - TOO_LATE > now:
            unit.record(Reminded(changed))
