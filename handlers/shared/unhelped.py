"""How often in a row what was shown was no help: the second time a living person is named."""

from dataclasses import replace

from bot.contracts.feature import Ctx
from bot.engine.model import Go
from handlers.shared import steps
from handlers.shared.data import AskLibrarianData, OfferReason
from handlers.shared.on_screen import kin

UNHELPED = "unhelped"  # in the topic
MANY = 2


def once_more(ctx: Ctx) -> int:
    """Note that what was shown was no help, and how often in a row that is."""
    times = int(ctx.topic.get(UNHELPED, "0")) + 1
    ctx.topic[UNHELPED] = str(times)
    return times


def over(ctx: Ctx) -> None:
    """It helped, or another matter begins."""
    ctx.topic.pop(UNHELPED, None)


def another_matter(ctx: Ctx, card: str) -> None:
    """Begin anew with a card that is not near the one talked about before."""
    before = ctx.topic.get("service", "")
    if card not in kin(ctx, before):
        over(ctx)


def to_a_person(known: AskLibrarianData) -> Go:
    """Whom to call, then the question with all that was said, ready to be passed on."""
    return Go(steps.LIVING_PERSON, replace(known, offered=OfferReason.UNHELPED))
