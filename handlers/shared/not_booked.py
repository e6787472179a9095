"""Why an appointment can't be had, and where to go on."""

from bot.appointments.model import AppointmentError, AppointmentRefusal
from bot.appointments.schedule import Kind
from bot.appointments.service import Appointments
from bot.contracts.feature import Ctx
from bot.engine.model import Go, Reply, Say
from bot.engine.wording import phone
from handlers.shared import steps
from handlers.shared.appointments import NOT_POSSIBLE
from handlers.shared.asked_time import asked_for_time
from handlers.shared.booking import centre_phone, numbers_first
from handlers.shared.data import AppointmentData, MyAppointmentData
from handlers.shared.libraries import library

CHOOSE_ANEW = frozenset(
    {
        AppointmentRefusal.TAKEN,
        AppointmentRefusal.NO_SUCH_PLACE,
        AppointmentRefusal.TOO_SOON,
        AppointmentRefusal.TOO_FAR,
        AppointmentRefusal.HOLD_ENDED,
    }
)


def refused(ctx: Ctx, error: AppointmentError, data: AppointmentData | None = None) -> Reply:
    """Why not; then the next free times, the appointment they have, or a call."""
    topic = data.topic if data else ""
    said = ctx._(NOT_POSSIBLE[error.code])
    if error.code is AppointmentRefusal.CALL_FIRST and data is not None:
        told = "\n".join((said, *_phones(ctx, data)))
        asked = asked_for_time(ctx, data, call=True)
        return Say(numbers_first(ctx, topic, told)), Go(steps.CALL_BACK, asked)
    told_why = Say(numbers_first(ctx, topic, said))
    if error.code in CHOOSE_ANEW and data is not None and data.kind is not None:
        return told_why, Go(steps.FREE_TIMES, _anew(data))
    if error.code is AppointmentRefusal.ONE_A_DAY and error.appointment is not None:
        return told_why, Go(steps.MY_APPOINTMENT, MyAppointmentData(error.appointment.number))
    return told_why, Go(steps.MY_APPOINTMENTS)


def _anew(data: AppointmentData) -> AppointmentData:
    """What stays known when the time is to be chosen once more."""
    return AppointmentData(
        kind=data.kind, topic=data.topic, service=data.service, wish=data.wish,
        code=data.code, anywhere=data.anywhere, moved=data.moved, whom=data.whom, name=data.name,
    )  # fmt: skip


def _phones(ctx: Ctx, data: AppointmentData) -> list[str]:
    """Whom to call: libraries that receive, the contact centre."""
    lines = []
    schedules = ctx.services[Appointments].schedules
    receiving = schedules.of(data.kind, data.topic) if data.kind else ()
    for id in list(dict.fromkeys(one.library for one in receiving)):
        found = library(ctx, id)
        if found is not None and found.phones:
            lines.append(f"{found.name.in_(ctx.lang)}: {phone(found.phones[0])}")
    if data.kind is Kind.LEGAL_AID and (number := centre_phone(ctx)):
        lines.append(ctx._("%(phone)s – free legal advice.", phone=number))
    return lines[:3]
