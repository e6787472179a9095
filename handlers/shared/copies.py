"""What is to be copied, told to the card of copies."""

from bot.catalogue.model import Route
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.requests.model import RequestKind
from bot.understanding import Meaning
from bot.understanding.follow_up import FollowUp
from handlers.shared import steps
from handlers.shared.choosing import FEW
from handlers.shared.data import AskLibrarianData


def to_copy(ctx: Ctx, meaning: Meaning, found: FollowUp, text: str) -> Go | None:
    """«Грушевський, том 3, сторінки 20-35» after the card of copies is what shall be copied."""
    card = ctx.services[Content].catalogue.get(ctx.topic.get("service", ""))
    if ctx.topic.get("last") != "service" or card is None:
        return None
    is_told = found.own >= FEW and any(sign.isdecimal() for sign in text) and "?" not in text
    if card.route is not Route.DOCUMENT_DELIVERY or not is_told or meaning.danger:
        return None
    if meaning.decision == "answer" and meaning.hits[0].id != card.id:
        return None
    kind = RequestKind.DOCUMENT_DELIVERY
    return Go(steps.ORDER_COPY, AskLibrarianData(text=text, kind=kind, service=card.id))
