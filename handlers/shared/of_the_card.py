"""Whether what is said after a card is of it, though by itself it is sooner like another one."""

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.understanding import Meaning
from bot.understanding.follow_up import FollowUp, without_no
from bot.understanding.text.clauses import asks, asks_at_once
from bot.understanding.text.stems import stems, without_words_of
from handlers.shared import steps
from handlers.shared.another_case import VAGUE, together
from handlers.shared.card_sentences import speaking_of
from handlers.shared.choosing import BY_ITSELF, FEW, is_fragment, names_its_card, tells_of_it
from handlers.shared.data import ServicesData
from handlers.shared.on_screen import is_on_a_card
from handlers.shared.reader import Reader

# Less sure than this, one word of another card is no matter of its own.
HINTED = 0.72
# So much less sure together with the question than by itself, it is of the card all the same.
CLOSE = 0.05


def corrected_to(ctx: Ctx, found: FollowUp, meaning: Meaning) -> Go | None:
    """«Ні, в школу» after the kindergarten: the card that it and the rest asked call."""
    catalogue = ctx.services[Content].catalogue
    card = catalogue.get(ctx.topic.get("service", ""))
    called = catalogue.get(meaning.hits[0].id) if meaning.hits else None
    if (
        card is None
        or called is None
        or called is card
        or not (found.corrects and is_on_a_card(ctx))
    ):
        return None
    said, asked = without_no(meaning.reading), ctx.topic.get("question", "")
    rest = without_words_of(asked, card.title.in_(ctx.lang))
    if rest == asked or without_words_of(said, called.title.in_(ctx.lang)) == said:
        return None
    both = ctx.services[Reader].understand(f"{rest}. {said}")
    is_called = both.decision == "answer" and bool(both.hits) and both.hits[0].id == called.id
    return Go(steps.SERVICE, ServicesData(service=called.id)) if is_called else None


def is_of_the_card(ctx: Ctx, meaning: Meaning, found: FollowUp) -> bool:
    """«На одну теж дають?»: nothing by itself, and with what was asked before it the same card."""
    service, asked = ctx.topic.get("service", ""), ctx.topic.get("question", "")
    is_more = found.also or found.names_a_matter or found.own > FEW
    is_more = is_more or (found.own > 1 and asks_at_once(meaning.reading))
    if not is_on_a_card(ctx) or not asked or is_more:
        return False
    is_read = meaning.decision in {"answer", "choose"} and not meaning.needs
    is_hint = is_read and meaning.confidence < HINTED and found.own < FEW
    is_vague = meaning.decision == "choose" and meaning.confidence < VAGUE and not meaning.needs
    if not (is_hint or is_vague) or meaning.places or meaning.route == "greeting":
        return False
    both = ctx.services[Reader].understand(together(ctx, meaning))
    is_told = both.decision in {"answer", "hand_over"}
    is_same = is_told and bool(both.hits) and both.hits[0].id == service
    return is_same and both.confidence > meaning.confidence


def tells_of_the_card(ctx: Ctx, found: FollowUp, meaning: Meaning) -> bool:
    """«Він вже вийшов» after a card, which by itself is like another one."""
    if not is_on_a_card(ctx) or not found.about_another:
        return False
    both = ctx.services[Reader].understand(together(ctx, meaning))
    return tells_of_it(ctx, found, meaning, both)


def is_an_aside(ctx: Ctx, found: FollowUp, meaning: Meaning) -> bool:
    """«А мені 67, мене візьмуть?» after a card: it calls no other one, and isn't surely of one."""
    is_sure = meaning.confidence >= BY_ITSELF or found.also or bool(meaning.places)
    is_sure = is_sure or bool(found.aspects)  # «а безплатний адвокат де» asks for itself
    goes_on = found.again and is_on_a_card(ctx) and 0 < found.own <= FEW
    return goes_on and not is_sure and not names_its_card(ctx, meaning)


def is_told_by_the_card(ctx: Ctx, found: FollowUp, meaning: Meaning) -> bool:
    """«А внесок?», «20 сторінок»: a word of the card on screen, or little by itself.

    Whichever card it is sooner like by itself.
    """
    card = ctx.services[Content].catalogue.get(ctx.topic.get("service", ""))
    if card is None or not is_on_a_card(ctx) or not is_fragment(found, meaning):
        return False
    if found.again and found.own == 1 and not names_its_card(ctx, meaning):
        return bool(speaking_of(card, ctx.lang, found))
    asked = ctx.topic.get("question", "")
    is_named = names_its_card(ctx, meaning) or stems(asked) == stems(meaning.reading)
    is_other = is_named and meaning.decision == "answer" and meaning.confidence >= HINTED
    if is_other and meaning.hits[0].id != card.id:
        return False  # «скільки коштує закордонний паспорт», though the card names it too
    is_spoken_of = asks(meaning.reading) and bool(speaking_of(card, ctx.lang, found))
    if not asked or (is_named and not is_spoken_of) or asks(meaning.reading) != is_spoken_of:
        return False
    both = ctx.services[Reader].understand(together(ctx, meaning))
    is_same = bool(both.hits) and both.hits[0].id == card.id
    return is_same and (found.adds or both.confidence >= meaning.confidence - CLOSE)
