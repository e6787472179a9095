"""«Ми в Польщі», «Canadian passport»: no office here is the answer, a consulate is."""

from bot.catalogue.model import EntryKind, Service
from bot.catalogue.sentences import sentences_of
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.engine.texts import FALLBACK
from bot.understanding import Meaning
from bot.understanding.abroad import (
    acts_abroad,
    has_foreign_passport,
    is_abroad,
    names_a_passport,
    speaks_of_consulates,
)
from handlers.shared import steps
from handlers.shared.data import ServicesData
from handlers.shared.reader import Reader

FOREIGN = "foreign"  # the aspect of a passport that is of another country
FIRST = 3


def goes_on_abroad(ctx: Ctx, text: str) -> Go | None:
    """What is told of the card on screen to who is abroad; None where it isn't of that."""
    card = ctx.services[Content].catalogue.get(ctx.topic.get("service", ""))
    meaning = ctx.services[Reader].understand(text)
    if card is None:
        return None
    is_other = meaning.decision == "answer" and meaning.hits[:1] and meaning.hits[0].id != card.id
    return None if is_other else _told(text, meaning, card)


def asked_from_abroad(ctx: Ctx, text: str, meaning: Meaning) -> Go | None:
    """The same for a question that stands by itself, and for a passport of another country."""
    catalogue = ctx.services[Content].catalogue
    near = [one for hit in meaning.hits[:FIRST] if (one := catalogue.get(hit.id)) is not None]
    if not near or meaning.danger:
        return None
    is_read = meaning.decision in {"answer", "choose"}
    return _told(text, meaning, near[0]) if is_read or has_foreign_passport(text) else None


def _told(text: str, meaning: Meaning, card: Service) -> Go | None:
    said = (text, meaning.reading)
    aspect = ""
    if any(map(has_foreign_passport, said)) and _is_of_passports(card):
        aspect = FOREIGN
    elif not (any(map(is_abroad, said)) and _is_done_abroad(card)):
        return None
    return Go(steps.ABROAD, ServicesData(service=card.id, aspect=aspect))


def _is_of_passports(card: Service) -> bool:
    """Whether the card is of our own passports, which consulates give too."""
    return _is_done_abroad(card) and names_a_passport(card.title.in_(FALLBACK))


def _is_done_abroad(card: Service) -> bool:
    provider = card.provider.in_(FALLBACK) if card.provider else ""
    is_ours = card.kind is EntryKind.LIBRARY
    return not is_ours and (acts_abroad(provider) or bool(of_consulates(card, FALLBACK)))


def of_consulates(card: Service, lang: str) -> list[str]:
    """What the card itself tells of consulates."""
    return [one.text for one in sentences_of(card, lang) if speaks_of_consulates(one.text)]
