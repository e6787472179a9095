"""Who asks to be forgotten is expected no more: their places go to others."""

from datetime import datetime

from bot.appointments import repository
from bot.appointments.booking import Booking
from bot.appointments.context import AppointmentContext, lock_schedules
from bot.appointments.model import AppointmentError
from bot.appointments.waiting import WaitingList


class Departures:
    """Use cases of leaving."""

    def __init__(self, context: AppointmentContext, booking: Booking, waiting: WaitingList) -> None:
        self._context = context
        self._booking = booking
        self._waiting = waiting

    async def anything(self, citizen: int) -> bool:
        """Whether anything of theirs is here."""
        return await repository.has_any(self._context.unit, citizen)

    async def leave(self, citizen: int, *, now: datetime) -> bool:
        """Cancel what is to come and leave the waiting list; whether anything stays, without them.

        Rows that are over are emptied by what their table declares.
        """
        unit = self._context.unit
        any_left = await repository.has_any(unit, citizen)
        active = await repository.active_of(unit, citizen)
        lock_schedules(unit, (row.schedule for row in active))
        for one in await self._waiting.of_citizen(citizen):
            await self._waiting.leave(one.id, citizen=citizen, now=now)
        for row in await repository.active_of(unit, citizen):
            if row.ends_at > now:
                try:
                    await self._booking.cancel(row.number, citizen=citizen, now=now)
                except AppointmentError:
                    continue  # it began meanwhile: it is over for them in any case
        return any_left
