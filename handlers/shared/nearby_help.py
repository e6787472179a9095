"""Who helps with a card where the citizen is, in a line beside it."""

from bot.catalogue.model import Service
from bot.contracts.feature import Ctx
from bot.engine.wording import phone
from handlers.shared.libraries import how_far, near, settlement
from handlers.shared.profile import PLACE

WALK_KM = 15.0  # who lives farther is not sent there unasked


def helps_near(ctx: Ctx, service: Service) -> str:
    """The nearest library that may help with it and its phone; "" where none is near or known."""
    told = (ctx.topic.get("place", ""), ctx.citizen.profile[PLACE] or "")
    place = next((one for code in told if (one := settlement(ctx, code))), None)
    if place is None or place.point is None:
        return ""
    found = near(ctx, place.point, need=frozenset(service.need), here=place.code, many=1)
    if not found or found[0].km > WALK_KM:
        return ""
    of = found[0].library
    where = f"{of.name.in_(ctx.lang)} – {how_far(ctx, found[0], place.code)}"
    number = f", {phone(of.phones[0])}" if of.phones else ""
    return ctx._("Near %(place)s: %(library)s.", place=place.name, library=f"{where}{number}")
