"""How often in a row what was shown was no help: the second time a living person is named."""

from dataclasses import replace

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from handlers.shared import steps
from handlers.shared.data import AskLibrarianData, OfferReason

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
    content = ctx.services[Content]
    known = content.catalogue.get(before)
    near = {one.id for one in content.catalogue.related(known)} if known else set[str]()
    near.update(*(one.ids for one in content.siblings if before in one.ids), {before})
    if card not in near:
        over(ctx)


def to_a_person(known: AskLibrarianData) -> Go:
    """Whom to call, then the question with all that was said, ready to be passed on."""
    return Go(steps.LIVING_PERSON, replace(known, offered=OfferReason.UNHELPED))
