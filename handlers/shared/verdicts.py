"""Where few words go that say whether an answer helped: a librarian's, or what we showed."""

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.answers import fold
from bot.engine.model import Go
from bot.requests.model import Outcome
from bot.requests.ratings import HELPED
from bot.requests.service import Requests
from bot.understanding.verdict import Verdict, verdict
from handlers.shared import steps
from handlers.shared.data import RateAnswerData, ServicesData
from handlers.shared.reader import Reader

DID_NOT_HELP = 1
ASKED_AT = "asked_at"  # in the topic: when something was last asked of us


async def verdict_told(ctx: Ctx, text: str) -> Go | None:
    """A rating of the answer that came last, or what else there is; None for any other words."""
    told = read_verdict(ctx, text)
    if told is None:
        ctx.topic[ASKED_AT] = ctx.now.isoformat()
        return None
    if number := await _answered_since(ctx):
        rating = HELPED if told is Verdict.HELPED else DID_NOT_HELP
        return Go(steps.RATE, RateAnswerData(number, rating))
    if told is Verdict.HELPED:
        return Go(steps.IT_HELPED)
    service = ctx.topic.get("service", "") if ctx.topic.get("last") != "library" else ""
    known = service if service in ctx.services[Content].catalogue else ""
    aspect = "" if told is Verdict.FAILED else "not_that"
    return Go(steps.IT_FAILED, ServicesData(service=known, aspect=aspect, text=text))


def agreed(ctx: Ctx, text: str) -> Go | None:
    """«Так», «ясно» where nothing is left to agree to; None for any other words."""
    return Go(steps.AGREED) if fold(text) in ctx.words("yes", "go_on", "noted") else None


def read_verdict(ctx: Ctx, text: str) -> Verdict | None:
    """As it is written, or as it is read: «ne dopomohlo»."""
    if not text or ctx.services[Reader].is_tangled(text):
        return None
    return verdict(text) or verdict(ctx.services[Reader].understand(text).reading)


async def _answered_since(ctx: Ctx) -> str:
    """Number of the request whose answer came after the last words to us and isn't rated yet."""
    newest = await ctx.services[Requests].citizen.mine(ctx.citizen.id, many=1)
    asked_at = ctx.topic.get(ASKED_AT, "")
    for one in newest:
        is_answered = one.outcome is Outcome.ANSWERED and one.closed_at is not None
        if (
            is_answered
            and one.rating is None
            and asked_at <= (one.closed_at or ctx.now).isoformat()
        ):
            return one.number
    return ""
