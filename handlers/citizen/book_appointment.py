"""Booking: near whom, and which of the free times; or what to do where none suits."""

from dataclasses import replace

from bot.appointments.model import AppointmentError, AppointmentRefusal, FreeSlot
from bot.appointments.schedule import Kind
from bot.appointments.service import Appointments
from bot.appointments.slots import ANY
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Digress, Go, Reply, Say
from bot.engine.wording import kyiv
from bot.understanding.after_sent import takes_back
from handlers.shared import links, steps
from handlers.shared.asked_appointment import asked_to_cancel
from handlers.shared.booking import numbers_first, once_more
from handlers.shared.data import AppointmentData
from handlers.shared.draft import is_with_a_person, only_place
from handlers.shared.follow_ups import asks_something
from handlers.shared.free_times import (
    SHOWN,
    free_times,
    is_one_library,
    listed,
    when_and_where,
)
from handlers.shared.libraries import (
    near,
    no_such_place,
    place_choices,
    places_in,
    settlement,
)
from handlers.shared.not_booked import refused
from handlers.shared.profile import PLACE
from handlers.shared.wishes import going_on_from, is_exact, told_wish, wished_time

Booking = Ctx[AppointmentData]

flow = Flow[Services, AppointmentData]("book_appointment", data=AppointmentData)


@flow.step("hour")
async def hour(ctx: Booking) -> Go:
    """An hour of help with what a card tells."""
    return Go(place, replace(ctx.data, kind=Kind.HELP_HOUR))


@flow.step("place")
async def place(ctx: Booking) -> Reply:
    """Whoever has named their place once isn't asked again; where one library receives, nobody."""
    kind, data = ctx.data.kind, ctx.data
    if kind is None:
        return Go(steps.RIGHT_HELP, data)
    appointments = ctx.services[Appointments]
    if not appointments.finding.is_offered(kind, data.topic):
        return Go(steps.ASK_FOR_TIME, data)
    if not await appointments.booking.may_book(ctx.citizen.id, now=ctx.now):
        return refused(ctx, AppointmentError(AppointmentRefusal.CALL_FIRST), data)
    receiving = appointments.schedules.of(kind, data.topic)
    if data.code or data.anywhere or len({one.library for one in receiving}) == 1:
        return Go(times)
    for code in (ctx.topic.get("place", ""), ctx.citizen.profile[PLACE]):
        if code and settlement(ctx, code) is not None:
            return Go(times, replace(data, code=code))
    text = ctx._("Which village or town are you from? We will look for the nearest.")
    anywhere = Choice("anywhere", ctx._("Anywhere"), to=times, data=replace(data, anywhere=True),
                      words=ctx.words("choose.any_library"))  # fmt: skip
    return Ask(
        numbers_first(ctx, data.topic, text),
        choices=(anywhere,), wants=("text", "point"), to=given, name=_name(ctx),
    )  # fmt: skip


@flow.step("given")
async def given(ctx: Booking) -> Reply:
    """A place; or when they would come, which is as good."""
    text, data = ctx.answer.text, ctx.data
    if ctx.answer.point:
        # The location itself is not kept: only the settlement of the nearest library.
        nearest = next(iter(near(ctx, ctx.answer.point, many=1)), None)
        code = nearest.library.settlement if nearest else None
        return Go(times, replace(data, code=code or "", anywhere=not code))
    found = places_in(ctx, text)
    if len(found) > 1:
        return Go(which, replace(data, codes=tuple(one.code for one in found)))
    if found:
        ctx.topic["place"] = found[0].code
        return Go(times, replace(data, code=found[0].code))
    if (said := wished_time(ctx, text)) is not None:
        return Go(times, replace(data, wish=said.wish, anywhere=True))
    if asks_something(ctx, text) or await is_with_a_person(ctx):
        return Digress()
    return once_more(ctx, place, no_such_place(ctx))


@flow.step("which")
async def which(ctx: Booking) -> Ask | Go:
    choices = place_choices(ctx, ctx.data.codes, to=times)
    if not choices:
        return Go(place)
    return Ask(
        ctx._("There are several places with this name. Which one is yours?"),
        choices=choices,
        wants=("text", "point"),
        to=given,
        name=_name(ctx),
    )  # fmt: skip


