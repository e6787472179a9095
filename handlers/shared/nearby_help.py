"""Who helps with a card where the citizen is, in a line beside it."""

from bot.catalogue.model import Service
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.wording import phone
from handlers.shared.libraries import ASKED, how_far, library, near, settlement
from handlers.shared.live import live_of
from handlers.shared.profile import PLACE

WALK_KM = 15.0  # who lives farther is not sent there unasked


def phone_of_a_library(ctx: Ctx) -> str:
    """Whom to call where a card has no number: the nearest library with a phone, in a line."""
    called = called_at_a_library(ctx)
    return (
        ctx._("The card has no phone. A library’s: %(library)s.", library=called) if called else ""
    )


def called_at_a_library(ctx: Ctx) -> str:
    """«…бібліотека, 0382 79-47-31»: the nearest library with a phone; "" where none is known."""
    told = (ctx.topic.get("place", ""), ctx.citizen.profile[PLACE] or "")
    place = next((one for code in told if (one := settlement(ctx, code))), None)
    point = place.point if place else None
    close = [one.library for one in near(ctx, point, many=ASKED)] if place and point else []
    likely = (*close, library(ctx, ctx.services[Content].region.library))
    found = next((one for one in likely if one is not None and one.phones), None)
    if found is None:
        return ""
    return f"{found.name.in_(ctx.lang)}, {phone(found.phones[0])}"


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
    line = ctx._("Near %(place)s: %(library)s.", place=place.name, library=f"{where}{number}")
    return " ".join((line, *live_of(ctx, of)))
