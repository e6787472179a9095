"""Where a sequel goes that tells another circumstance, or that the answer was not it."""

from bot.catalogue.model import Route
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.understanding import Meaning
from bot.understanding.follow_up import FollowUp, follow_up, without_no
from bot.understanding.opposites import without_not
from bot.understanding.text.clauses import asks
from bot.understanding.text.stems import stems
from handlers.shared import steps
from handlers.shared.choosing import BY_ITSELF, is_choosing, listed, names_its_card
from handlers.shared.data import ServicesData
from handlers.shared.on_screen import is_on_a_card, kin
from handlers.shared.reader import Reader
from handlers.shared.ruled_out import called_by_answer

LIKELY = 2
# So few words sigh sooner than they tell.
_TELLING = 3
# Of three cards, none of which is likely: perhaps only what was asked before makes sense of it.
VAGUE = 0.48
# Of two cards the second is as likely with this share of the first one's score.
CLOSE = 0.6


def together(ctx: Ctx, meaning: Meaning) -> str:
    """The question that led here and what is said now."""
    return ". ".join(filter(None, (ctx.topic.get("question", ""), meaning.reading)))


def _beside(ctx: Ctx, service: str, both: Meaning, meaning: Meaning) -> tuple[str, ...]:
    """Cards that a sequel may mean instead: those taken for the one on screen, or likely."""
    alike = kin(ctx, service)
    first = both.hits[0].score if both.hits else 0.0
    near = [hit.id for hit in both.hits[:LIKELY] if hit.id in alike or hit.score >= CLOSE * first]
    listed = meaning.hits[:1]
    near += [hit.id for hit in listed if hit.id in alike or meaning.confidence >= VAGUE]
    return tuple(near)


def with_what_was_asked(ctx: Ctx, found: FollowUp, meaning: Meaning, service: str) -> Go:
    """«А якщо я на пенсії?»: the same question under another circumstance."""
    asked = together(ctx, meaning)
    if found.corrects:
        rest = f"{ctx.topic.get('question', '')}. {without_not(without_no(meaning.reading))}"
        both = ctx.services[Reader].understand(rest)
        return _corrected(ctx, found, meaning, service, both)
    both = ctx.services[Reader].understand(asked)
    first = both.hits[0].id if both.hits else service
    if first != service and both.decision == "answer" and both.confidence >= BY_ITSELF:
        return Go(steps.SERVICE, ServicesData(service=first))
    if is_choosing(ctx):
        ctx.topic["question"] = asked  # what is meant is still open: the story goes on
        service = next((hit.id for hit in both.hits if hit.id in listed(ctx)), service)
    others = dict.fromkeys((service, *_beside(ctx, service, both, meaning)))
    known = ServicesData(service=service, others=tuple(others), text=asked, said=meaning.reading)
    return Go(steps.ANOTHER_CARD, known)


def tells_more(ctx: Ctx, found: FollowUp, meaning: Meaning, service: str) -> bool:
    """«Машина дідова, 1987 року» after a card: a circumstance of it, unless surely another matter.

    Who asks has a matter of their own sooner than who only tells.
    """
    if not is_on_a_card(ctx) or found.also or meaning.places:
        return False
    card = ctx.services[Content].catalogue.get(service)
    if card is None or card.route is Route.LIBRARIAN:
        return False  # a story goes on to the librarian
    if (
        meaning.route == "greeting"
        or meaning.topic
        or meaning.needs
        or names_its_card(ctx, meaning)
    ):
        return False
    if asks(meaning.reading):
        return meaning.decision != "answer" and meaning.confidence < VAGUE
    first = meaning.hits[0].id if meaning.hits else ""
    return first != service and (meaning.decision != "answer" or meaning.confidence < BY_ITSELF)


def that_or_this(ctx: Ctx, meaning: Meaning, service: str) -> Go | None:
    """The card on screen, and those that the words themselves are likest to."""
    is_sigh = len(meaning.reading.split()) < _TELLING
    if not is_on_a_card(ctx) or not service:
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
    """«Ні, до школи»: the card that is called by its title, else those that are likely instead.

    «Ні, державний» and «ні, не я, а мама» mean nothing without what was asked: the card stays.
    """
    own = meaning.hits[:1] if meaning.confidence >= VAGUE else ()
    few = 2 if found.tells else 1  # «ні, для поїздки за кордон»
    is_hint = follow_up(without_not(without_no(meaning.reading))).own <= few
    is_same = bool(both.hits) and both.hits[0].id == service
    stays = found.of_somebody or (is_hint and is_same)
    card = ctx.services[Content].catalogue.get(own[0].id) if own else None
    said = set(found.said[: found.own])
    is_called = card is not None and not said.isdisjoint(stems(card.title.in_(ctx.lang)))
    if (other := called_by_answer(ctx, service, meaning.reading)) is not None:
        return Go(steps.SERVICE, ServicesData(service=other))
    is_meant = not stays or (meaning.decision == "answer" and not found.tells)
    is_meant = is_meant or (card is not None and card.id in kin(ctx, service))
    if card is not None and card.id != service and is_called and is_meant:
        return Go(steps.SERVICE, ServicesData(service=card.id))
    if stays and not is_called:
        own = ()
    others = [hit.id for hit in (*own, *both.hits[:LIKELY], *meaning.hits[:1]) if hit.id != service]
    others += [service] if is_same else []  # the last that may be meant
    if stays:
        others = [service, *(hit.id for hit in own)]
    known = ServicesData(
        service=service, others=tuple(dict.fromkeys(others)), text=together(ctx, meaning),
        said=meaning.reading,
    )  # fmt: skip
    return Go(steps.ANOTHER_CARD, known)
