"""Where a sequel goes that tells another circumstance, or that the answer was not it."""

from bot.catalogue.model import Route
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.understanding import Meaning
from bot.understanding.follow_up import FollowUp
from bot.understanding.text.clauses import asks
from bot.understanding.text.stems import STOP_WORDS
from handlers.shared import steps
from handlers.shared.choosing import BY_ITSELF, is_choosing, stems
from handlers.shared.data import ServicesData
from handlers.shared.reader import Reader

LIKELY = 2
# So few words sigh sooner than they tell.
_TELLING = 3
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


def tells_more(ctx: Ctx, found: FollowUp, meaning: Meaning, service: str) -> bool:
    """«Машина дідова, 1987 року» after a card: a circumstance of it, unless surely another matter.

    Who asks has a matter of their own sooner than who only tells.
    """
    if ctx.topic.get("last") != "service" or found.also or meaning.places:
        return False
    card = ctx.services[Content].catalogue.get(service)
    if card is None or card.route is Route.LIBRARIAN:
        return False  # a story goes on to the librarian
    if meaning.route == "greeting" or meaning.topic or meaning.needs or _names(ctx, meaning):
        return False
    if asks(meaning.reading):
        return meaning.decision != "answer" and meaning.confidence < VAGUE
    first = meaning.hits[0].id if meaning.hits else ""
    return first != service and (meaning.decision != "answer" or meaning.confidence < BY_ITSELF)


def _names(ctx: Ctx, meaning: Meaning) -> bool:
    """Whether it calls the likeliest card by a word of its title: «паспорт»."""
    first = meaning.hits[0].id if meaning.hits else ""
    card = ctx.services[Content].catalogue.get(first)
    title = stems(card.title.in_(ctx.lang)) if card else set[str]()
    return not title.isdisjoint(stems(meaning.reading) - STOP_WORDS)


def that_or_this(ctx: Ctx, meaning: Meaning, service: str) -> Go | None:
    """The card on screen, and those that the words themselves are likest to."""
    is_sigh = len(meaning.reading.split()) < _TELLING
    if ctx.topic.get("last") != "service" or not service:
        return None
    if is_sigh and (meaning.decision == "answer" or not meaning.hits):
        return None
    if meaning.decision == "hand_over" and not meaning.confidence:
        return None  # words that nobody knows
    if meaning.route == "greeting" or meaning.topic:
        return None
    asked = together(ctx, meaning)
    others = dict.fromkeys((service, *(hit.id for hit in meaning.hits[:LIKELY])))
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