@flow.step("times")
async def times(ctx: Booking) -> Ask | Go:
    """The nearest free times that suit, by day; other ones in their own words."""
    kind, data = ctx.data.kind, ctx.data
    if kind is None:
        return Go(steps.RIGHT_HELP, data)
    found = await free_times(ctx, data)
    further = len(found) > SHOWN * (data.page + 1)
    found = found[SHOWN * data.page : SHOWN * (data.page + 1)]
    lead = ctx._("The nearest free times:")
    if not found and data.wish != ANY:
        found = (await free_times(ctx, replace(data, wish=ANY, page=0)))[:SHOWN]
        lead = ctx._("There is nothing free then. The nearest that is:")
    if not found:
        return Go(nothing_free)
    choices = [_slot(ctx, one, is_one=is_one_library(found)) for one in found]
    choices[0] = replace(choices[0], words=ctx.words("choose.first_time"))
    if further:
        later = replace(data, page=data.page + 1)
        choices.append(
            Choice(
                "later",
                ctx._("Later ones"),
                to=times,
                data=later,
                words=ctx.words("choose.other_time"),
            )
        )
    if not data.moved:
        choices.append(
            Choice("wait", ctx._("None suits me"), to=nothing_free, words=ctx.words("no"))
        )
    lines = [lead, *listed(ctx, found), ctx._("Choose, or write when you can: “tomorrow after "
                                                "lunch”, “Wednesday morning”.")]  # fmt: skip
    return Ask(
        numbers_first(ctx, data.topic, "\n".join(lines)),
        choices=tuple(choices), wants=("text",), to=wished, name=_name(ctx),
    )  # fmt: skip


def _slot(ctx: Booking, one: FreeSlot, *, is_one: bool) -> Choice:
    start = int(one.slot.starts_at.timestamp())
    chosen = replace(ctx.data, schedule=one.schedule.id, starts_at=start)
    told = when_and_where(ctx, one, is_one=is_one)
    return Choice(f"{one.schedule.id}.{start}", told, to=steps.TAKE_TIME, data=chosen)


@flow.step("wished")
async def wished(ctx: Booking) -> Reply:
    """When they can; or from where they come, or that they want none after all."""
    text = ctx.answer.text
    if (own := await asked_to_cancel(ctx, text)) is not None:
        return own
    if takes_back(text):
        return Go(not_now)
    if (home := only_place(ctx, text)) is not None:
        ctx.topic["place"] = home.code
        return Go(times, replace(ctx.data, code=home.code, anywhere=False, page=0))
    said = wished_time(ctx, text)
    if said is not None and not (said.rest and asks_something(ctx, text)):
        wish = going_on_from(said.wish, ctx.data.wish)
        return Go(chosen_by_words, replace(ctx.data, wish=wish, page=0))
    if asks_something(ctx, text) or await is_with_a_person(ctx):
        return Digress()
    told = ctx._("When can you come? Write, for example: “tomorrow after lunch”, “Wednesday "
                 "morning”, “after 5”, “not before 10”.")  # fmt: skip
    return once_more(ctx, times, told)


@flow.step("not_now")
async def not_now(ctx: Booking) -> tuple[Say, Go]:
    """«Передумала»."""
    return Say(ctx._("Good, nothing is booked.")), Go(steps.MENU)


@flow.step("chosen_by_words")
async def chosen_by_words(ctx: Booking) -> Go:
    """A day and an hour that are free are what they choose; else the times near what they wish."""
    found = await free_times(ctx, ctx.data) if is_exact(ctx.data.wish) else []
    at = [one for one in found if kyiv(one.slot.starts_at).time() == ctx.data.wish.after]
    if not at:
        return Go(times)
    one = at[0]
    if not await _is_nearest(ctx, one):
        return Go(times)  # they see first how far it is
    start = int(one.slot.starts_at.timestamp())
    return Go(steps.TAKE_TIME, replace(ctx.data, schedule=one.schedule.id, starts_at=start))


async def _is_nearest(ctx: Booking, one: FreeSlot) -> bool:
    """Whether it is where the nearest free time is, or nobody knows how far that is."""
    nearest = await free_times(ctx, replace(ctx.data, wish=ANY, page=0))
    return not one.km or one.schedule.library == nearest[0].schedule.library


@flow.step("nothing_free")
async def nothing_free(ctx: Booking) -> Ask:
    """No time, or none that suits: wait for one, or a librarian looks for a way."""
    text = ctx._("We can write to you as soon as a suitable time becomes free. Or a librarian will "
                 "look for one.")  # fmt: skip
    if when := told_wish(ctx, ctx.data.wish):
        text = ctx._("We keep in mind: %(when)s.", when=when) + "\n" + text
    return Ask(
        numbers_first(ctx, ctx.data.topic, text),
        choices=(
            Choice("wait", ctx._("Write to me then"), to=steps.WAIT, data=ctx.data,
                   words=ctx.words("choose.wait", "yes")),
            Choice("ask", ctx._("Ask a librarian"), to=steps.ASK_FOR_TIME, data=ctx.data),
            Choice("times", ctx._("Show free times"), to=times,
                   data=replace(ctx.data, wish=ANY, page=0)),
        ),
        wants=("text",),
        to=wished,
        name=_name(ctx),
    )  # fmt: skip


def _name(ctx: Ctx) -> str:
    return ctx._("booking help")


flow.link(links.HELP_HOUR, to=hour)
