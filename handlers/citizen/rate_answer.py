"""Whether an answer helped: a tap, then words if the citizen likes."""

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Digress, Go, Say
from bot.requests.context import NotPossibleError
from bot.requests.service import Requests
from handlers.shared import steps
from handlers.shared.libraries import is_question
from handlers.shared.requests import can_go_on, refused

flow = Flow[Services]("rate_answer")

LOW = 1


@flow.act("rate")
async def rate(ctx: Ctx) -> Go | tuple[Say, Go]:
    given = str(ctx.data.get("rating", ""))
    rating = int(given) if given in {"1", "2", "3"} else 0
    try:
        request = await ctx.services[Requests].citizen.rate(
            str(ctx.data.get("number", "")), rating, citizen=ctx.citizen.id, now=ctx.now
        )
    except NotPossibleError as error:
        return refused(ctx, error)
    again = rating == LOW and can_go_on(ctx, request)
    return Go(words, {"number": request.number, "rating": rating, "again": again})


@flow.step("words")
async def words(ctx: Ctx) -> Ask:
    text = ctx._("Thank you. Would you like to add a few words? Write them, or press “No”.")
    choices = [Choice("no", ctx._("No"), to=end, words=("ні", "no"))]
    if ctx.data.get("rating") == LOW:
        text = ctx._("Thank you for saying so. What was missing? Write it, or press “No”.")
    if ctx.data.get("again"):
        text = ctx._("Thank you for saying so. What was missing? Write it, or open the question "
                     "again, and the librarian will go on.")  # fmt: skip
        choices.insert(0, Choice("again", ctx._("Open it again"), to=steps.REOPEN,
                                 data={"number": ctx.data.get("number", "")}))  # fmt: skip
    return Ask(text, choices=tuple(choices), wants=("text",), to=comment)


@flow.act("comment")
async def comment(ctx: Ctx) -> Say | Digress | tuple[Say, Go]:
    if ctx.answer.text.rstrip().endswith("?") and is_question(ctx, ctx.answer.text):
        return Digress()  # nobody answers a comment: this is another question
    try:
        await ctx.services[Requests].citizen.comment(
            str(ctx.data.get("number", "")), ctx.answer.text, citizen=ctx.citizen.id, now=ctx.now
        )
    except NotPossibleError as error:
        return refused(ctx, error)
    return Say(ctx._("Thank you, the library will read it."))


@flow.step("end")
async def end(ctx: Ctx) -> Say:
    return Say(ctx._("Thank you. Write again any time."))


flow.link("rate", to=rate, args=("number", "rating"))
