"""The waiting list: joined, left; what it offers is taken or let pass."""

from datetime import UTC, datetime, time, timedelta

from bot.appointments.model import AppointmentError
from bot.appointments.service import Appointments
from bot.appointments.slots import DAY
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Button, Go, Reply, Say
from bot.engine.wording import KYIV
from handlers.shared import links, steps
from handlers.shared.booking import now_booked, numbers_first
from handlers.shared.data import AppointmentData
from handlers.shared.not_booked import refused
from handlers.shared.profile import BOOKED

SOON = timedelta(days=14)

Waiting = Ctx[AppointmentData]

flow = Flow[Services, AppointmentData]("wait_for_appointment", data=AppointmentData)


@flow.act("join")
async def join(ctx: Waiting) -> Reply:
    kind = ctx.data.kind
    if kind is None:
        return Go(steps.RIGHT_HELP)
    try:
        one = await ctx.services[Appointments].waiting.join(
            kind, ctx.data.topic, citizen=ctx.citizen.id, now=ctx.now, wish=ctx.data.wish,
            need_by=_need_by(ctx), lang=ctx.lang,
        )  # fmt: skip
    except AppointmentError as error:
        return refused(ctx, error, ctx.data)
    ctx.citizen.profile[BOOKED] = True
    ctx.is_sent = True
    text = ctx._("You are on the waiting list. When a time becomes free, we will write here and "
                 "keep it for you for half an hour.")  # fmt: skip
    leave = Button(ctx._("Don’t wait any more"), links.WAITING_LEAVE(str(one.id)))
    return Say(numbers_first(ctx, ctx.data.topic, text), buttons=(_mine(ctx), leave))


def _need_by(ctx: Waiting) -> datetime | None:
    """Till when it helps: the last day they named, two weeks where there is a date soon."""
    until = ctx.data.wish.until
    if until is not None:
        return datetime.combine(until + DAY, time(), KYIV).astimezone(UTC)
    return ctx.now + SOON if ctx.data.urgent else None


@flow.act("take")
async def take(ctx: Waiting) -> Reply:
    """The time that was offered is theirs."""
    booking = ctx.services[Appointments].booking
    try:
        one = await booking.confirm(ctx.data.number, citizen=ctx.citizen.id, now=ctx.now)
    except AppointmentError as error:
        return refused(ctx, error)
    ctx.citizen.profile[BOOKED] = True
    return now_booked(ctx, one, ctx._("Booked. The number is %(number)s.", number=one.number))


@flow.act("let_pass")
async def let_pass(ctx: Waiting) -> Reply:
    booking = ctx.services[Appointments].booking
    await booking.let_go(ctx.data.number, citizen=ctx.citizen.id, now=ctx.now)
    text = ctx._("Good, somebody else takes it. You stay on the list.")
    return Say(numbers_first(ctx, "", text), buttons=(_mine(ctx),))


@flow.act("leave")
async def leave(ctx: Waiting) -> Reply:
    waiting = ctx.services[Appointments].waiting
    number = ctx.data.waiting
    if await waiting.leave(number, citizen=ctx.citizen.id, now=ctx.now):
        book = Button(ctx._("Book help"), links.BOOK())
        return Say(ctx._("Good, you wait no more."), buttons=(book,))
    return Say(ctx._("You are not on the list any more."), buttons=(_mine(ctx),))


def _mine(ctx: Ctx) -> Button:
    return Button(ctx._("My appointments"), links.APPOINTMENTS())


flow.link(links.APPOINTMENT_TAKE, to=take)
flow.link(links.APPOINTMENT_PASS, to=let_pass)
flow.link(links.WAITING_LEAVE, to=leave)
