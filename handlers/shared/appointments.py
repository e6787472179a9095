"""What appointments say by themselves: neutral words, that anybody may see on a locked screen."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.appointments.events import (
    Booked,
    Cancelled,
    Moved,
    Offered,
    OfferLapsed,
    Reminded,
    WaitingEnded,
)
from bot.appointments.labels import NOT_POSSIBLE as NOT_POSSIBLE
from bot.appointments.model import Appointment
from bot.appointments.schedule import Kind, Mode
from bot.appointments.slots import Slot
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Button, Link, Say
from bot.engine.texts import N_
from bot.engine.wording import clock, day, kyiv, phone
from handlers.shared import links
from handlers.shared.libraries import live_named, name_of

COMING = N_("I will come")


def when(ctx: Ctx, starts_at: datetime) -> str:
    """«ср, 2 грудня, 10:00», in Kyiv."""
    here = kyiv(starts_at)
    return f"{day(here.date(), ctx.lang)}, {clock(here)}"


def where(ctx: Ctx, appointment: Appointment) -> str:
    """The library, or how they are reached where one needn't go anywhere."""
    library = name_of(ctx, appointment.library)
    return {
        Mode.IN_PERSON: library,
        Mode.PHONE: ctx._("by phone, %(library)s", library=library),
        Mode.VIDEO: ctx._("by video, %(library)s", library=library),
    }[appointment.mode]


def to_citizen(ctx: Ctx, event: object) -> Sequence[Say]:
    """What the citizen of an appointment reads; () for what they did themselves."""
    found = _CITIZEN.get(type(event))
    lines = found(ctx, event) if found else ()
    lines = (*lines, *_holds_then(ctx, event)) if lines else ()
    buttons = tuple(Button(ctx._(title), to) for title, to in _can_do(event))
    return [Say("\n".join(lines), buttons=buttons)] if lines else ()


def _holds_then(ctx: Ctx, event: object) -> list[str]:
    """What is told of the library for the time of the appointment: closed, moved, no power."""
    match event:
        case Booked(one) | Moved(one) | Reminded(one) if one.mode is Mode.IN_PERSON:
            return live_named(ctx, one.library, at=one.starts_at)
    return []


def _can_do(event: object) -> Sequence[tuple[str, Link]]:
    """What can be done about it in a tap: titles and links."""
    match event:
        case Reminded(one):
            return (COMING, links.APPOINTMENT_COMING(one.number)), *_changing(one)
        case Booked(one) | Moved(one):
            return _changing(one)
        case Offered(one):
            return (
                (N_("I take it"), links.APPOINTMENT_TAKE(one.number)),
                (N_("Not this one"), links.APPOINTMENT_PASS(one.number)),
            )
        case Cancelled(one):
            return ((N_("Book anew"), links.APPOINTMENT_AGAIN(one.number)),)
        case OfferLapsed():
            return ((N_("My appointments"), links.APPOINTMENTS()),)
        case WaitingEnded(waiting):
            return (
                (N_("Book help"), links.RIGHT_HELP(waiting.kind)),
                (N_("Ask a librarian"), links.PERSON()),
            )
    return ()


def _changing(one: Appointment) -> Sequence[tuple[str, Link]]:
    return (
        (N_("Move it"), links.APPOINTMENT_MOVE(one.number)),
        (N_("Cancel it"), links.APPOINTMENT_CANCEL(one.number)),
    )


def to_staff(ctx: Ctx, event: object) -> Sequence[Say]:
    """A line for the library's staff: when, and the number. No topic and no name."""
    if isinstance(event, Booked):
        text = N_("A new appointment: %(when)s. No. %(number)s.")
    elif isinstance(event, Moved):
        text = N_("Moved: No. %(number)s is on %(when)s now.")
    elif isinstance(event, Cancelled):
        text = N_("Cancelled: %(when)s, No. %(number)s. Nothing needs to be done.")
    else:
        return ()
    one = event.appointment
    told = ctx._(text, when=when(ctx, one.starts_at), number=one.number)
    return [Say(told, buttons=(Button(ctx._("Open"), links.DESK_APPOINTMENT(one.number)),))]


def _booked(ctx: Ctx, event: Booked) -> Sequence[str]:
    return _how_it_stands(ctx, event.appointment, ctx._("An appointment is booked for you."))


def _moved(ctx: Ctx, event: Moved) -> Sequence[str]:
    before: Slot = event.before
    first = ctx._("The library has moved your appointment. It was %(when)s.",
                  when=when(ctx, before.starts_at))  # fmt: skip
    return _how_it_stands(ctx, event.appointment, first)


def _cancelled(ctx: Ctx, event: Cancelled) -> Sequence[str]:
    one = event.appointment
    return (
        ctx._("Your appointment on %(when)s will not take place. We are sorry.",
              when=when(ctx, one.starts_at)),
        where(ctx, one),
        ctx._("Choose another time, or call the library."),
    )  # fmt: skip


def _offered(ctx: Ctx, event: Offered) -> Sequence[str]:
    one = event.appointment
    return (
        ctx._("A time has become free: %(when)s.", when=when(ctx, one.starts_at)),
        where(ctx, one),
        ctx._("We keep it for you until %(when)s.", when=_until(ctx, event.until)),
    )


def _until(ctx: Ctx, moment: datetime) -> str:
    """«12:31», or with its day where that is another one."""
    here = kyiv(moment)
    is_today = here.date() == kyiv(ctx.now).date()
    return clock(here) if is_today else f"{clock(here)}, {day(here.date(), ctx.lang)}"


def _lapsed(ctx: Ctx, _event: OfferLapsed) -> Sequence[str]:
    return (
        ctx._("The time we kept for you goes to the next person."),
        ctx._("You stay on the waiting list. We will write when there is another one."),
    )


def _ended(ctx: Ctx, event: WaitingEnded) -> Sequence[str]:
    lines = [ctx._("No time has become free for you. We are sorry.")]
    centre = ctx.services[Content].legal_aid.contact_centre
    if event.waiting.kind is Kind.LEGAL_AID and centre and centre.phone:
        lines.append(ctx._("You can call: %(phone)s.", phone=phone(centre.phone)))
    return (*lines, ctx._("Or write here: a librarian will look for a way with you."))


def _reminded(ctx: Ctx, event: Reminded) -> Sequence[str]:
    first = ctx._("A reminder: you are expected.")
    if event.appointment.mode is not Mode.IN_PERSON:
        first = ctx._("A reminder: you will be called.")
    return _how_it_stands(ctx, event.appointment, first)


def _how_it_stands(ctx: Ctx, one: Appointment, first: str) -> Sequence[str]:
    """When and where; what it is about and what to bring only where they allow it."""
    lines = [first, when(ctx, one.starts_at), where(ctx, one)]
    schedules = ctx.services[Content].appointments
    schedule = schedules.get(one.schedule)
    if not one.discreet and schedule is not None:
        lines.append(schedule.title.in_(ctx.lang))
        topic = schedules.topic(one.topic)
        bring = [text.in_(ctx.lang) for text in (*schedule.bring, *(topic.bring if topic else ()))]
        if bring:
            lines.append(ctx._("Bring: %(what)s", what="; ".join(bring)))
    return (*lines, ctx._("No. %(number)s.", number=one.number))


_CITIZEN: Mapping[type, Callable[[Ctx, Any], Sequence[str]]] = {
    Booked: _booked,
    Moved: _moved,
    Cancelled: _cancelled,
    Offered: _offered,
    OfferLapsed: _lapsed,
    WaitingEnded: _ended,
    Reminded: _reminded,
}
