"""Where a sequel goes that tells another circumstance, or that the answer was not it."""

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.understanding import Meaning
from bot.understanding.follow_up import FollowUp
from handlers.shared import steps
from handlers.shared.choosing import BY_ITSELF, is_choosing, stems
from handlers.shared.data import ServicesData
from handlers.shared.reader import Reader

LIKELY = 2
# Of three cards, none of which is likely: perhaps only what was asked before makes sense of it.
VAGUE = 0.45
# Of two cards the second is as likely with this share of the first one's score.
CLOSE = 0.6


def together(ctx: Ctx, meaning: Meaning) -> str:
    """The question that led here and what is said now."""
    return ". ".join(filter(None, (ctx.topic.get("question", ""), meaning.reading)))


def _beside(ctx: Ctx, service: str, both: Meaning, meaning: Meaning) -> tuple[str, ...]:
    """Cards that a sequel may mean instead: those taken for the one on screen, or likely."""
    content = ctx.services[Content]
    card = content.catalogue.get(service)
    kin = {one.id for one in content.catalogue.related(card)} if card else set()
    kin.update(*(one.ids for one in content.siblings if service in one.ids))
    first = both.hits[0].score if both.hits else 0.0
    near = [hit.id for hit in both.hits[:LIKELY] if hit.id in kin or hit.score >= CLOSE * first]
    listed = meaning.hits[:1]
    near += [hit.id for hit in listed if hit.id in kin or meaning.confidence >= VAGUE]
    return tuple(near)


def with_what_was_asked(ctx: Ctx, found: FollowUp, meaning: Meaning, service: str) -> Go:
    """«А якщо я на пенсії?»: the same question under another circumstance."""
    asked = together(ctx, meaning)
    both = ctx.services[Reader].understand(asked)
    if found.corrects:
        return _corrected(ctx, found, meaning, service, both)
    first = both.hits[0].id if both.hits else service
    if first != service and both.decision == "answer" and both.confidence >= BY_ITSELF:
        return Go(steps.SERVICE, ServicesData(service=first))
    if is_choosing(ctx):
        ctx.topic["question"] = asked  # what is meant is still open: the story goes on
    others = dict.fromkeys((service, *_beside(ctx, service, both, meaning)))
    known = ServicesData(service=service, others=tuple(others), text=asked, said=meaning.reading)
    return Go(steps.ANOTHER_CARD, known)


def _corrected(ctx: Ctx, found: FollowUp, meaning: Meaning, service: str, both: Meaning) -> Go:
    """«Ні, до школи»: the card that is called by its title, else those that are likely instead."""
    own = meaning.hits[:1] if meaning.confidence >= VAGUE else ()
    card = ctx.services[Content].catalogue.get(own[0].id) if own else None
    said = set(found.said[: found.own])
    if card is not None and card.id != service and said & stems(card.title.in_(ctx.lang)):
        return Go(steps.SERVICE, ServicesData(service=card.id))
    listed = (*own, *(hit for hit in both.hits[:LIKELY] if hit.id != service), *meaning.hits[:1])
    others = tuple(dict.fromkeys(hit.id for hit in listed))
    known = ServicesData(
        service=service, others=others, text=together(ctx, meaning), said=meaning.reading
    )
    return Go(steps.ANOTHER_CARD, known)
