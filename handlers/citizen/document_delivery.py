"""Electronic document delivery (ЕДД): what is to be copied, and for what; then as any question."""

from dataclasses import replace

from bot.catalogue.model import Route
from bot.content import Content
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Digress, Go, Reply
from bot.engine.texts import N_
from bot.requests.model import RequestKind
from handlers.shared import links, steps, story
from handlers.shared.data import AskLibrarianData
from handlers.shared.draft import begun, joined, with_parts
from handlers.shared.follow_ups import asks_an_aspect
from handlers.shared.on_screen import talk_about
from handlers.shared.question import Asking, it_goes_on, said_before

flow = Flow[Services, AskLibrarianData](
    "document_delivery",
    data=AskLibrarianData,
    title=N_("Order a copy"),
    command="copy",
    words="open.document_delivery",
)


@flow.step("what")
async def what(ctx: Asking) -> Ask | Go:
    if ctx.data.text:
        return Go(purpose, _with_the_rest(ctx))
    talk_about(ctx, Route.DOCUMENT_DELIVERY)
    text = ctx._("What shall the library copy for you? Write the author, the title, the year and "
                 "the pages, as far as you know them.")  # fmt: skip
    choices = []
    if ctx.data.files:
        text = ctx._("We have the photo. Which pages or article do you need? Write in one message.")
        choices.append(Choice("photo", ctx._("All is in the photo"), to=purpose,
                              words=ctx.words("choose.all_in_photo")))  # fmt: skip
    else:
        text += "\n" + ctx._("You can also send a photo of the list where you found it.")
    choices += said_before(ctx, purpose)
    return Ask(text, choices=tuple(choices), wants=("text", "file"), to=took,
               name=ctx._("your order of a copy"), more=took)  # fmt: skip


@flow.step("took")
async def took(ctx: Asking) -> Reply:
    """What to copy; «а це платно?» is no title."""
    if not ctx.answer.files and asks_an_aspect(ctx, ctx.answer.text):
        return Digress()
    return begun(ctx, what, it_goes_on(ctx))


def _with_the_rest(ctx: Asking) -> AskLibrarianData:
    """«Автор …, сторінки …» after the card: what was asked before names the journal."""
    told = story.told_so_far(ctx)
    is_last = bool(told) and told[-1].text == ctx.data.text
    return with_parts(replace(ctx.data, text="", message=""), told) if is_last else ctx.data


@flow.step("more")
async def joins(ctx: Asking) -> Reply:
    """What is no purpose joins the order."""
    return await joined(ctx, what)


@flow.step("purpose")
async def purpose(ctx: Asking) -> Ask | Go:
    purposes = ctx.services[Content].desk.purposes
    if not purposes or ctx.data.purpose:
        return Go(order)
    return Ask(
        ctx._("What is the copy for?"),
        choices=tuple(
            Choice(one.id, one.name.in_(ctx.lang), to=order, data=replace(ctx.data, purpose=one.id))
            for one in purposes
        ),
        name=ctx._("your order of a copy"),
        more=joins,
    )


@flow.step("order")
async def order(ctx: Asking) -> Go:
    """The place, that library's terms, the last look and the number: as with any question."""
    return Go(steps.WHICH_LIBRARY, replace(ctx.data, kind=RequestKind.DOCUMENT_DELIVERY))


flow.link(links.COPY, to=what)
