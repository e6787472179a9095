"""Appointments: legal consultations and hours of help, booked in the chat or at the desk."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.appointments import repository, waiting_repository
from bot.appointments.context import AppointmentContext
from bot.appointments.events import (
    Booked,
    Cancelled,
    Moved,
    Offered,
    OfferLapsed,
    Reminded,
    WaitingEnded,
    letter_key,
    offered_by,
)
from bot.appointments.links import read_token
from bot.appointments.model import CITIZEN
from bot.appointments.pages import agreed, book, day, days, one, public, report
from bot.appointments.pages.shown import LIST
from bot.appointments.reminders import NAMED_DAYS, still_named
from bot.appointments.service import Appointments
from bot.appointments.tables import (
    appointment_changes,
    appointment_feeds,
    appointment_waiting,
    appointments,
)
from bot.content import Content
from bot.contracts.feature import (
    Ctx,
    Due,
    Feature,
    Leaving,
    Lost,
    MenuEntry,
    NavigationEntry,
    Notices,
    Page,
)
from bot.contracts.services import Services
from bot.engine.model import Link
from bot.engine.texts import N_
from bot.staff.service import Staff
from bot.storage.schema import keep_of
from handlers.citizen import (
    book_appointment,
    confirm_appointment,
    my_appointments,
    right_help,
    wait_for_appointment,
)
from handlers.shared import links
from handlers.shared.appointments import to_citizen, to_staff
from handlers.shared.profile import BOOKED
from handlers.staff import reception

# What the table says of what is left, in plain words: bot.appointments.tables, `left`.
STAYS = N_(
    "Of your appointments stay only the number, kind, library, day and outcome, to be counted: "
    "without your name and topic."
)

Act = Booked | Moved | Cancelled
News = Act | Offered | OfferLapsed | Reminded


def _opens(text: str) -> Link | None:
    """The address of a slip's page, or its end, opens the appointment in any chat."""
    token = read_token(text)
    return links.APPOINTMENT_SLIP(token) if token else None


def _appointments(services: Services) -> Appointments:
    content = services[Content]
    return Appointments(
        AppointmentContext(
            unit=services.unit,
            schedules=content.appointments,
            libraries={one.id: one for one in content.access_points},
            staff=services[Staff],
        )
    )


async def _citizen(_services: Services, event: News) -> Sequence[int]:
    """Whose it is; what they did themselves was told them where they did it."""
    if getattr(event, "by", "") == CITIZEN or event.appointment.citizen_id is None:
        return []
    return [event.appointment.citizen_id]


async def _waiting(_services: Services, event: WaitingEnded) -> Sequence[int]:
    return [event.waiting.citizen_id]


async def _staff(services: Services, event: Act) -> Sequence[int]:
    """The library's people who want to hear of it, of what a citizen did."""
    if event.by != CITIZEN:
        return []
    libraries = {event.appointment.library}
    if isinstance(event, Moved):  # also from another library
        before = services[Content].appointments.get(event.before.schedule)
        libraries |= {before.library} if before else set()
    people = await services[Staff].active(libraries)
    return [one.citizen_id for one in people if one.citizen_id and one.notices]


def _key(event: News) -> str:
    return letter_key(f"appt.{type(event).__name__.lower()}", event.appointment)


async def _look(services: Services, appointment: int, now: datetime) -> None:
    await services[Appointments].clock.look(appointment, now)


async def _lost(services: Services, letter: Lost) -> None:
    if offered := offered_by(letter.key):
        await services[Appointments].waiting.not_reached(*offered, now=letter.at)


async def _unname(services: Services, appointment: int, _now: datetime) -> None:
    await services[Appointments].clock.unname(appointment)


async def _look_for(services: Services, waiting: int, now: datetime) -> None:
    await services[Appointments].waiting.look_for(waiting, now=now)


async def _stays(ctx: Ctx) -> Sequence[str]:
    departures = ctx.services[Appointments].departures
    return (STAYS,) if await departures.anything(ctx.citizen.id) else ()


async def _leave(ctx: Ctx) -> Sequence[str]:
    left = await ctx.services[Appointments].departures.leave(ctx.citizen.id, now=ctx.now)
    return (STAYS,) if left else ()


def _kept(_services: Services) -> Iterable[tuple[str, int]]:
    yield N_("your name and phone for an appointment, after it"), NAMED_DAYS
    yield N_("your appointments"), keep_of(appointments).days


def _told(event: type[Any]) -> Notices[Any]:
    return Notices(event, to=_citizen, say=to_citizen, key=_key, reminds=event is Reminded)


def _told_staff(event: type[Any]) -> Notices[Any]:
    return Notices(event, to=_staff, say=to_staff, key=lambda one: f"{_key(one)}.s")


FEATURE = Feature(
    name="appointments",
    tables=(appointments, appointment_waiting, appointment_changes, appointment_feeds),
    services={Appointments: _appointments},
    flows=(
        right_help.flow,
        book_appointment.flow,
        confirm_appointment.flow,
        my_appointments.flow,
        wait_for_appointment.flow,
        reception.flow,
    ),
    opens=_opens,
    menu=(
        MenuEntry("my_appointments", N_("My appointments"), to=my_appointments.list_, own=BOOKED),
    ),
    notices=(
        *map(_told, (Booked, Moved, Cancelled, Offered, OfferLapsed, Reminded)),
        *map(_told_staff, (Booked, Moved, Cancelled)),
        Notices(
            WaitingEnded,
            to=_waiting,
            say=to_citizen,
            key=lambda event: f"appt.waiting.{event.waiting.id}",
        ),
    ),
    due=(
        Due("appointments whose moment has come", repository.due, _look),
        Due("names of appointments that are over", still_named, _unname),
        Due("people who wait for an appointment", waiting_repository.waiting_due, _look_for),
    ),
    pages=(
        Page(LIST, day.listed),
        Page(f"{LIST}/book", book.form),
        Page(f"{LIST}/book", book.book, post=True),
        Page(f"{LIST}/report", report.report),
        Page(f"{LIST}/days", days.form),
        Page(f"{LIST}/days", days.change, post=True),
        Page(f"{LIST}/days/undo", days.undo, post=True),
        Page(f"{LIST}/days/feed", days.feed, post=True),
        Page(f"{LIST}/{{number}}", one.shown),
        Page(f"{LIST}/{{number}}/slip", one.slip),
        *(Page(f"{LIST}/{{number}}/{name}", one.act(name), post=True) for name in one.ACTS),
        Page("/desk/requests/{number}/appointment", agreed.set_time, post=True),
        Page(f"{LIST}/{{number}}/agree", agreed.another_time, post=True),
        Page("/appointment/{token}", public.slip, role=""),
        Page("/appointment/{token}/appointment.ics", public.file, role=""),
        Page("/appointments/{token}/calendar.ics", public.feed, role=""),
    ),
    navigation=(NavigationEntry(N_("Reception"), LIST, last=True),),
    leaving=Leaving(_stays, _leave),
    lost=_lost,
    kept=_kept,
)
