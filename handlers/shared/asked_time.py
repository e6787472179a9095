"""A time that a librarian is asked to agree on, in words that they see and send themselves."""

from bot.appointments.model import Appointment
from bot.appointments.schedule import Kind, Mode
from bot.appointments.service import Appointments
from bot.contracts.feature import Ctx
from bot.engine.texts import N_
from bot.requests.model import Holder, RequestKind, RoutingReason
from handlers.shared.appointments import when
from handlers.shared.booking import SAFETY
from handlers.shared.data import AppointmentData, AskLibrarianData
from handlers.shared.wishes import told_wish

REQUESTS = {Kind.LEGAL_AID: RequestKind.LEGAL_AID, Kind.HELP_HOUR: RequestKind.SERVICE_HELP}
ASKED_FOR = {
    Kind.LEGAL_AID: N_("I ask for a time for a lawyer’s consultation."),
    Kind.HELP_HOUR: N_("I ask for a time for an hour of help."),
}


def asked_for_time(ctx: Ctx, data: AppointmentData, *, call: bool = False) -> AskLibrarianData:
    """The request; `call`: the librarian shall call. A topic of danger isn't told."""
    kind = data.kind or Kind.HELP_HOUR
    words = [ctx._(ASKED_FOR[kind])]
    topic = ctx.services[Appointments].schedules.topic(data.topic)
    if topic is not None and data.topic != SAFETY:
        words.append(ctx._("It is about: %(topic)s.", topic=topic.title.in_(ctx.lang)))
    if data.said and data.topic != SAFETY:
        words.append(f"{data.said[:1].upper()}{data.said[1:]}.")
    if when := told_wish(ctx, data.wish):
        words.append(ctx._("When I can: %(when)s.", when=when))
    if data.urgent:
        words.append(ctx._("There is a date soon."))
    return AskLibrarianData(
        text=" ".join(words), kind=REQUESTS[kind], service=data.service,
        call=call or Mode.PHONE in data.wish.modes,
    )  # fmt: skip


def asked_to_move(ctx: Ctx, one: Appointment) -> AskLibrarianData:
    """The request for another time, to the library that expects them; no topic is told."""
    text = ctx._(
        "Please move my appointment No. %(number)s, %(when)s, to another time.",
        number=one.number, when=when(ctx, one.starts_at),
    )  # fmt: skip
    here = Holder(one.library, RoutingReason.CHOSEN)
    return AskLibrarianData(text=text, kind=REQUESTS[one.kind]).to(here)
