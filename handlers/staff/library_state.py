"""Today in the library, told in two taps: closed, no power, moved, a warm place."""

from dataclasses import dataclass, replace

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Go, Reply, Say
from bot.libraries.live import LiveDesk
from bot.libraries.live_rules import (
    KINDS,
    LONGEST_NOTE,
    MESSAGES,
    TERMS,
    LiveError,
    LiveRefusal,
    NewState,
    Term,
    end_of,
)
from bot.places.access import AccessPoints
from bot.places.live import LiveKind, of_library
from bot.staff.model import Person
from handlers.shared import links
from handlers.shared.libraries import library, name_of
from handlers.shared.live import line_of, live_of
from handlers.staff.people import desk_button, for_staff


@dataclass(frozen=True, slots=True)
class LibraryStateData:
    """What is being told: its kind, for how long; where to the library has moved, or why."""

    kind: LiveKind = LiveKind.CLOSED
    term: Term = Term.TODAY
    note: str = ""


# «Обрив лінії» is why the library has no electricity, and no danger of who writes it.
flow = Flow[Services, LibraryStateData](
    "library_state", data=LibraryStateData, about_others=True, fleeting=True
)
Telling = Ctx[LibraryStateData]


@flow.step("what")
@for_staff
async def what(ctx: Telling, person: Person) -> Reply:
    found = library(ctx, person.point)
    if found is None:
        return Say(ctx._("We no longer know this library."), buttons=(desk_button(ctx),))
    now = live_of(ctx, found)
    choices = [
        Choice(one.value, ctx._(name), to=where if one is LiveKind.MOVED else how_long,
               data=LibraryStateData(kind=one))
        for one, name in KINDS.items() if one is not LiveKind.USUAL
    ]  # fmt: skip
    if now:
        choices.append(Choice("usual", ctx._(KINDS[LiveKind.USUAL]), to=usual))
    asked = ctx._(
        "What is it today? Readers see it on the library’s card, and in lists where it matters."
    )
    return Ask("\n".join((*now, asked)), title=name_of(ctx, person.point), choices=tuple(choices))


@flow.step("where")
@for_staff
async def where(ctx: Telling, _person: Person) -> Reply:
    return Ask(ctx._("Where has it moved? Write the address."), wants=("text",), to=moved,
               name=ctx._("where the library has moved"))  # fmt: skip


@flow.step("moved")
@for_staff
async def moved(ctx: Telling, _person: Person) -> Reply:
    return Go(how_long, replace(ctx.data, note=" ".join(ctx.answer.text.split())))


@flow.step("how_long")
@for_staff
async def how_long(ctx: Telling, _person: Person) -> Reply:
    choices = (
        Choice(one.value, ctx._(name), to=tell, data=replace(ctx.data, term=one))
        for one, name in TERMS.items()
    )
    asked = [ctx._("%(what)s: for how long?", what=ctx._(KINDS[ctx.data.kind]))]
    if ctx.data.kind is LiveKind.MOVED:
        return Ask(asked[0], choices=tuple(choices))
    asked.append(
        ctx._("Readers see why: %(why)s", why=ctx.data.note)
        if ctx.data.note
        else ctx._("Should readers know why? Write it first, then choose.")
    )
    return Ask("\n".join(asked), choices=tuple(choices), wants=("text",), to=why,
               name=ctx._("for how long"))  # fmt: skip


@flow.step("why")
@for_staff
async def why(ctx: Telling, _person: Person) -> Reply:
    note = " ".join(ctx.answer.text.split())
    if len(note) > LONGEST_NOTE:
        return Say(ctx._(MESSAGES[LiveRefusal.LONG_NOTE])), Go(how_long)
    return Go(how_long, replace(ctx.data, note=note))


@flow.act("tell")
@for_staff
async def tell(ctx: Telling, person: Person) -> Reply:
    new = NewState(
        of_library(person.point), ctx.data.kind, end_of(ctx.data.term, ctx.now), ctx.data.note
    )
    try:
        state = await ctx.services[LiveDesk].tell(new, by=person, now=ctx.now)
    except LiveError as error:
        return Say(ctx._(MESSAGES[error.code])), Go(what, LibraryStateData())
    told = ctx._("Readers see now: %(told)s It ends by itself.", told=line_of(ctx, state))
    return Say(told, buttons=(desk_button(ctx),))


@flow.act("usual")
@for_staff
async def usual(ctx: Ctx, person: Person) -> Reply:
    points = ctx.services[Content].access_points
    found = next((one for one in points if one.id == person.point), None)
    wider = ctx.services[AccessPoints].live.of(found, ctx.now) if found else ()
    await ctx.services[LiveDesk].as_usual(person.point, wider, by=person, now=ctx.now)
    return Say(ctx._("Done: readers see that the library works as usual."),
               buttons=(desk_button(ctx),))  # fmt: skip


flow.link(links.DESK_LIVE, to=what)
