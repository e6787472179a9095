"""A living person is asked for: whom to call now, then the question, in one tap."""

from dataclasses import replace

from bot.catalogue.library import Library
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Go, Say
from bot.engine.phones import number_in, without_number
from bot.engine.turn import Point
from bot.engine.wording import phone
from bot.understanding.calling import wants_a_call
from handlers.shared import steps
from handlers.shared.data import AskLibrarianData, OfferReason
from handlers.shared.libraries import ASKED, library, near, opening_told, settlement
from handlers.shared.library_card import open_card
from handlers.shared.on_screen import on_library
from handlers.shared.profile import LIBRARY, PLACE
from handlers.shared.reader import Reader

# Fewer words than these only ask for a person; more tell them what for.
TELLING = 11

flow = Flow[Services, AskLibrarianData]("living_person", data=AskLibrarianData)


@flow.step("whom")
async def whom(ctx: Ctx[AskLibrarianData]) -> tuple[Say, Go]:
    """Whom to call, then their words, or the question for them."""
    reading = ctx.services[Reader].understand(ctx.data.text).reading if ctx.data.text else ""
    known = replace(ctx.data, call=ctx.data.call or wants_a_call(reading))
    if known.call and (number := number_in(known.text)):
        known = replace(known, contact=number, text=without_number(known.text))
    if known.code:
        ctx.topic["place"] = known.code
    asked = known.offered in {OfferReason.TWICE, OfferReason.UNHELPED} and bool(known.text)
    tells = asked or len(known.text.split()) >= TELLING
    further = Go(steps.OFFER_LIBRARIAN, known) if tells else Go(steps.ASK_LIBRARIAN, _blank(known))
    return _whom_to_call(ctx), further


def _blank(known: AskLibrarianData) -> AskLibrarianData:
    """Their words only asked for a person: the question is still to come."""
    return replace(known, text="", message="", parts=(), code="")


def _whom_to_call(ctx: Ctx[AskLibrarianData]) -> Say:
    found = _with_phone(ctx)
    if found is None:
        owner = ctx.services[Content].about.run_by
        lines = [ctx._("A living person answers by phone or here, in writing.")]
        if owner.phones:
            lines.append(f"{owner.name.in_(ctx.lang)}: {phone(owner.phones[0])}")
        return Say("\n".join(lines))
    on_library(ctx, found.id)
    numbers = ", ".join(map(phone, found.phones))
    place = settlement(ctx, ctx.data.code)
    near_by = (
        ctx._("%(place)s. The nearest library with a phone:", place=place.name) if place else ""
    )
    lines = [
        ctx._("A living person answers by phone or here, in writing."),
        *filter(None, (near_by,)),
        f"{found.name.in_(ctx.lang)}: {numbers}",
    ]
    if found.hours:
        lines += opening_told(ctx, found)
    return Say("\n".join(lines), buttons=(open_card(ctx, found),), cards=(found.id,))


def _with_phone(ctx: Ctx[AskLibrarianData]) -> Library | None:
    """The citizen's own library, the nearest or the oblast's: the first that can be called."""
    content = ctx.services[Content]
    mine = library(ctx, ctx.citizen.profile[LIBRARY])
    point = _point(ctx)
    close = [one.library for one in near(ctx, point, many=ASKED)] if point else []
    named = close if ctx.data.code else []
    oblast = library(ctx, content.region.library)
    likely = (*named, mine, *close, oblast)
    return next((one for one in likely if one is not None and one.phones), None)


def _point(ctx: Ctx[AskLibrarianData]) -> Point | None:
    """Where they are, as far as they told."""
    for code in (ctx.data.code, ctx.topic.get("place", ""), ctx.citizen.profile[PLACE]):
        place = settlement(ctx, code or "")
        if place is not None and place.point is not None:
            return place.point
    return None
