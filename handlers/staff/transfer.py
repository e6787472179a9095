"""A request goes to another library: which one, why; the reader is told both."""

from dataclasses import dataclass, replace

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Go, Reply, Say
from bot.engine.wording import label
from bot.requests.labels import DONE
from bot.requests.model import Did
from bot.requests.refusals import NotPossibleError
from bot.requests.service import Requests
from bot.staff.model import Person
from handlers.shared import links
from handlers.shared.libraries import library, library_named, name_of
from handlers.staff.people import TO_DESK, for_staff, opened_for, to_request, why_not


@dataclass(frozen=True, slots=True)
class DeskOverData:
    """Which request goes where: the library's id, or what was typed of its name."""

    number: str = ""
    to: str = ""
    typed: str = ""


flow = Flow[Services, DeskOverData](
    "desk_over", data=DeskOverData, about_others=True, fleeting=True
)
Transferring = Ctx[DeskOverData]


@flow.step("where")
@for_staff
async def where(ctx: Transferring, person: Person) -> Reply:
    try:
        request = await opened_for(ctx, person, Did.HANDED_OVER)
    except NotPossibleError as error:
        return await why_not(ctx, error)
    above = ctx.services[Requests].lists.above(request.holder.point)
    offered = (
        (Choice("above", label(name_of(ctx, above)), to=why, data=replace(ctx.data, to=above)),)
        if above
        else ()
    )
    return Ask(
        ctx._("To which library? Choose, or write a part of its name or its town."),
        choices=(*offered, to_request(ctx)),
        wants=("text",),
        to=named,
        name=f"№ {request.number}",
    )


@flow.step("named")
@for_staff
async def named(ctx: Transferring, _person: Person) -> Reply:
    found = library_named(ctx, ctx.answer.text)
    if not found:
        return Say(ctx._("We don’t know such a library. Write a part of its name.")), Go(where)
    if len(found) == 1:
        return Go(why, replace(ctx.data, to=found[0].id))
    return Go(which, replace(ctx.data, typed=ctx.answer.text))


@flow.step("which")
@for_staff
async def which(ctx: Transferring, _person: Person) -> Reply:
    found = library_named(ctx, ctx.data.typed)
    choices = (
        Choice(one.id, label(one.name.in_(ctx.lang)), to=why, data=replace(ctx.data, to=one.id))
        for one in found
    )
    return Ask(
        ctx._("Which one?"),
        choices=(*choices, to_request(ctx)),
        wants=("text",),
        to=named,
        name=f"№ {ctx.data.number}",
    )


@flow.step("why")
@for_staff
async def why(ctx: Transferring, _person: Person) -> Reply:
    to = ctx.data.to
    if library(ctx, to) is None:
        return Go(where)
    text = ctx._("To: %(library)s.\nWhy? The reader will read it. Write in one message.",
                 library=name_of(ctx, to))  # fmt: skip
    return Ask(
        text, choices=(to_request(ctx),), wants=("text",), to=hand, name=f"№ {ctx.data.number}"
    )


@flow.act("hand")
@for_staff
async def hand(ctx: Transferring, person: Person) -> Reply:
    """It is shown no more: mostly it isn't theirs to see now."""
    try:
        request = await ctx.services[Requests].work.hand_over(
            ctx.data.number, to=ctx.data.to, reason=ctx.answer.text, by=person,
            now=ctx.now,
        )  # fmt: skip
    except NotPossibleError as error:
        return await why_not(ctx, error)
    done = DONE["hand_over"]
    return Say(ctx._(done, number=request.number)), TO_DESK


flow.link(links.DESK_OVER, to=where)
