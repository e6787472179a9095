"""The nearest libraries as a list, and who can be called instead of going there."""

from datetime import datetime

from bot.catalogue.library import Library
from bot.catalogue.model import Call, EntryKind, Service
from bot.catalogue.offers import OFFERS
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.links import TOKEN_BYTES
from bot.engine.model import Button
from bot.engine.texts import N_
from bot.engine.turn import Point
from bot.places.access import REACH_KM, AccessPoints, Near
from bot.places.model import Settlement
from bot.understanding.follow_up import follow_up
from bot.understanding.offered import wanted
from handlers.shared import links
from handlers.shared.card_facts import aspects_told
from handlers.shared.data import FindLibraryData
from handlers.shared.libraries import (
    how_far,
    hromada_without_library,
    moment_told,
    needed_in_words,
    offers,
    opening,
    opening_told,
    phone_instead,
)
from handlers.shared.library_hours import week_told
from handlers.shared.live import live_of, live_once_open
from handlers.shared.offices import offices_near
from handlers.shared.service_card import call_lines, calls_of

Finding = Ctx[FindLibraryData]
NEXT_DOOR_KM = 1.0
LONGEST_KEPT = TOKEN_BYTES - len("elsewhere_with__")


def told_needs(ctx: Finding) -> frozenset[str]:
    """What was asked for in words, now or before another place was asked for."""
    return wanted(ctx.data.text) | (frozenset(ctx.data.need.split("-")) & OFFERS.keys())


def another_place(ctx: Finding) -> Button:
    """The same again somewhere else: what is needed stays."""
    need, service = "-".join(sorted(told_needs(ctx))), ctx.data.service
    if ctx.data.warm:
        link = links.ELSEWHERE_WARM()
    elif 0 < len(service) <= LONGEST_KEPT and (matter(ctx) is not None or not need):
        link = links.ELSEWHERE_FOR(service)
    elif 0 < len(need) <= LONGEST_KEPT:
        link = links.ELSEWHERE_WITH(need)
    else:
        link = links.WHERE()
    return Button(ctx._("Another place"), link)


def lead(ctx: Finding, place: Settlement) -> str:
    """Whose list follows, and that the hromada's own libraries are not in it."""
    hromada = hromada_without_library(ctx, place)
    if hromada is None:
        return ctx._("%(place)s. The nearest libraries:", place=place.name)
    return ctx._(
        "%(place)s. We know no library of this hromada (%(hromada)s) yet. Its centre is "
        "%(centre)s: ask its council. The nearest that we know:",
        place=place.name,
        hromada=hromada.name,
        centre=hromada.centre,
    )


def calls_about(ctx: Finding) -> tuple[Call, ...]:
    """Whom to call about what help is needed with."""
    service = ctx.services[Content].catalogue.get(ctx.data.service)
    return calls_of(ctx, service) if service else ()


def by_phone(ctx: Finding, calls: tuple[Call, ...]) -> list[str]:
    """Who can be called needn't go anywhere."""
    return [ctx._("This can be done by phone."), *call_lines(ctx, calls)] if calls else []


def about(ctx: Ctx[FindLibraryData]) -> list[str]:
    """What help is wanted with, and where it is dealt with near here; [] of libraries' own."""
    service = matter(ctx)
    if service is None:
        return []
    where = offices_near(ctx, service)
    if not where and service.provider:
        where = ctx._("Provided by: %(provider)s.", provider=service.provider.in_(ctx.lang))
    return ["\n".join(filter(None, (service.title.in_(ctx.lang), where)))]


def matter(ctx: Ctx[FindLibraryData]) -> Service | None:
    """The card that help is wanted with, unless libraries themselves do what it is about."""
    service = ctx.services[Content].catalogue.get(ctx.data.service)
    return service if service is not None and service.kind is not EntryKind.LIBRARY else None


def told_of_all(ctx: Ctx[FindLibraryData], card: Service) -> str:
    """What the card of a library's service tells of what is asked of one of them."""
    found = follow_up(ctx.data.text)
    return aspects_told(ctx, card, found.aspects, ctx.data.text)


def sure(ctx: Ctx, point: Point, need: frozenset[str]) -> Near | None:
    """The nearest within reach that is known to have all: few have told what they have."""
    found = ctx.services[AccessPoints].sure(point, at=ctx.now, need=need, many=1)
    return next((one for one in found if one.km <= REACH_KM), None)


