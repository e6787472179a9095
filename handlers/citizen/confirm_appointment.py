"""The chosen time is kept for ten minutes: who comes, under which name; then it is theirs."""

from dataclasses import replace

from bot.appointments.booking import NewAppointment
from bot.appointments.model import (
    Appointment,
    AppointmentError,
    AppointmentRefusal,
    State,
    Whom,
)
from bot.appointments.request_words import OwnAct, read_own, read_request
from bot.appointments.schedule import Mode
from bot.appointments.service import Appointments
from bot.appointments.slots import ANY, Wish
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Digress, Go, Reply, Say
from bot.engine.phones import number_in
from bot.engine.wording import clock, kyiv, phone
from bot.understanding.after_sent import takes_back
from handlers.shared import steps
from handlers.shared.appointments import when
from handlers.shared.booking import (
    SAFETY,
    now_booked,
    numbered,
    numbers_first,
    once_more,
    place_lines,
    schedule_of,
    slot_of,
    what_to_bring,
)
from handlers.shared.data import AppointmentData
from handlers.shared.draft import is_name
from handlers.shared.follow_ups import asks_something
from handlers.shared.not_booked import refused
from handlers.shared.profile import BOOKED
from handlers.shared.wishes import going_on_from, wished_time

Booking = Ctx[AppointmentData]

flow = Flow[Services, AppointmentData]("confirm_appointment", data=AppointmentData)


@flow.act("take")
async def take(ctx: Booking) -> Reply:
    """The time is kept for ten minutes; a moved appointment is there at once."""
    slot, data = slot_of(ctx, ctx.data), ctx.data
    if slot is None or data.kind is None:
        return Go(steps.FREE_TIMES, data)
    booking = ctx.services[Appointments].booking
    mode = next(iter(sorted(data.wish.modes)), None)
    new = NewAppointment(
        kind=data.kind,
        topic=data.topic,
        mode=mode,
        lang=ctx.lang,
        whom=data.whom,
        name=data.name,
        contact=data.contact,
    )
    try:
        if data.moved:
            moved = await booking.move(data.moved, slot, citizen=ctx.citizen.id, now=ctx.now)
            first = ctx._("Moved.")
            return now_booked(ctx, moved, f"{first} {numbered(ctx, moved)}")
        held = await booking.hold(slot, new, citizen=ctx.citizen.id, now=ctx.now)
    except AppointmentError as error:
        return refused(ctx, error, data)
    return Go(confirm, replace(data, number=held.number))


@flow.step("confirm")
async def confirm(ctx: Booking) -> Reply:
    held = await ctx.services[Appointments].booking.by_number(
        ctx.data.number, citizen=ctx.citizen.id
    )
    if held is None or held.state is not State.HELD:
        return refused(ctx, AppointmentError(AppointmentRefusal.HOLD_ENDED), ctx.data)
    if held.mode is not Mode.IN_PERSON and not held.contact:
        return Go(called, replace(ctx.data, contact=""))
    other = ctx.data.whom is Whom.OTHER
    whom = ctx._("For me") if other else ctx._("For somebody else")
    swapped = replace(ctx.data, whom=Whom.SELF if other else Whom.OTHER, name="")
    return Ask(
        numbers_first(ctx, held.topic, "\n".join(_to_confirm(ctx, held))),
        choices=(
            Choice("book", ctx._("Confirm"), to=book, words=ctx.words("yes", "choose.book")),
            Choice("name", ctx._("Write a name"), to=name, words=ctx.words("choose.sign")),
            Choice("whom", whom, to=take, data=swapped, words=ctx.words("choose.for_other")),
            Choice(
                "other",
                ctx._("Another time"),
                to=another,
                data=replace(ctx.data, wish=ANY),
                words=ctx.words("choose.other_time"),
            ),
            Choice("drop", ctx._("Don’t book"), to=drop, words=ctx.words("no")),
        ),
        name=_name(ctx),
        more=otherwise,
    )


