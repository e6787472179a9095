"""Who comes today, in a chat of the staff: times and numbers; what came of it in a tap.

A messenger keeps what is written: no topic is told here, and no name before one asks for it.
"""

from bot.appointments.labels import AT_DESK, MODES, OUTCOMES, STATES
from bot.appointments.model import (
    ATTENDANCE,
    Appointment,
    AppointmentError,
    AppointmentRefusal,
    State,
)
from bot.appointments.service import Appointments
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Go, Reply, Say
from bot.engine.texts import N_
from bot.engine.wording import clock, day, kyiv
from bot.staff.acts import Act
from bot.staff.model import Person
from bot.staff.service import Staff
from handlers.shared import links
from handlers.shared.appointments import when
from handlers.shared.staff_data import ReceptionData
from handlers.staff.people import desk_button, for_staff

MOST = 12  # of a day that stand in one message
NOTES = {
    State.CAME: N_("They came"),
    State.ABSENT: N_("Did not come"),
    State.MOVED_ON: N_("Came and goes on elsewhere"),
}

flow = Flow[Services, ReceptionData]("reception", data=ReceptionData, words="open.reception")


@flow.step("today")
@for_staff
async def today(ctx: Ctx[ReceptionData], person: Person) -> Reply:
    on = kyiv(ctx.now).date()
    listed = (await ctx.services[Appointments].desk.on_day(on, by=person)).appointments
    title = ctx._("Today, %(day)s", day=day(on, ctx.lang))
    if not listed:
        return Say(ctx._("Nobody is booked today."), title=title, buttons=(desk_button(ctx),))
    buttons = [
        Button(f"{clock(kyiv(one.starts_at))} № {one.number}", links.DESK_APPOINTMENT(one.number))
        for one in listed[:MOST]
        if one.state is State.BOOKED
    ]
    lines = [_line(ctx, one) for one in listed[:MOST]]
    if len(listed) > MOST:
        lines.append(ctx._("The rest is at the desk in the browser."))
    return Ask(
        "\n".join(lines),
        title=title,
        buttons=(*buttons, desk_button(ctx)),
        log=Go(seen, ReceptionData()),
    )


@flow.act("seen")
@for_staff
async def seen(ctx: Ctx[ReceptionData], person: Person) -> Reply:
    facts = {"library": person.point, "day": kyiv(ctx.now).date().isoformat()}
    ctx.services[Staff].acts.add(person, Act.APPOINTMENTS_SEEN, now=ctx.now, facts=facts)
    return None


@flow.step("one")
@for_staff
async def one(ctx: Ctx[ReceptionData], person: Person) -> Reply:
    found = await ctx.services[Appointments].booking.by_number(ctx.data.number, by=person)
    if found is None:
        told = ctx._(AT_DESK[AppointmentRefusal.UNKNOWN])
        return Say(told, buttons=(_today_button(ctx), desk_button(ctx)))
    facts = [found.name, ctx._(MODES[found.mode]), ctx._(STATES[found.state])]
    if found.outcome:
        facts.append(ctx._(OUTCOMES[found.outcome]))
    notes = [
        Button(ctx._(name), links.DESK_NOTE(found.number, state.value))
        for state, name in NOTES.items()
        if found.state is State.BOOKED
    ]
    return Ask(
        f"{when(ctx, found.starts_at)}\n{', '.join(filter(None, facts))}",
        title=f"№ {found.number}",
        buttons=(*notes, _today_button(ctx), desk_button(ctx)),
    )


@flow.act("note")
@for_staff
async def note(ctx: Ctx[ReceptionData], person: Person) -> Reply:
    given = ctx.data.state
    state = State(given) if given in set(ATTENDANCE) else State.HELD
    try:
        noted = await ctx.services[Appointments].desk.outcome(
            ctx.data.number, state, by=person, now=ctx.now
        )
    except AppointmentError as refused:
        told = ctx._(AT_DESK[refused.code])
        return Say(told, buttons=(_today_button(ctx), desk_button(ctx)))
    text = ctx._("Noted, No. %(number)s: %(what)s.", number=noted.number,
                 what=ctx._(STATES[noted.state]))  # fmt: skip
    return Say(text), Go(today, ReceptionData())


def _line(ctx: Ctx[ReceptionData], one: Appointment) -> str:
    coming = f", {ctx._('says they come')}" if one.is_coming and one.state is State.BOOKED else ""
    return f"{clock(kyiv(one.starts_at))} № {one.number}, {ctx._(STATES[one.state])}{coming}"


def _today_button(ctx: Ctx[ReceptionData]) -> Button:
    return Button(ctx._("Today’s list"), links.DESK_TODAY())


flow.link(links.DESK_TODAY, to=today)
flow.link(links.DESK_APPOINTMENT, to=one)
flow.link(links.DESK_NOTE, to=note)
