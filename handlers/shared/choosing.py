"""What is said while there are cards to choose from: one of them, or words that choose none."""

from bot.catalogue.model import Route, Service
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.answers import fold as folded
from bot.engine.model import Go
from bot.understanding import Meaning
from bot.understanding.follow_up import FollowUp, follow_up
from bot.understanding.text.alphabet import fold, words
from bot.understanding.text.clauses import asks
from bot.understanding.text.negation import without_had
from bot.understanding.text.stems import stem
from handlers.shared import steps
from handlers.shared.card_sentences import telling
from handlers.shared.data import AskQuestionData, ServicesData
from handlers.shared.reader import Reader
from handlers.shared.service_card import aspects

CHOICE = "choice"
SEVERAL = 2
# So sure a text is by itself before it is no answer to a choice of cards.
BY_ITSELF = 0.85
# Few words of one's own about oneself are a circumstance; more are a matter.
FEW = 3


def is_choosing(ctx: Ctx) -> bool:
    """Whether a choice of cards was shown last."""
    return ctx.topic.get("last") == CHOICE


def picked(ctx: Ctx, found: FollowUp, meaning: Meaning) -> Go | None:
    """«Мені на новонароджену» to a choice of payments: one of them, by both texts together."""
    asked = ctx.topic.get("question", "")
    if not is_choosing(ctx) or not asked:
        return None
    if folded(meaning.reading) in ctx.words("yes", "go_on"):
        return _likeliest(ctx)
    if not found.own or found.corrects or found.also:
        return None
    if (rest := without_had(meaning.reading)) != meaning.reading:
        meaning, found = ctx.services[Reader].understand(rest), follow_up(rest)
    offered = _listed(ctx)
    alike = (one.ids for one in ctx.services[Content].siblings if offered and offered[0] in one.ids)
    near = {*offered, *(card for ids in alike for card in ids)}
    first = meaning.hits[0].id if meaning.hits else ""
    if (called := _called(ctx, offered, found, meaning)) is not None:
        return Go(steps.SERVICE, ServicesData(service=called))
    if meaning.decision == "answer" and (first in near or meaning.confidence >= BY_ITSELF):
        return None
    both = ctx.services[Reader].understand(f"{asked}. {meaning.reading}")
    if both.decision == "answer" and both.hits and both.hits[0].id in near:
        return Go(steps.SERVICE, ServicesData(service=both.hits[0].id))
    return stands(ctx) if _only_tells(ctx, found, meaning) else None


def _called(ctx: Ctx, offered: tuple[str, ...], found: FollowUp, meaning: Meaning) -> str | None:
    """«А можна докупити?», «а свідоцтво»: the one of them that the words call by its title.

    What was asked before tells none of them from the others.
    """
    content = ctx.services[Content]
    catalogue = content.catalogue
    asked = stems(ctx.topic.get("question", ""))
    said = set(found.said) - asked
    labels = {see: text.in_(ctx.lang) for one in content.siblings for text, see in one.answers}
    titles = {
        id_: stems(f"{card.title.in_(ctx.lang)} {labels.get(id_, '')}")
        for id_ in offered
        if (card := catalogue.get(id_)) is not None and card.route is not Route.ACCESS_POINT
    }
    fits = {id_: len(said & title) for id_, title in titles.items()}
    best = max(fits.values(), default=0)
    named = [id_ for id_, fit in fits.items() if fit == best and best]
    first = meaning.hits[0].id if meaning.hits else ""
    if len(named) == 1 and (meaning.decision != "answer" or first == named[0]):
        return named[0]
    is_sure = meaning.decision == "answer" and meaning.confidence >= BY_ITSELF
    return first if is_sure and first in titles else None


def _only_tells(ctx: Ctx, found: FollowUp, meaning: Meaning) -> bool:
    """«Нічого не присилали» asks for nothing and names no card, though it is like one's words."""
    if meaning.decision != "answer" or found.again or meaning.places or found.own > FEW:
        return False
    if asks(meaning.reading) or found.aspects:
        return False
    card = ctx.services[Content].catalogue.get(meaning.hits[0].id)
    return card is not None and stems(meaning.reading).isdisjoint(stems(card.title.in_(ctx.lang)))


def place_while_choosing(ctx: Ctx, found: FollowUp, meaning: Meaning) -> Go | None:
    """«Ми з Теофіполя»: it is kept, and the choice stands."""
    if not is_choosing(ctx) or found.own or len(meaning.places) != 1:
        return None
    if "help" in found.aspects:
        return None  # «хто допоможе в Теофіполі»
    if ctx.topic.get("asked") == "place":
        return None
    first = first_listed(ctx)
    if first is None or first.route is Route.ACCESS_POINT:
        return None
    return stands(ctx)


def is_of_another(ctx: Ctx, service: str, asked: str) -> bool:
    """Whether of several cards to choose from the first doesn't tell the aspect that is asked."""
    card = first_listed(ctx)
    if not is_choosing(ctx) or len(_listed(ctx)) < SEVERAL or card is None:
        return False
    told = aspects(ctx, card).get(asked) or telling(card, ctx.lang, asked)
    if asked == "cost":
        told = told or telling(card, ctx.lang, "amount")
    return card.id == service and not told


def stands(ctx: Ctx) -> Go:
    """The same choice once more, to words that chose none."""
    return Go(steps.CHOICE_STANDS, on_screen(ctx))


def on_screen(ctx: Ctx) -> AskQuestionData:
    """The choice that was shown last."""
    return AskQuestionData(text=ctx.topic.get("question", ""), hits=_listed(ctx))


def first_listed(ctx: Ctx) -> Service | None:
    """The likeliest of the cards to choose from."""
    offered = _listed(ctx)
    return ctx.services[Content].catalogue.get(offered[0]) if offered else None


def stems(text: str) -> set[str]:
    """What a text says, without endings."""
    return {stem(word) for word in words(fold(text))}


def _listed(ctx: Ctx) -> tuple[str, ...]:
    return tuple(ctx.topic.get(CHOICE, "").split())


def _likeliest(ctx: Ctx) -> Go | None:
    """«Так» to a choice: the likeliest, which tells where else to look."""
    card = first_listed(ctx)
    if card is None:
        return None
    if card.route is Route.ACCESS_POINT:
        return Go(steps.FIND_LIBRARY)
    return Go(steps.SERVICE, ServicesData(service=card.id))
