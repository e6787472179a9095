"""What is said while there are cards to choose from: one of them, or words that choose none."""

from bot.catalogue.model import Route, Service
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.answers import fold as folded
from bot.engine.model import Go
from bot.understanding import Meaning
from bot.understanding.follow_up import FollowUp, follow_up, without_no
from bot.understanding.text.clauses import asks
from bot.understanding.text.negation import without_had, without_words_denied
from bot.understanding.text.stems import stems, words_in_common
from handlers.shared import steps
from handlers.shared.card_sentences import telling
from handlers.shared.data import AskQuestionData, ServicesData
from handlers.shared.reader import Reader
from handlers.shared.ruled_out import left_of, one_of
from handlers.shared.service_card import aspects

CHOICE = "choice"
OUT = "out"  # in the topic: cards that what was said rules out
SEVERAL = 2
MOST = 3  # cards to choose from
# So sure a text is by itself before it is no answer to a choice of cards.
BY_ITSELF = 0.85
LIKELY = 0.4  # so sure a text and the question before it are together
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
    if found.corrects and folded(without_no(meaning.reading)) in ctx.words("another"):
        return Go(steps.NONE_OF_THEM, on_screen(ctx))
    if (instead := _instead_of_denied(ctx, asked, meaning)) is not None:
        return instead
    if (without := _without_ruled_out(ctx, meaning)) is not None:
        return without
    if not found.own or found.also:
        return None
    if found.corrects:
        return _corrected(ctx, meaning)
    if (rest := without_had(meaning.reading)) != meaning.reading:
        meaning, found = ctx.services[Reader].understand(rest), follow_up(rest)
    if (called := _called(ctx, listed(ctx), found, meaning)) is not None:
        return Go(steps.SERVICE, ServicesData(service=called))
    return _by_both(ctx, found, meaning)


def _instead_of_denied(ctx: Ctx, before: str, meaning: Meaning) -> Go | None:
    """«Не дитині, а мамі»: what was asked before, of her; the choice may be another now."""
    rest = without_words_denied(before, meaning.reading)
    if rest == before:
        return None
    asked = f"{rest}. {meaning.reading}"
    both = ctx.services[Reader].understand(asked)
    cards = tuple(hit.id for hit in both.hits[:MOST])
    if both.decision == "answer" and cards:
        return Go(steps.SERVICE, ServicesData(service=cards[0]))
    if both.decision == "choose" and cards:
        return Go(steps.CHOICE, AskQuestionData(text=asked, hits=cards))
    return None


def _by_both(ctx: Ctx, found: FollowUp, meaning: Meaning) -> Go | None:
    """What was asked and what is said now, together, unless that is a matter of its own."""
    near = _near(ctx)
    if meaning.decision == "answer" and meaning.hits and meaning.hits[0].id in near:
        return None
    both = ctx.services[Reader].understand(f"{ctx.topic['question']}. {meaning.reading}")
    is_sure = meaning.decision == "answer" and meaning.confidence >= BY_ITSELF
    is_hint = is_fragment(found, meaning) and not is_sure and not names_its_card(ctx, meaning)
    alone = ctx.services[Reader].understand(ctx.topic["question"]).confidence
    is_surer = both.confidence >= max(LIKELY, alone)
    told = both.hits[0].id if both.hits and is_surer else ""
    if is_hint and told in near and told != near[0]:
        return Go(steps.SERVICE, ServicesData(service=told))
    if is_sure and not tells_of_it(ctx, found, meaning, both):
        return None
    if both.decision == "answer" and both.hits and both.hits[0].id in near:
        return Go(steps.SERVICE, ServicesData(service=both.hits[0].id))
    if is_sure or _only_tells(ctx, found, meaning):
        return _guessed(ctx, both)
    return None


def _guessed(ctx: Ctx, both: Meaning) -> Go:
    """«Рік уже пройшов» chooses none: the likeliest by all that was said, the others beside it.

    To be asked to choose once more helps nobody who told something instead.
    """
    offered = listed(ctx)
    likely = [hit.id for hit in both.hits if hit.id in offered]
    first, instead, beside, *_ = (*dict.fromkeys((*likely, *offered)), "", "", "")
    card = ctx.services[Content].catalogue.get(first)
    if card is None or card.route is Route.ACCESS_POINT:
        return stands(ctx)
    known = ServicesData(service=first, guessed=True, instead=instead, beside=beside or None)
    return Go(steps.SERVICE, known)


def _near(ctx: Ctx) -> tuple[str, ...]:
    """The cards to choose from and those that are taken for the likeliest of them."""
    offered = listed(ctx)
    alike = (one.ids for one in ctx.services[Content].siblings if offered and offered[0] in one.ids)
    return tuple(dict.fromkeys((*offered, *(card for ids in alike for card in ids))))


