"""A question that names nothing yet is asked for the rest of it, once."""

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Go, Say
from handlers.shared import links, steps
from handlers.shared.data import AskLibrarianData
from handlers.shared.draft import begun
from handlers.shared.question import Asking

flow = Flow[Services, AskLibrarianData]("tell_more", data=AskLibrarianData)


@flow.step("ask")
async def ask(ctx: Asking) -> Ask:
    text = ctx._("What exactly do you need? An author, a title, a topic: then the librarian can "
                 "answer at once.")  # fmt: skip
    as_it_is = Choice("pass", ctx._("Pass it on as it is"), to=steps.ASK_LIBRARIAN, data=ctx.data)
    return Ask(text, choices=(as_it_is,), wants=("text", "file"), to=took,
               name=ctx._("your question to a librarian"), more=took)  # fmt: skip


@flow.step("took")
async def took(ctx: Asking) -> Go | tuple[Say, Go]:
    return begun(ctx, steps.ASK_LIBRARIAN)


@flow.step("begin")
async def begin(ctx: Ctx) -> Say:
    """To nobody yet: «допоможіть», «маю питання»."""
    text = ctx._("Yes, ask. What exactly do you need? Write it as you would tell a neighbour.")
    find = Button(ctx._("Find a library"), links.WHERE())
    return Say(text, buttons=(find, Button(ctx._("Ask a librarian"), links.PERSON())))
