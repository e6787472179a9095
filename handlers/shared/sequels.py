"""Where a sequel goes by what is likeliest: on with the card on screen, or to another one."""

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.understanding import Meaning
from bot.understanding.follow_up import FollowUp
from bot.understanding.model import PERSON, PRIVACY
from bot.understanding.sequel import Meant, Sequel, Sequels
from bot.understanding.text.clauses import asks_at_once
from bot.understanding.text.stems import stems
from handlers.shared import steps
from handlers.shared.another_case import together
from handlers.shared.choosing import LIKELY, is_choosing, listed, names_its_card
from handlers.shared.data import AskQuestionData, ServicesData
from handlers.shared.on_screen import is_on_a_card
from handlers.shared.reader import Reader
from handlers.shared.troubles import went_wrong

# So likely, another card is shown at once; below, they are asked which is meant.
SURE = 0.7
# Less likely than this, a card isn't offered: to choose from, and beside the one on screen.
OFFERED, BESIDE = 0.08, 0.15
MOST = 3
_SURELY_SAID = 0.85
# So sure it is of a matter without a card, whatever there is to choose from.
_SURELY_NONE = 0.95
_LONGEST = 1000  # letters


def meant_now(ctx: Ctx, meaning: Meaning, found: FollowUp, service: str) -> tuple[Meant, ...]:
    """The cards that a sequel to the card on screen may mean; none where it isn't one of a card."""
    is_of_one = bool(service) and (is_on_a_card(ctx) or is_choosing(ctx))
    is_answer = found.corrects and is_choosing(ctx)  # «ні, державну»: it is one of them or none
    if not is_of_one or found.is_bare or is_answer or not _is_of_cards(meaning, found):
        return ()
    if _asks_of_a_need(ctx, found) or _is_a_matter_of_its_own(ctx, meaning, found, service):
        return ()
    both = _both(ctx, meaning, service)
    if is_choosing(ctx):
        service = next((hit.id for hit in both.hits if hit.id in listed(ctx)), service)
    likely = ctx.services[Sequels].meant(Sequel(service, meaning, both, found))
    is_unsure = bool(likely) and (likely[0].chance < SURE or both.confidence < LIKELY)
    return () if is_choosing(ctx) and is_unsure else likely


def _both(ctx: Ctx, meaning: Meaning, service: str) -> Meaning:
    """What is said now after the question that led here, or after the title of the card."""
    if ctx.topic.get("question"):
        return ctx.services[Reader].understand(together(ctx, meaning))
    card = ctx.services[Content].catalogue.get(service)
    title = card.title.in_(ctx.lang) if card else ""
    return ctx.services[Reader].understand(f"{title}. {meaning.reading}")


def _asks_of_a_need(ctx: Ctx, found: FollowUp) -> bool:
    """«А довіреність треба?»: for what is on screen."""
    return found.needs and found.own <= 1 and is_on_a_card(ctx)


def _is_of_cards(meaning: Meaning, found: FollowUp) -> bool:
    """Whether what it means by itself is a card, or nothing sure."""
    is_sure = meaning.confidence >= _SURELY_SAID
    is_nothing = meaning.decision == "hand_over" and not meaning.confidence  # nobody knows them
    is_thanks = meaning.route == "greeting" and not found.again
    if meaning.topic in {PERSON, PRIVACY} or meaning.needs or is_nothing or is_thanks:
        return False
    return not (is_sure and (meaning.route == "greeting" or meaning.decision == "refuse"))


def _is_a_matter_of_its_own(ctx: Ctx, meaning: Meaning, found: FollowUp, service: str) -> bool:
    """«Скільки коштує закордонний паспорт», «лікар»: by a title, and like nothing on screen.

    What was asked is asked once more: «лікар», and «лікар» after one of three cards was chosen.
    """
    said = stems(meaning.reading)
    if found.names_a_matter or said == stems(ctx.topic.get("question", "")):
        return True
    goes_on = found.again or found.corrects or found.needs or found.tells or found.supposes
    if goes_on or not meaning.hits:
        return False
    card = ctx.services[Content].catalogue.get(meaning.hits[0].id)
    title = stems(card.title.in_(ctx.lang)) if card else set()
    own = {one for one in found.said[: found.own] if one.isalpha()}
    is_all, at_once = own <= title, asks_at_once(meaning.reading)
    if any(hit.id == service for hit in meaning.hits) and not (is_all and at_once):
        return False
    return names_its_card(ctx, meaning) and (is_all or at_once)


def to_another(ctx: Ctx, meaning: Meaning, likely: tuple[Meant, ...]) -> Go:
    """The card that is surely meant instead of the one on screen, or which of the likeliest."""
    first = likely[0]
    if first.chance < SURE:
        return of_the_card(ctx, meaning, likely)
    known = ServicesData(service=first.card)
    return went_wrong(ctx, meaning.reading, first.card) or Go(steps.SERVICE, known)


def chosen_anew(ctx: Ctx, meaning: Meaning, text: str) -> Go | None:
    """«Яка там виплата», «дозвіл якийсь чи як» to a choice: one by both texts, if none is meant.

    None for what stands by itself, and for what is too long to be read again.
    """
    asked = together(ctx, meaning)
    is_of_it = meaning.decision == "choose" or meaning.lacks_a_card
    is_alone = meaning.confidence >= (SURE if meaning.decision == "choose" else _SURELY_NONE)
    if not is_choosing(ctx) or not is_of_it or is_alone or meaning.needs or len(asked) > _LONGEST:
        return None
    both = ctx.services[Reader].understand(asked)
    near = [hit.id for hit in both.hits[:MOST]]
    if both.decision != "choose" or not set(near) & set(listed(ctx)):
        return None
    cards = tuple(dict.fromkeys((*near, *listed(ctx))))[:MOST]
    return Go(steps.CHOICE, AskQuestionData(text=text, message=ctx.turn.own, hits=cards))


def of_the_card(ctx: Ctx, meaning: Meaning, likely: tuple[Meant, ...]) -> Go:
    """What the card on screen tells of their case, and what may be meant instead."""
    service = ctx.topic["service"]
    least = BESIDE if likely[0].card == service else OFFERED
    others = tuple(one.card for one in likely[:MOST] if one.chance >= least)
    text = together(ctx, meaning)
    known = ServicesData(service=service, others=others, text=text, said=meaning.reading)
    return Go(steps.ANOTHER_CARD, known)
