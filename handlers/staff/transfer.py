"""A request goes to another library: which one, why; the reader is told both."""

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Go, Reply, Say
from bot.engine.wording import label
from bot.requests.context import NotPossibleError
from bot.requests.labels import DONE
from bot.requests.model import Did
from bot.requests.service import Requests
from bot.staff.model import Person
from handlers.shared.libraries import library, library_named, name_of
from handlers.staff.people import TO_DESK, for_staff, number_of, opened_for, to_request, why_not

flow = Flow[Services]("desk_over", about_others=True, fleeting=True)


@flow.step("where")
@for_staff
async def where(ctx: Ctx, person: Person) -> Reply:
    try:
        request = await opened_for(ctx, person, Did.HANDED_OVER)
    except NotPossibleError as error:
        return await why_not(ctx, error)
    above = ctx.services[Requests].lists.above(request.holder.point)
    offered = (
        (Choice("above", label(name_of(ctx, above)), to=why, data={"to": above}),) if above else ()
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
async def named(ctx: Ctx, _person: Person) -> Reply:
    found = library_named(ctx, ctx.answer.text)
    if not found:
        return Say(ctx._("We don’t know such a library. Write a part of its name.")), Go(where)
    if len(found) == 1:
        return Go(why, {"to": found[0].id})
    return Go(which, {"typed": ctx.answer.text})


@flow.step("which")
@for_staff
async def which(ctx: Ctx, _person: Person) -> Reply:
    found = library_named(ctx, str(ctx.data.get("typed", "")))
    choices = (
        Choice(one.id, label(one.name.in_(ctx.lang)), to=why, data={"to": one.id}) for one in found
    )
    return Ask(
        ctx._("Which one?"),
        choices=(*choices, to_request(ctx)),
        wants=("text",),
        to=named,
        name=f"№ {number_of(ctx)}",
    )


@flow.step("why")
@for_staff
async def why(ctx: Ctx, _person: Person) -> Reply:
    to = str(ctx.data.get("to", ""))
    if library(ctx, to) is None:
        return Go(where)
    text = ctx._("To: %(library)s.\nWhy? The reader will read it. Write in one message.",
                 library=name_of(ctx, to))  # fmt: skip
    return Ask(
        text, choices=(to_request(ctx),), wants=("text",), to=hand, name=f"№ {number_of(ctx)}"
    )


@flow.act("hand")
@for_staff
async def hand(ctx: Ctx, person: Person) -> Reply:
    """It is shown no more: mostly it isn't theirs to see now."""
    try:
        request = await ctx.services[Requests].work.hand_over(
            number_of(ctx), to=str(ctx.data.get("to", "")), reason=ctx.answer.text, by=person,
            now=ctx.now,
        )  # fmt: skip
    except NotPossibleError as error:
        return await why_not(ctx, error)
    done = DONE["hand_over"]
    return Say(ctx._(done, number=request.number)), TO_DESK


flow.link("desk_over", to=where, args=("number",))