def able_now(found: list[Near], need: frozenset[str]) -> list[Near]:
    """Those known to have all that is needed, and no outage takes it away for now."""
    return [one for one in found if need <= one.library.gives and one.later is None]


def not_told(ctx: Finding, need: frozenset[str], found: list[Near], known: Near | None) -> str:
    """That nobody told what some of the listed have, and who is known to have it.

    What each of them is known to have is no question: it stands in the list. So does when it is
    there again.
    """
    if can := able_now(found, need):
        names = ", ".join(one.library.name.in_(ctx.lang) for one in can)
        return ctx._(
            "What you need (%(needed)s) is there for sure: %(libraries)s. About the others we "
            "don’t know: call or ask there.",
            needed=needed_in_words(ctx, need),
            libraries=names,
        )
    others = [one for one in found if one.later is None]
    everywhere = frozenset.intersection(*(one.library.gives for one in others))
    asked = ctx._(
        N_("Whether they have what you need (%(needed)s), we don’t know: ask before you go.")
        if len(others) == len(found)
        else N_("Whether the others have it (%(needed)s), we don’t know: ask before you go."),
        needed=needed_in_words(ctx, need - everywhere),
    )
    if known is None:
        return asked
    there = ctx._(
        "It is there for sure: %(library)s – %(distance)s.",
        library=known.library.name.in_(ctx.lang),
        distance=how_far(ctx, known, ctx.data.code),
    )
    return f"{asked}\n{there}"


def phone_of_none(ctx: Finding, nearest: Library) -> str:
    """Whom to call where no listed library has a phone that we know; "" where nobody is known."""
    told = phone_instead(ctx, nearest)
    if not told:
        return ""
    return ctx._("Their phones we don’t know. Ask by phone: %(library)s.", library=told)


def lines(ctx: Finding, found: list[Near]) -> list[str]:
    """The list; where no hours and no phones are known, that of the hours is said once, below."""
    differ = any(one.library.hours or one.library.phones for one in found)
    listed = [f"{n}. {_line(ctx, one, opening=differ)}" for n, one in enumerate(found, 1)]
    return listed if differ else [*listed, opening(ctx, found[0].library)]


def not_now(ctx: Finding, point: Point, need: frozenset[str], found: list[Near]) -> list[Library]:
    """Near ones that can't help at this moment: who comes there must know."""
    access, farthest = ctx.services[AccessPoints], max((one.km for one in found), default=REACH_KM)
    passed = access.passed_over(point, at=ctx.now, need=need, here=ctx.data.code)
    return [one.library for one in passed if one.km <= max(farthest, NEXT_DOOR_KM)]


def line_not_now(ctx: Finding, of: Library, needed: frozenset[str]) -> str:
    """That it is not to be gone to now, why, and when what is needed is there again."""
    later = ctx.services[AccessPoints].later(of, ctx.now, needed)
    why = " ".join((*live_of(ctx, of), *([_there_again(ctx, later)] if later else [])))
    return ctx._("Don’t go now: %(library)s. %(why)s", library=of.name.in_(ctx.lang), why=why)


def _there_again(ctx: Finding, at: datetime) -> str:
    return ctx._("What you need is there again: %(when)s.", when=moment_told(ctx, at))


def _line(ctx: Finding, one: Near, *, opening: bool) -> str:
    """One of the list: how far, open or not, what it has."""
    of = one.library
    far = how_far(ctx, one, ctx.data.code)
    live = live_once_open(ctx, of)
    now = opening_told(ctx, of, live) if opening else live
    told = [f"{of.name.in_(ctx.lang)} – {far}", *now]
    if "hours" in follow_up(ctx.data.text).aspects:
        told += filter(None, (week_told(ctx, of),))
    if one.later is not None:
        told.append(_there_again(ctx, one.later))
    if has := offers(ctx, of):
        told.append(ctx._("Has: %(offers)s.", offers=has))
    return "\n".join(told)


def within_reach(found: list[Near]) -> list[Near]:
    """Those worth going to; the nearest where none is, and always the place's own."""
    return [one for one in found if one.km <= REACH_KM] or found
