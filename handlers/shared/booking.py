"""What the conversations of appointments share: numbers first, an appointment told."""

from datetime import UTC, datetime, timedelta

from bot.appointments.model import Appointment
from bot.appointments.schedule import Mode, Schedule
from bot.appointments.service import Appointments
from bot.appointments.slots import Slot
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Site
from bot.engine.model import Button, Go, Pin, Reply, Retry, Say, StepRef
from bot.engine.wording import phone
from handlers.shared import links
from handlers.shared.after_danger import told_kind
from handlers.shared.appointments import when, where
from handlers.shared.data import AppointmentData
from handlers.shared.libraries import library
from handlers.shared.library_card import pin, way

SAFETY, SAFETY_DANGER = "safety", "violence"  # the topic of who is in danger, and its numbers


def numbers_first(ctx: Ctx, topic: str, text: str) -> str:
    """The text; before it, whoever is in danger has the numbers at each step."""
    kind = SAFETY_DANGER if topic == SAFETY else told_kind(ctx)
    danger = ctx.services[Content].emergency.of(kind) if kind else None
    if danger is None:
        return text
    return "\n".join((*(line.text.in_(ctx.lang) for line in danger.lines), "", text))


def once_more(ctx: Ctx[AppointmentData], step: StepRef[AppointmentData], text: str) -> Reply:
    """What to write instead; whoever is in danger has the numbers first, with the question."""
    in_danger = ctx.data.topic == SAFETY or bool(told_kind(ctx))
    return Go(step, ctx.data) if in_danger else Retry(text)


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
    """When, where, what to bring. Neither topic nor kind: others may see the screen."""
    return [when(ctx, one.starts_at), *place_lines(ctx, one), *what_to_bring(ctx, one)]


def numbered(ctx: Ctx, one: Appointment) -> str:
    """«№ 482-915.»"""
    return ctx._("No. %(number)s.", number=one.number)


def buttons_of(ctx: Ctx, one: Appointment) -> tuple[Button, ...]:
    """What can be done about a booked appointment."""
    buttons = [
        Button(ctx._("Move it"), links.APPOINTMENT_MOVE(one.number), undoes=True),
        Button(ctx._("Cancel it"), links.APPOINTMENT_CANCEL(one.number), undoes=True),
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
    """All there is to know once it is booked or moved; `first` names its number."""
    lines = [first, *told_in_full(ctx, one), ctx._("We will remind you, without details.")]
    if ctx.turn.shared:
        lines.append(
            ctx._("Write the number down now: this conversation disappears from this computer.")
        )
    text = numbers_first(ctx, one.topic, "\n".join(lines))
    return Say(text, buttons=buttons_of(ctx, one), pin=on_the_map(ctx, one))
