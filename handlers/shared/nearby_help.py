"""Who helps with a card where the citizen is, in a line beside it."""

from bot.catalogue.model import Service
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.wording import phone
from bot.places.access import Near
from bot.places.model import Settlement
from handlers.shared.libraries import ASKED, how_far, library, near, opening_told, settlement
from handlers.shared.library_card import no_phone
from handlers.shared.live import live_of
from handlers.shared.on_screen import are_libraries_denied
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
    place = _place(ctx)
    point = place.point if place else None
    close = [one.library for one in near(ctx, point, many=ASKED)] if place and point else []
    likely = (*close, library(ctx, ctx.services[Content].region.library))
    found = next((one for one in likely if one is not None and one.phones), None)
    if found is None:
        return ""
    return f"{found.name.in_(ctx.lang)}, {phone(found.phones[0])}"


def library_to_ask(ctx: Ctx, service: Service) -> str:
    """The library near the citizen that has it or knows, when it is open, and whom to call there.

    Who has not named their village is told what that is good for.
    """
    place = _place(ctx)
    if place is None:
        return ctx._("Write your village or town: we will name the nearest library and a phone.")
    if (found := _near(ctx, service, place)) is None:
        library = called_at_a_library(ctx)
        return ctx._("A living person by phone: %(library)s.", library=library) if library else ""
    of = found.library
    lines = [_line(ctx, place, found), *(opening_told(ctx, of) if of.hours else live_of(ctx, of))]
    return "\n".join((*lines, *([] if of.phones else [no_phone(ctx, of)])))


def helps_near(ctx: Ctx, service: Service) -> str:
    """The nearest library that may help with it and its phone; "" where none is near or known."""
    place = _place(ctx)
    if are_libraries_denied(ctx, service.id):
        return ""
    if place is None or (found := _near(ctx, service, place)) is None:
        return ""
    return " ".join((_line(ctx, place, found), *live_of(ctx, found.library)))


def _place(ctx: Ctx) -> Settlement | None:
    """Where they are, as far as they told."""
    told = (ctx.topic.get("place", ""), ctx.citizen.profile[PLACE] or "")
    return next((one for code in told if (one := settlement(ctx, code))), None)


def _near(ctx: Ctx, service: Service, place: Settlement) -> Near | None:
    """The nearest library that may help with it; None where none is near enough to walk."""
    if place.point is None:
        return None
    found = near(ctx, place.point, need=frozenset(service.need), here=place.code, many=1)
    return found[0] if found and found[0].km <= WALK_KM else None


def _line(ctx: Ctx, place: Settlement, found: Near) -> str:
    of = found.library
    where = f"{of.name.in_(ctx.lang)} – {how_far(ctx, found, place.code)}"
    number = f", {phone(of.phones[0])}" if of.phones else ""
    return ctx._("Near %(place)s: %(library)s.", place=place.name, library=f"{where}{number}")
