"""Calling back: the phone that a citizen gives for one question, seen by who answers it."""

from dataclasses import replace

from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Digress, Go, Retry
from bot.engine.phones import number_in
from handlers.shared import steps
from handlers.shared.data import AskLibrarianData
from handlers.shared.follow_ups import asks_something
from handlers.shared.question import Asking

flow = Flow[Services, AskLibrarianData]("call_back", data=AskLibrarianData)


@flow.step("phone")
async def ask(ctx: Asking) -> Ask:
    """To give the number after this is to agree."""
    text = ctx._("Which number shall the librarian call? Only the library that answers sees it, "
                 "and it is deleted with the question.")  # fmt: skip
    none = Choice("none", ctx._("No call, answer here"), to=without, words=ctx.words("no"))
    return Ask(text, choices=(none,), wants=("text", "phone"), to=given,
               name=ctx._("your question to a librarian"))  # fmt: skip


@flow.step("given")
async def given(ctx: Asking) -> Go | Retry | Digress:
    number = number_in(ctx.answer.text)
    if not number and asks_something(ctx, ctx.answer.text):
        return Digress()
    if not number:
        return Retry(ctx._("This is no phone number. Write all its digits: 067 123 45 67."))
    return Go(steps.WHICH_LIBRARY, replace(ctx.data, contact=number, call=True))


@flow.step("without")
async def without(ctx: Asking) -> Go:
    return Go(steps.WHICH_LIBRARY, replace(ctx.data, contact="", call=False))
