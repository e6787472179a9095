"""Where to warm up and charge a phone: libraries that have said that people may come."""

from bot.contracts.feature import Ctx
from bot.engine.model import Go, Say
from bot.engine.turn import Point
from bot.places.access import REACH_KM, AccessPoints, Near
from bot.understanding import Meaning
from bot.understanding.warmth import wants_warmth
from handlers.shared import steps
from handlers.shared.data import FindLibraryData
from handlers.shared.libraries import near
from handlers.shared.library_card import open_card
from handlers.shared.near_list import another_place, lines, phone_of_none
from handlers.shared.nearby_help import WALK_KM
from handlers.shared.on_screen import on_libraries

MANY = 3
RESILIENCE = frozenset({"resilience_point"})


def warmth_asked(meaning: Meaning) -> Go | None:
    """Where somebody goes who looks for warmth or power; None for anything else."""
    if not wants_warmth(meaning.reading):
        return None
    codes = tuple(place.code for place in meaning.places)
    step = steps.LIBRARY_NAMED if codes else steps.FIND_LIBRARY
    return Go(step, FindLibraryData(codes=codes, warm=True))


def warm_near(ctx: Ctx[FindLibraryData], point: Point) -> Say:
    """The nearest warm places that are known; where none is, the nearest libraries to call."""
    access = ctx.services[AccessPoints]
    warm = [
        one for one in access.warm(point, at=ctx.now, many=MANY) if one.km <= REACH_KM
    ]  # fmt: skip
    if warm:
        told = [ctx._("You can warm up and charge a phone here:"), *lines(ctx, warm)]
        return _said(ctx, "\n\n".join(told), warm)
    known = [one for one in near(ctx, point, here=ctx.data.code, need=RESILIENCE, many=MANY)
             if one.library.capabilities >= RESILIENCE and one.km <= REACH_KM
             and one.later is None]  # fmt: skip
    if known:
        call = ctx._("A Point of Invincibility that we know. Call before you go:")
        return _said(ctx, "\n\n".join((call, *lines(ctx, known))), known)
    others = [
        one
        for one in near(ctx, point, here=ctx.data.code, many=MANY)
        if one.km <= WALK_KM and access.opening(one.library, ctx.now).is_open is not False
    ]
    unknown = ctx._(
        "No library near has told us that people may come to warm up or charge a phone. "
        "Ask the council of your hromada where its Point of Invincibility is."
    )
    if not others:
        return _said(ctx, unknown, [])
    ask = ctx._("Libraries near: call before you go.")
    called = (
        "" if any(one.library.phones for one in others) else phone_of_none(ctx, others[0].library)
    )
    parts = filter(None, (unknown, ask, *lines(ctx, others), called))
    return _said(ctx, "\n\n".join(parts), others)


def _said(ctx: Ctx[FindLibraryData], text: str, found: list[Near]) -> Say:
    ids = tuple(one.library.id for one in found)
    if ids:
        on_libraries(ctx, ids)
    cards = (open_card(ctx, one.library) for one in found)
    return Say(text, buttons=(*cards, another_place(ctx)), cards=ids)
