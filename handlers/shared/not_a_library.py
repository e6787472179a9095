"""«Мені лікаря, а не бібліотеку»: what was asked is answered without one."""

from bot.catalogue.model import EntryKind, Route
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.understanding.not_a_library import without_library
from handlers.shared import steps
from handlers.shared.data import FindOfficeData, ServicesData
from handlers.shared.on_screen import deny_libraries
from handlers.shared.reader import Reader

SURE = 0.6  # so sure the rest is of a card, it is meant


def no_library(ctx: Ctx, text: str) -> Go | None:
    """The card that is meant instead, else who decides the one talked about; None for others."""
    rest = without_library(text)
    catalogue = ctx.services[Content].catalogue
    card = catalogue.get(ctx.topic.get("service", ""))
    if rest is None or card is None or card.kind is EntryKind.LIBRARY:
        return None
    meaning = ctx.services[Reader].understand(rest)
    first = catalogue.get(meaning.hits[0].id) if meaning.hits else None
    is_sure = meaning.decision == "answer" and meaning.confidence >= SURE
    is_other = first is not None and first is not card and first.route is not Route.ACCESS_POINT
    if first is not None and is_sure and is_other and first.kind is not EntryKind.LIBRARY:
        deny_libraries(ctx, first.id)
        return Go(steps.SERVICE, ServicesData(service=first.id))
    deny_libraries(ctx, card.id)
    codes = tuple(place.code for place in meaning.places)
    return Go(steps.OFFICE, FindOfficeData(service=card.id, codes=codes))