def _without_ruled_out(ctx: Ctx, meaning: Meaning) -> Go | None:
    """«Та не загубив, старий уже»: the choice without what that rules out."""
    out = ctx.topic.get(OUT, "").split()
    cards = tuple(one for one in _near(ctx) if one not in out)
    left = left_of(ctx, cards, meaning.reading)
    return one_of(ctx, cards, left, meaning) if left and len(left) < len(cards) else None


def _corrected(ctx: Ctx, meaning: Meaning) -> Go | None:
    """«Ні, за кордон»: the one of them that it means together with what was asked."""
    if meaning.decision == "answer":
        meant = meaning.hits[0].id if meaning.hits else ""
        return Go(steps.SERVICE, ServicesData(service=meant)) if meant in _near(ctx) else None
    asked = f"{ctx.topic['question']}. {without_no(meaning.reading)}"
    both = ctx.services[Reader].understand(asked)
    if both.decision == "answer" and both.hits and both.hits[0].id in _near(ctx):
        return Go(steps.SERVICE, ServicesData(service=both.hits[0].id))
    return None


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
    is_like_a_card = meaning.decision in {"answer", "choose"} and bool(meaning.hits)
    if not is_like_a_card or found.again or meaning.places or found.own > FEW:
        return False
    if asks(meaning.reading) or found.aspects:
        return False
    card = ctx.services[Content].catalogue.get(meaning.hits[0].id)
    return card is not None and stems(meaning.reading).isdisjoint(stems(card.title.in_(ctx.lang)))


def tells_of_it(ctx: Ctx, found: FollowUp, meaning: Meaning, both: Meaning) -> bool:
    """«Бабуся жива ще»: so few words of somebody are of what was asked, however sure alone.

    They are a matter of their own where they name its card, or mean it with what was asked too.
    """
    if not found.about_another or found.own > FEW or asks(meaning.reading) or found.aspects:
        return False
    card = ctx.services[Content].catalogue.get(meaning.hits[0].id) if meaning.hits else None
    if card is None or meaning.places or (both.hits and both.hits[0].id == card.id):
        return False
    return not names_its_card(ctx, meaning)


def names_its_card(ctx: Ctx, meaning: Meaning) -> bool:
    """Whether it calls the likeliest card by a word of its title: «паспорт»."""
    first = meaning.hits[0].id if meaning.hits else ""
    card = ctx.services[Content].catalogue.get(first)
    return card is not None and bool(words_in_common(meaning.reading, card.title.in_(ctx.lang)))


def is_fragment(found: FollowUp, meaning: Meaning) -> bool:
    """«Мало дають», «20 сторінок»: so little that what was asked before has to be read with it."""
    is_little = found.own <= SEVERAL and len(meaning.reading.split()) <= FEW + 1
    is_other = found.also or bool(meaning.places) or bool(meaning.needs)
    return is_little and not is_other and meaning.route != "greeting" and not meaning.topic


def place_while_choosing(ctx: Ctx, found: FollowUp, meaning: Meaning) -> Go | None:
    """«Ми з Теофіполя»: it is kept, and the choice stands."""
    if not is_choosing(ctx) or found.own or len(meaning.places) != 1:
        return None
    if {"help", "equipment"} & set(found.aspects) or names_its_card(ctx, meaning):
        return None  # «хто допоможе в Теофіполі», «Зайчики, де бібліотека»
    if ctx.topic.get("asked") == "place":
        return None
    first = first_listed(ctx)
    if first is None or first.route is Route.ACCESS_POINT:
        return None
    return stands(ctx)


def is_of_another(ctx: Ctx, service: str, asked: str) -> bool:
    """Whether of several cards to choose from the first doesn't tell the aspect that is asked."""
    card = first_listed(ctx)
    if not is_choosing(ctx) or len(listed(ctx)) < SEVERAL or card is None:
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
    out = tuple(ctx.topic.get(OUT, "").split())
    return AskQuestionData(text=ctx.topic.get("question", ""), hits=listed(ctx), out=out)


def first_listed(ctx: Ctx) -> Service | None:
    """The likeliest of the cards to choose from."""
    offered = listed(ctx)
    return ctx.services[Content].catalogue.get(offered[0]) if offered else None


def listed(ctx: Ctx) -> tuple[str, ...]:
    """The cards to choose from, likeliest first."""
    return tuple(ctx.topic.get(CHOICE, "").split())


def _likeliest(ctx: Ctx) -> Go | None:
    """«Так» to a choice: the likeliest, which tells where else to look."""
    card = first_listed(ctx)
    if card is None:
        return None
    if card.route is Route.ACCESS_POINT:
        return Go(steps.FIND_LIBRARY)
    return Go(steps.SERVICE, ServicesData(service=card.id))
