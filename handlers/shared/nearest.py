"""What is said to who has told where they are: the nearest libraries, if any is near at all."""

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Button, Say
from bot.engine.turn import Point
from bot.engine.wording import distance
from bot.places.distance import FAR_KM
from bot.places.model import Settlement
from handlers.shared import links
from handlers.shared.data import FindLibraryData
from handlers.shared.libraries import km_beyond, near
from handlers.shared.library_card import ask_a_person, open_card
from handlers.shared.near_list import (
    able_now,
    about,
    another_place,
    by_phone,
    calls_about,
    line_not_now,
    lines,
    matter,
    not_now,
    not_told,
    phone_of_none,
    sure,
    within_reach,
)
from handlers.shared.needs import needed, without_it
from handlers.shared.on_screen import on_libraries
from handlers.shared.service_card import call_buttons
from handlers.shared.warm import warm_near

SHOWN = 3

Finding = Ctx[FindLibraryData]


def without_point(ctx: Ctx, place: Settlement) -> Say:
    """No coordinates: at least the libraries that stand there or in its hromada."""
    listed = [one for one in ctx.services[Content].access_points if one.walk_in]
    there = [one for one in listed if one.settlement == place.code]
    there = there or [one for one in listed if one.hromada == place.hromada]
    if not there:
        return Say(ctx._("We don’t know where %(place)s lies on the map.", place=place.name),
                   buttons=(ask_a_person(ctx),))  # fmt: skip
    return Say(
        ctx._("We don’t know where %(place)s lies on the map. In its hromada:", place=place.name),
        buttons=tuple(open_card(ctx, one) for one in there[:SHOWN]),
        cards=tuple(one.id for one in there[:SHOWN]),
    )


def around(ctx: Finding, point: Point, beginning: str) -> Say:
    """The nearest libraries, if any is near at all."""
    away = km_beyond(ctx, point)
    if away > FAR_KM:
        text = ctx._(
            "This is about %(distance)s from %(oblast)s. We know only its libraries. "
            "Write a village or town of the oblast.",
            distance=distance(away, ctx.lang),
            oblast=ctx.services[Content].region.genitive.in_(ctx.lang),
        )
        return Say(text, buttons=(another_place(ctx),))
    return warm_near(ctx, point) if ctx.data.warm else nearest(ctx, point, beginning)


def nearest(ctx: Finding, point: Point, beginning: str) -> Say:
    need = needed(ctx)
    found = within_reach(near(ctx, point, need=need, here=ctx.data.code, many=SHOWN))
    closed = not_now(ctx, point, need, found)
    lacking = without_it(ctx, point, need)
    shut = [*(line_not_now(ctx, one, need) for one in closed), *lacking]
    if not found and shut:
        opened = (open_card(ctx, one) for one in closed)
        ids = tuple(one.id for one in closed)
        return Say("\n\n".join(shut), buttons=(*opened, ask_a_person(ctx)), cards=ids)
    if not found:
        return Say(ctx._("We know no library near. A librarian will help to find one."),
                   buttons=(ask_a_person(ctx),))  # fmt: skip
    can = able_now(found, need)
    calls = calls_about(ctx)
    parts = [*about(ctx), *filter(None, ("\n".join(by_phone(ctx, calls)),)), beginning]
    parts += [*lines(ctx, found), *shut]
    known = None if can else sure(ctx, point, need)
    if any(not need <= one.library.gives for one in found):
        parts.append(not_told(ctx, need, found, None if lacking else known))
    shown = [one.library for one in (*found, *([known] if known else []))]
    buttons = [*call_buttons(ctx, calls), *(open_card(ctx, one) for one in shown)]
    if not any(one.phones for one in shown):
        parts += filter(None, (phone_of_none(ctx, shown[0]),))
        buttons.append(ask_a_person(ctx))
    if matter(ctx) is not None:
        buttons.append(Button(ctx._("The whole card"), links.SERVICE(ctx.data.service)))
    buttons.append(another_place(ctx))
    ids = tuple(one.id for one in shown)
    about_it = (ctx.data.service,) if matter(ctx) is not None else ()
    on_libraries(ctx, ids, matter="".join(about_it))
    return Say("\n\n".join(parts), buttons=tuple(buttons), cards=(*ids, *about_it))
