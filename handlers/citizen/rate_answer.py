"""Whether an answer helped: a tap, then words; what was missing is gone on with."""

from dataclasses import replace

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Digress, Go, Say
from bot.files.rules import MOST_FILES
from bot.requests.ratings import LOW
from bot.requests.service import Requests
from handlers.shared import links, steps
from handlers.shared.data import OneQuestionData, RateAnswerData
from handlers.shared.files import fitting, taken, too_large
from handlers.shared.libraries import is_question
from handlers.shared.requests import ABOUT_OTHER, can_go_on, how_it_stands, or_refused

NOT_AT_ALL = 1


flow = Flow[Services, RateAnswerData]("rate_answer", data=RateAnswerData)
Rating = Ctx[RateAnswerData]


@flow.act("rate")
@or_refused
async def rate(ctx: Rating) -> Go | tuple[Say, Go]:
    rating = ctx.data.rating
    request = await ctx.services[Requests].citizen.rate(
        ctx.data.number, rating, citizen=ctx.citizen.id, now=ctx.now
    )
    again = rating <= LOW and can_go_on(ctx, request)
    return Go(words, replace(ctx.data, number=request.number, again=again))


@flow.step("words")
async def words(ctx: Rating) -> Ask:
    text = ctx._("Thank you. Would you like to add a few words? Write them, or press “No”.")
    choices = [Choice("no", ctx._("No"), to=end, words=ctx.words("no"))]
    is_low = ctx.data.rating == NOT_AT_ALL
    if is_low:
        text = ctx._("Thank you for saying so. What was missing? Write it, or press “No”.")
    if is_low and ctx.data.again:
        text = ctx._("Thank you for saying so. What was missing? Write it, or open the question "
                     "again, and the librarian will go on.")  # fmt: skip
        choices.insert(0, Choice("again", ctx._("Open it again"), to=steps.REOPEN,
                                 data=OneQuestionData(ctx.data.number)))  # fmt: skip
    if _goes_on(ctx):
        return Ask(text, choices=tuple(choices), wants=("text", "file"), to=comment)
    return Ask(text, choices=tuple(choices), wants=("text",), to=comment)


def _goes_on(ctx: Rating) -> bool:
    """Whether words open the question again: it did not help, and its term is not over."""
    return ctx.data.rating == NOT_AT_ALL and ctx.data.again


@flow.act("comment")
@or_refused
async def comment(ctx: Rating) -> Say | Digress | tuple[Say, Go]:
    """What was missing belongs to the question; words about an answer that helped may be another
    question."""
    text, rating = ctx.answer.text, ctx.data.rating
    if rating not in range(1, LOW + 1) and text.rstrip().endswith("?") and is_question(ctx, text):
        return Digress()  # nobody answers a comment
    return await (_go_on(ctx) if _goes_on(ctx) else _kept(ctx))


async def _go_on(ctx: Rating) -> Say | tuple[Say, Go]:
    """The question is open again with what was missing in it; a librarian sees both."""
    files = fitting(ctx.answer.files)[:MOST_FILES]
    if ctx.answer.files and not files and not ctx.answer.text:
        return Say(too_large(ctx)), Go(words)
    side = ctx.services[Requests].citizen
    request = await side.add(
        ctx.data.number, ctx.answer.text, citizen=ctx.citizen.id, now=ctx.now,
        files=taken(ctx, files), message=ctx.turn.own or None,
    )  # fmt: skip
    _, entries = await side.one(request.number, citizen=ctx.citizen.id)
    lines = [
        ctx._("Added to question No. %(number)s: it is open again.", number=request.number),
        *(await how_it_stands(ctx, request, in_full=True)),
    ]
    if len(files) < len(ctx.answer.files):
        lines.append(too_large(ctx))
    other = links.ABOUT_OTHER(request.number, str(entries[-1].id))
    see = Button(ctx._("See the question"), links.REQUEST(request.number))
    return Say("\n".join(lines), buttons=(see, Button(ctx._(ABOUT_OTHER), other)))


async def _kept(ctx: Rating) -> Say:
    """The staff read it; who is not content can go on with one tap."""
    request = await ctx.services[Requests].citizen.comment(
        ctx.data.number, ctx.answer.text, citizen=ctx.citizen.id, now=ctx.now
    )
    thanks = ctx._("Thank you, the library will read it.")
    if request.rating is None or request.rating > LOW:
        return Say(thanks)
    if can_go_on(ctx, request):
        more = ctx._("Shall the librarian go on with it? Open the question again.")
        again = Button(ctx._("Open it again"), links.REOPEN(request.number))
        return Say(f"{thanks}\n{more}", buttons=(again,))
    return Say(thanks, buttons=(Button(ctx._("Ask a librarian"), links.PERSON()),))


@flow.step("end")
async def end(ctx: Ctx) -> Say:
    return Say(ctx._("Thank you. Write again any time."))


flow.link(links.RATE, to=rate)
