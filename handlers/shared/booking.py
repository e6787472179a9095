"""What the conversations of appointments share: numbers first, an appointment told, refusals."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.appointments.model import Appointment, AppointmentError, AppointmentRefusal
from bot.appointments.schedule import Kind, Mode, Schedule
from bot.appointments.service import Appointments
from bot.appointments.slots import Slot
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Site
from bot.engine.model import Button, Go, Pin, Say
from bot.engine.wording import phone
from handlers.shared import links, steps
from handlers.shared.after_danger import told_kind
from handlers.shared.appointments import NOT_POSSIBLE, when, where
from handlers.shared.data import AppointmentData, MyAppointmentData
from handlers.shared.libraries import library
from handlers.shared.library_card import pin, way

SAFETY, SAFETY_DANGER = "safety", "violence"  # the topic of who is in danger, and its numbers
CHOOSE_ANEW = frozenset(
    {
        AppointmentRefusal.TAKEN,
        AppointmentRefusal.NO_SUCH_PLACE,
        AppointmentRefusal.TOO_SOON,
        AppointmentRefusal.TOO_FAR,
        AppointmentRefusal.HOLD_ENDED,
    }
)


def numbers_first(ctx: Ctx, topic: str, text: str) -> str:
    """The text; before it, whoever is in danger has the numbers at each step."""
    kind = SAFETY_DANGER if topic == SAFETY else told_kind(ctx)
    danger = ctx.services[Content].emergency.of(kind) if kind else None
    if danger is None:
        return text
    return "\n".join((*(line.text.in_(ctx.lang) for line in danger.lines), "", text))


def centre_phone(ctx: Ctx) -> str:
    """The contact centre of free legal aid, as it is dialled; "" where the content has none."""
    centre = ctx.services[Content].legal_aid.contact_centre
    return phone(centre.phone) if centre and centre.phone else ""


def slot_of(ctx: Ctx, data: AppointmentData) -> Slot | None:
    """The place that was chosen; None when its schedule is gone."""
    schedule = ctx.services[Appointments].schedules.get(data.schedule)
    if schedule is None or not data.starts_at:
        return None
    start = datetime.fromtimestamp(data.starts_at, UTC)
    return Slot(start, start + timedelta(minutes=schedule.slot_minutes), schedule.id)


def schedule_of(ctx: Ctx, one: Appointment) -> Schedule | None:
    """Its schedule; None when the content no longer has it."""
    return ctx.services[Appointments].schedules.get(one.schedule)


def place_lines(ctx: Ctx, one: Appointment) -> list[str]:
    """Where it is: the library and its address, or how they are reached."""
    found = library(ctx, one.library)
    lines = [where(ctx, one)]
    if found is not None and one.mode is Mode.IN_PERSON:
        lines += filter(None, [", ".join(filter(None, (found.settlement_name, found.address)))])
    if found is not None and found.phones:
        lines.append(ctx._("Phone: %(phone)s.", phone=phone(found.phones[0])))
    return lines


def what_to_bring(ctx: Ctx, one: Appointment) -> list[str]:
    """A line of what to bring; [] where nobody said."""
    schedule = schedule_of(ctx, one)
    topic = ctx.services[Appointments].schedules.topic(one.topic)
    told = (*(schedule.bring if schedule else ()), *(topic.bring if topic else ()))
    if not told:
        return []
    return [ctx._("Bring: %(what)s", what="; ".join(text.in_(ctx.lang) for text in told))]


def told_in_full(ctx: Ctx, one: Appointment) -> list[str]:
    """When, where, what to bring, the number. Neither topic nor kind: others may see the screen."""
    return [
        when(ctx, one.starts_at),
        *place_lines(ctx, one),
        *what_to_bring(ctx, one),
        ctx._("No. %(number)s.", number=one.number),
    ]


def buttons_of(ctx: Ctx, one: Appointment) -> tuple[Button, ...]:
    """What can be done about a booked appointment."""
    buttons = [
        Button(ctx._("Move it"), links.APPOINTMENT_MOVE(one.number)),
        Button(ctx._("Cancel it"), links.APPOINTMENT_CANCEL(one.number)),
    ]
    found = library(ctx, one.library)
    if found is not None and one.mode is Mode.IN_PERSON and (to := way(ctx, found)):
        buttons.append(to)
    if address := ctx.services[Site].address:
        token = ctx.services[Appointments].links.token(one)
        url = f"{address}/appointment/{token}"
        buttons.append(Button(ctx._("To the calendar"), url=url))
    return tuple(buttons)


def on_the_map(ctx: Ctx, one: Appointment) -> Pin | None:
    """The library's pin, where one goes there."""
    found = library(ctx, one.library)
    return pin(ctx, found) if found is not None and one.mode is Mode.IN_PERSON else None


def now_booked(ctx: Ctx, one: Appointment, first: str) -> Say:
    """All there is to know once it is booked or moved; `first` is the first line."""
    lines = [first, *told_in_full(ctx, one), ctx._("We will remind you, without details.")]
    if ctx.turn.shared:
        lines.append(
            ctx._("Write the number down now: this conversation disappears from this computer.")
        )
    text = numbers_first(ctx, one.topic, "\n".join(lines))
    return Say(text, buttons=buttons_of(ctx, one), pin=on_the_map(ctx, one))


def refused(
    ctx: Ctx, error: AppointmentError, data: AppointmentData | None = None
) -> Say | tuple[Say, Go]:
    """Why not, and where to go on: the next free times, the appointment they have, a phone."""
    topic = data.topic if data else ""
    said = ctx._(NOT_POSSIBLE[error.code])
    if error.code is AppointmentRefusal.CALL_FIRST:
        phones = _phones(ctx, data)
        return Say(numbers_first(ctx, topic, "\n".join((said, *phones))))
    told = Say(numbers_first(ctx, topic, said))
    if error.code in CHOOSE_ANEW and data is not None and data.kind is not None:
        anew = AppointmentData(
            kind=data.kind, topic=data.topic, service=data.service, wish=data.wish, said=data.said,
            code=data.code, anywhere=data.anywhere, moved=data.moved, whom=data.whom,
            name=data.name,
        )  # fmt: skip
        return told, Go(steps.FREE_TIMES, anew)
    if error.code is AppointmentRefusal.ONE_A_DAY and error.appointment is not None:
        return told, Go(steps.MY_APPOINTMENT, MyAppointmentData(error.appointment.number))
    return told, Go(steps.MY_APPOINTMENTS)


def _phones(ctx: Ctx, data: AppointmentData | None) -> Sequence[str]:
    """Whom to call: the library of the schedule, the contact centre."""
    schedule = ctx.services[Appointments].schedules.get(data.schedule) if data else None
    found = library(ctx, schedule.library) if schedule else None
    lines = []
    if found is not None and found.phones:
        lines.append(f"{found.name.in_(ctx.lang)}: {phone(found.phones[0])}")
    if data is not None and data.kind is Kind.LEGAL_AID and (number := centre_phone(ctx)):
        lines.append(ctx._("%(phone)s – free legal advice.", phone=number))
    return lines
