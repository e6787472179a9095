"""One's own appointments: looked at, moved, cancelled, «Буду»; a slip's taken into the chat."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import wraps

from bot.appointments.agreed import NO_SCHEDULE
from bot.appointments.model import Appointment, AppointmentError, AppointmentRefusal, State
from bot.appointments.schedule import Mode
from bot.appointments.service import Appointments
from bot.appointments.slots import ANY, Wish
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Go, Reply, Say
from bot.engine.texts import N_
from bot.engine.wording import label
from handlers.shared import links, steps
from handlers.shared.appointments import when
from handlers.shared.asked_time import asked_to_move
from handlers.shared.booking import (
    buttons_of,
    now_booked,
    numbered,
    numbers_first,
    on_the_map,
    told_in_full,
)
from handlers.shared.data import AppointmentData, MyAppointmentData
from handlers.shared.libraries import library, name_of
from handlers.shared.not_booked import refused
from handlers.shared.profile import BOOKED
from handlers.shared.wishes import going_on_from

Mine = Ctx[MyAppointmentData]

flow = Flow[Services, MyAppointmentData](
    "my_appointments",
    data=MyAppointmentData,
    title=N_("My appointments"),
    command="appointments",
    words="open.my_appointments",
)


def or_refused(act: Callable[[Mine], Awaitable[Reply]]) -> Callable[[Mine], Awaitable[Reply]]:
    """An act that may turn out not to be possible: then it is told why."""

    @wraps(act)
    async def tried(ctx: Mine) -> Reply:
        try:
            return await act(ctx)
        except AppointmentError as error:
            if error.code is AppointmentRefusal.UNKNOWN:
                return _unknown(ctx)
            return refused(ctx, error)

    return tried


def _unknown(ctx: Ctx) -> tuple[Say, Go]:
    return Say(ctx._("We don’t know such an appointment of yours.")), Go(list_)


@flow.step("list")
async def list_(ctx: Mine) -> Ask | Say | Go:
    appointments = ctx.services[Appointments]
    found = await appointments.booking.of_citizen(ctx.citizen.id, now=ctx.now)
    waiting = await appointments.waiting.of_citizen(ctx.citizen.id)
    leave = tuple(
        Button(ctx._("Don’t wait any more"), links.WAITING_LEAVE(str(one.id)))
        for one in waiting[:1]
    )
    if offered := [one for one in found if one.is_offered]:
        return Go(show, MyAppointmentData(offered[0].number))  # it is theirs for a while only
    lines = [ctx._("You wait for a free time. We will write to you.")] if waiting else []
    if not found:
        book = Button(ctx._("Book help"), links.BOOK())
        text = "\n".join(lines) or ctx._("You have no appointments.")
        return Say(numbers_first(ctx, "", text), buttons=(book, *leave))
    if len(found) == 1 and not waiting:
        return Go(show, MyAppointmentData(found[0].number))
    lines = [ctx._("Your appointments:"), *(_line(ctx, one) for one in found), *lines]
    return Ask(
        numbers_first(ctx, "", "\n".join(lines)),
        choices=tuple(
            Choice(one.number, label(when(ctx, one.starts_at)),
                   data=MyAppointmentData(one.number), words=(one.number,))
            for one in found
        ),
        to=show,
        buttons=leave,
    )  # fmt: skip


def _line(ctx: Ctx, one: Appointment) -> str:
    return f"– {when(ctx, one.starts_at)}, {name_of(ctx, one.library)}, № {one.number}"


@flow.step("show")
async def show(ctx: Mine) -> Reply:
    one = await _mine(ctx)
    if one is None:
        return _unknown(ctx)
    if one.state is State.HELD and not one.is_offered:
        return Go(steps.HELD_TIME, _as_data(one))
    if one.state is State.HELD:
        text = ctx._("We keep this time for you. Do you take it?")
        buttons = (
            Button(ctx._("I take it"), links.APPOINTMENT_TAKE(one.number)),
            Button(ctx._("Not this one"), links.APPOINTMENT_PASS(one.number)),
        )
        return Say("\n".join((text, *told_in_full(ctx, one))), buttons=buttons)
    if one.state is not State.BOOKED or one.ends_at <= ctx.now:
        text = ctx._("This appointment is over or cancelled: %(when)s.",
                     when=when(ctx, one.starts_at))  # fmt: skip
        again = Button(ctx._("Book anew"), links.APPOINTMENT_AGAIN(one.number))
        return Say(numbers_first(ctx, one.topic, text), buttons=(again,))
    first = ctx._("You are expected:")
    if one.mode is not Mode.IN_PERSON:
        first = ctx._("You will be called:")
    text = "\n".join((first, *told_in_full(ctx, one), numbered(ctx, one)))
    return Say(
        numbers_first(ctx, one.topic, text), buttons=buttons_of(ctx, one), pin=on_the_map(ctx, one)
    )


async def _mine(ctx: Mine) -> Appointment | None:
    booking = ctx.services[Appointments].booking
    return await booking.by_number(ctx.data.number, citizen=ctx.citizen.id)


def _as_data(one: Appointment) -> AppointmentData:
    return AppointmentData(
        kind=one.kind, topic=one.topic, number=one.number, schedule=one.schedule,
        starts_at=int(one.starts_at.timestamp()), whom=one.whom, name=one.name, anywhere=True,
    )  # fmt: skip


@flow.step("move")
async def move(ctx: Mine) -> Reply:
    """Another time for the same: near the same library first."""
    one = await _mine(ctx)
    if one is None:
        return _unknown(ctx)
    if one.state is not State.BOOKED or one.ends_at <= ctx.now:
        return Go(show)
    if not _has_times(ctx, one):
        return Go(steps.ASK_LIBRARIAN, asked_to_move(ctx, one))
    near = _near(ctx, one, moved=one.number)
    wish = going_on_from(ctx.data.wish, Wish(modes=frozenset({one.mode})))
    to = steps.FREE_TIMES if ctx.data.wish == ANY else steps.TIME_IN_WORDS
    return Go(to, replace(near, wish=wish))


@flow.step("again")
async def again(ctx: Mine) -> Reply:
    """A new one of the same kind and topic."""
    one = await _mine(ctx)
    if one is None:
        return Go(steps.RIGHT_HELP)
    return Go(steps.FREE_TIMES if _has_times(ctx, one) else steps.ASK_FOR_TIME, _near(ctx, one))


def _has_times(ctx: Ctx, one: Appointment) -> bool:
    """Whether another time is chosen from a schedule; what was agreed a librarian agrees anew."""
    offered = ctx.services[Appointments].finding.is_offered(one.kind, one.topic)
    return one.schedule != NO_SCHEDULE and offered


def _near(ctx: Ctx, one: Appointment, moved: str = "") -> AppointmentData:
    at = library(ctx, one.library)
    code = (at.settlement if at else None) or ""
    return AppointmentData(
        kind=one.kind, topic=one.topic, code=code, anywhere=not code, moved=moved, whom=one.whom
    )


@flow.step("cancel")
async def cancel(ctx: Mine) -> Reply:
    one = await _mine(ctx)
    if one is None:
        return _unknown(ctx)
    if one.state not in {State.BOOKED, State.HELD}:
        return Go(show)
    text = ctx._("Cancel the appointment on %(when)s?", when=when(ctx, one.starts_at))
    return Ask(
        numbers_first(ctx, one.topic, text),
        choices=(
            Choice("cancel", ctx._("Yes, cancel it"), to=cancelled, words=ctx.words("yes")),
            Choice("move", ctx._("Move it"), to=move),
            Choice("keep", ctx._("Keep it"), to=show, words=ctx.words("no")),
        ),
        name=ctx._("your appointment"),
    )


@flow.act("cancelled")
@or_refused
async def cancelled(ctx: Mine) -> Reply:
    booking = ctx.services[Appointments].booking
    one = await booking.cancel(ctx.data.number, citizen=ctx.citizen.id, now=ctx.now)
    text = ctx._("Cancelled: %(when)s. Thank you for telling: somebody else can come.",
                 when=when(ctx, one.starts_at))  # fmt: skip
    again = Button(ctx._("Book anew"), links.APPOINTMENT_AGAIN(one.number))
    return Say(numbers_first(ctx, one.topic, text), buttons=(again,))


@flow.act("coming")
@or_refused
async def coming(ctx: Mine) -> Reply:
    booking = ctx.services[Appointments].booking
    one = await booking.coming(ctx.data.number, citizen=ctx.citizen.id)
    ctx.citizen.profile[BOOKED] = True
    text = ctx._("Good. We are waiting for you on %(when)s.", when=when(ctx, one.starts_at))
    return Say(numbers_first(ctx, one.topic, text))


@flow.act("slip")
@or_refused
async def slip(ctx: Mine) -> Reply:
    """What was booked at the desk is theirs in this chat: reminders come here."""
    found = await ctx.services[Appointments].links.claim(
        ctx.data.token, citizen=ctx.citizen.id, now=ctx.now
    )
    ctx.citizen.profile[BOOKED] = True
    first = ctx._("Your appointment is here now.")
    return now_booked(ctx, found, f"{first} {numbered(ctx, found)}")


flow.link(links.APPOINTMENTS, to=list_)
flow.link(links.APPOINTMENT, to=show)
flow.link(links.APPOINTMENT_MOVE, to=move)
flow.link(links.APPOINTMENT_AGAIN, to=again)
flow.link(links.APPOINTMENT_CANCEL, to=cancel)
flow.link(links.APPOINTMENT_COMING, to=coming)
flow.link(links.APPOINTMENT_SLIP, to=slip)
