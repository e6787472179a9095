"""Personal links: of one appointment, for who holds its slip; of an adviser's calendar."""

import base64
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.appointments import repository, schedule_repository
from bot.appointments.context import AppointmentContext, kyiv_day, lock_schedules
from bot.appointments.model import (
    Appointment,
    AppointmentError,
    AppointmentRefusal,
    State,
    Whom,
)
from bot.appointments.moments import next_reminder
from bot.appointments.schedule import Schedule
from bot.appointments.slots import DAY
from bot.staff.model import Person
from bot.storage.vault import Vault

CODE_LETTERS = 12  # 60 bits: nobody tries them all
FEED_BYTES = 20
SEEN_EVERY = timedelta(days=1)
FEED_PAST, FEED_AHEAD = 30, 180  # days
_TYPED = re.compile(
    rf"\A(?:\S{{1,200}}/appointment/)?(\d{{3}}-\d{{3}}-[a-z2-7]{{{CODE_LETTERS}}})/?"
)


@dataclass(frozen=True, slots=True)
class Feed:
    """What an adviser's calendar shows: a schedule and who is expected."""

    schedule: Schedule
    appointments: tuple[Appointment, ...]


def link_code(vault: Vault, appointment: Appointment) -> str:
    """What opens this appointment, with its number; nothing of it is stored."""
    digest = vault.lookup(f"appointment link\0{appointment.id}\0{appointment.number}")
    return base64.b32encode(digest).decode().lower()[:CODE_LETTERS]


def link_token(vault: Vault, appointment: Appointment) -> str:
    """Number and code, as they stand in an address: 482-915-k3f9q2mzabcd."""
    return f"{appointment.number}-{link_code(vault, appointment)}"


def read_token(text: str) -> str:
    """The token that a text is, or the address that ends with it; "" for any other text."""
    found = _TYPED.fullmatch(text.strip().lower())
    return found[1] if found else ""


class Links:
    """Use cases of who comes by a link."""

    def __init__(self, context: AppointmentContext) -> None:
        self._context = context

    def token(self, appointment: Appointment) -> str:
        """What the address of this appointment ends with."""
        return link_token(self._context.unit.vault, appointment)

    async def opened(self, token: str) -> Appointment | None:
        """The appointment that a link opens; None for one that is wrong or too old."""
        number, _, code = token.rpartition("-")
        row = await repository.by_number(self._context.unit, number)
        if row is None or row.state not in {State.BOOKED.value, State.CANCELLED.value}:
            return None
        found = repository.read(self._context.unit, row)
        right = link_code(self._context.unit.vault, found)
        return found if hmac.compare_digest(code.encode(), right.encode()) else None

    async def claim(self, token: str, *, citizen: int, now: datetime) -> Appointment:
        """An appointment that the desk booked is theirs from now on, in this chat.

        One that is theirs already stays so; another's is not told of. Raises AppointmentError.
        """
        opened = await self.opened(token)
        if opened is None or opened.citizen_id not in {None, citizen}:
            raise AppointmentError(AppointmentRefusal.UNKNOWN)
        lock_schedules(self._context.unit, (opened.schedule,))
        found = await self._context.load(opened.id)
        if found.citizen_id == citizen:
            return found
        if found.citizen_id is not None or found.state is not State.BOOKED:
            raise AppointmentError(AppointmentRefusal.STATE, found)
        # Whose slip it is nobody knows: it may be a neighbour's, and so it is nobody's own day.
        return await self._context.change(
            found, citizen_id=citizen, whom=Whom.OTHER.value,
            act_at=next_reminder(found.starts_at, now),
        )  # fmt: skip

    async def new_feed(self, schedule: str, *, by: Person, now: datetime) -> str:
        """The token of a schedule's calendar, told here and never again; the one before dies.

        Raises AppointmentError.
        """
        known = self._context.schedules.get(schedule)
        if known is None:
            raise AppointmentError(AppointmentRefusal.NO_SUCH_PLACE)
        if not by.sees(known.library):
            raise AppointmentError(AppointmentRefusal.MAY_NOT)
        token, unit = secrets.token_urlsafe(FEED_BYTES), self._context.unit
        schedule_repository.put_feed(unit, schedule, unit.vault.lookup(_feed(token)), by.actor, now)
        return token

    async def feed(self, token: str, *, now: datetime) -> Feed | None:
        """What a calendar's link shows; None for one that is wrong or was ended."""
        unit = self._context.unit
        row = await schedule_repository.feed(unit, unit.vault.lookup(_feed(token)))
        schedule = self._context.schedules.get(row.schedule) if row else None
        if row is None or schedule is None:
            return None
        today = kyiv_day(now)
        rows = await repository.of_schedule(
            unit, schedule.id, today - DAY * FEED_PAST, today + DAY * FEED_AHEAD
        )
        read = (repository.read(unit, one) for one in rows)
        return Feed(schedule, tuple(one for one in read if one.state is State.BOOKED))

    async def feed_seen(self, token: str, *, now: datetime) -> None:
        """A calendar still asks: the link stays."""
        unit = self._context.unit
        key = unit.vault.lookup(_feed(token))
        row = await schedule_repository.feed(unit, key)
        if row is not None and now - row.seen_at >= SEEN_EVERY:
            schedule_repository.feed_seen(unit, key, now)


def _feed(token: str) -> str:
    return f"appointments feed\0{token}"