def _to_confirm(ctx: Booking, held: Appointment) -> list[str]:
    assert held.held_until is not None
    lines = [
        ctx._("We keep this time for you until %(time)s:", time=clock(kyiv(held.held_until))),
        when(ctx, held.starts_at),
        *place_lines(ctx, held),
    ]
    schedule = schedule_of(ctx, held)
    if schedule is not None and held.topic != SAFETY:
        lines.append(schedule.title.in_(ctx.lang))
        lines += [schedule.note.in_(ctx.lang)] if schedule.note else []
    lines += what_to_bring(ctx, held)
    if held.contact:
        lines.append(ctx._("You will be called at %(phone)s.", phone=phone(held.contact)))
    if ctx.data.name:
        return [*lines, ctx._("Comes: %(name)s.", name=ctx.data.name)]
    if held.whom is Whom.OTHER:
        return [*lines, ctx._("For somebody else. A name is not needed: the number is enough.")]
    return [*lines, ctx._("A name is not needed: the number is enough.")]


@flow.step("otherwise")
async def otherwise(ctx: Booking) -> Go | Digress:
    """«А краще о 12»: another time; a phone; anything else is a question, answered beside."""
    if number := number_in(ctx.answer.text):
        return Go(take, replace(ctx.data, contact=number))
    own = read_own(ctx.answer.text, today=kyiv(ctx.now).date())
    if takes_back(ctx.answer.text) or (own is not None and own.act is OwnAct.CANCEL):
        return Go(drop)
    said = wished_time(ctx, ctx.answer.text)
    if said is None or said.rest:
        return Digress()
    chosen = slot_of(ctx, ctx.data)
    same_day = Wish(since=chosen.day, until=chosen.day) if chosen else ANY
    wish = going_on_from(said.wish, replace(same_day, modes=ctx.data.wish.modes))
    return Go(another, replace(ctx.data, wish=wish, page=0))


@flow.act("another")
async def another(ctx: Booking) -> Go:
    await _let_go(ctx)
    return Go(steps.TIME_IN_WORDS, replace(ctx.data, number="", schedule="", starts_at=0))


@flow.act("drop")
async def drop(ctx: Booking) -> tuple[Say, Go]:
    await _let_go(ctx)
    return Say(ctx._("Good, nothing is booked.")), Go(steps.MENU)


async def _let_go(ctx: Booking) -> None:
    booking = ctx.services[Appointments].booking
    await booking.let_go(ctx.data.number, citizen=ctx.citizen.id, now=ctx.now)


@flow.step("called")
async def called(ctx: Booking) -> Ask:
    """Who isn't met in person is called: at the number that they give for it."""
    text = ctx._("At which number shall we call? Only the library that receives you sees it.")
    other = Choice("other", ctx._("Another time"), to=another, data=replace(ctx.data, wish=ANY))
    return Ask(
        numbers_first(ctx, ctx.data.topic, text),
        choices=(other,), wants=("text", "phone"), to=number_given, name=_name(ctx),
    )  # fmt: skip


@flow.step("number_given")
async def number_given(ctx: Booking) -> Reply:
    number = number_in(ctx.answer.text)
    if number:
        return Go(take, replace(ctx.data, contact=number))
    if asks_something(ctx, ctx.answer.text):
        return Digress()
    told = ctx._("This is no phone number. Write all its digits: 067 123 45 67.")
    return once_more(ctx, called, told)


@flow.step("name")
async def name(ctx: Booking) -> Ask:
    none = Choice("none", ctx._("Without a name"), to=confirm, data=replace(ctx.data, name=""),
                  words=ctx.words("choose.no_name"))  # fmt: skip
    text = ctx._("What is the name of who comes? A first name is enough.")
    return Ask(
        numbers_first(ctx, ctx.data.topic, text),
        choices=(none,), wants=("text",), to=named, name=_name(ctx),
    )  # fmt: skip


@flow.step("named")
async def named(ctx: Booking) -> Go | Digress:
    asks = read_request(ctx.answer.text, today=kyiv(ctx.now).date()) is not None
    if asks or not is_name(ctx, ctx.answer.text):
        return Digress()
    return Go(confirm, replace(ctx.data, name=" ".join(ctx.answer.text.split())))


@flow.act("book")
async def book(ctx: Booking) -> Reply:
    booking = ctx.services[Appointments].booking
    try:
        one = await booking.confirm(
            ctx.data.number, citizen=ctx.citizen.id, now=ctx.now, name=ctx.data.name
        )
    except AppointmentError as error:
        return refused(ctx, error, ctx.data)
    ctx.citizen.profile[BOOKED] = True
    ctx.is_sent = True
    first = ctx._("Booked. The number is %(number)s.", number=one.number)
    if one.mode is not Mode.IN_PERSON:
        first += " " + ctx._("You will be called.")
    return now_booked(ctx, one, first)


def _name(ctx: Ctx) -> str:
    return ctx._("booking help")
