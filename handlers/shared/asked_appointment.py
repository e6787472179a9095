"""Who only asks for an appointment, or speaks of the one they have: where that leads."""

from bot.appointments.model import State
from bot.appointments.numbers import normal_number
from bot.appointments.request_words import AskedOfOwn, OwnAct, read_own, read_request
from bot.appointments.schedule import Kind
from bot.appointments.service import Appointments
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.engine.wording import kyiv
from handlers.shared import steps
from handlers.shared.after_danger import told_kind
from handlers.shared.booking import SAFETY, SAFETY_DANGER
from handlers.shared.data import AppointmentData, MyAppointmentData
from handlers.shared.profile import BOOKED
from handlers.shared.reader import Reader


async def asked_of_own(ctx: Ctx, text: str) -> Go | None:
    """What somebody wants with the appointment they have; None for any other text."""
    if number := normal_number(text):
        booking = ctx.services[Appointments].booking
        if await booking.by_number(number, citizen=ctx.citizen.id) is not None:
            return Go(steps.MY_APPOINTMENT, MyAppointmentData(number))
    reading = ctx.services[Reader].understand(text).reading if text else ""
    today = kyiv(ctx.now).date()
    own = read_own(text, today=today) or read_own(reading, today=today)
    if own is not None and (own.is_named or ctx.citizen.profile[BOOKED]):
        return await _own(ctx, own)
    return None


def asked_appointment(ctx: Ctx, text: str, reading: str) -> Go | None:
    """Who asks for an appointment; None for a text that says anything else.

    A question has its card. `reading` is the same text as it was understood.
    """
    today = kyiv(ctx.now).date()
    asked = read_request(text, today=today) or read_request(reading, today=today)
    if asked is None:
        return None
    return Go(
        steps.RIGHT_HELP, AppointmentData(kind=asked.kind, topic=asked.topic, wish=asked.wish)
    )


def lawyer_after_danger(ctx: Ctx, text: str) -> Go | None:
    """Who was told the numbers and asks for a lawyer: about this danger, the numbers stay."""
    asked = read_request(text, today=kyiv(ctx.now).date())
    if asked is None or asked.kind is not Kind.LEGAL_AID or told_kind(ctx) != SAFETY_DANGER:
        return None
    known = AppointmentData(kind=asked.kind, topic=SAFETY, wish=asked.wish)
    return Go(steps.RIGHT_HELP, known)


async def asked_to_cancel(ctx: Ctx, text: str) -> Go | None:
    """«Скасуйте мій запис» while another time is looked for."""
    own = read_own(text, today=kyiv(ctx.now).date())
    if own is None or own.act is not OwnAct.CANCEL or not ctx.citizen.profile[BOOKED]:
        return None
    return await _own(ctx, own)


async def _own(ctx: Ctx, asked: AskedOfOwn) -> Go:
    """Their only appointment; where there are several, or none, all of them."""
    found = await ctx.services[Appointments].booking.of_citizen(ctx.citizen.id, now=ctx.now)
    booked = [one for one in found if one.state is State.BOOKED]
    if len(booked) != 1 or asked.act is OwnAct.LIST:
        return Go(steps.MY_APPOINTMENTS)
    to = steps.MOVE_APPOINTMENT if asked.act is OwnAct.MOVE else steps.CANCEL_APPOINTMENT
    return Go(to, MyAppointmentData(booked[0].number, wish=asked.wish))


def asked_help_with(ctx: Ctx, text: str) -> Go | None:
    """«Допоможіть заповнити» after a card: an hour of help with it, where a library has one."""
    card = ctx.services[Content].catalogue.get(ctx.topic.get("service", ""))
    asked = read_request(text, today=kyiv(ctx.now).date()) if card is not None else None
    if card is None or asked is None or asked.kind is not Kind.HELP_HOUR:
        return None
    if not ctx.services[Appointments].finding.is_offered(Kind.HELP_HOUR):
        return None
    return Go(steps.BOOK, AppointmentData(kind=Kind.HELP_HOUR, service=card.id, wish=asked.wish))
