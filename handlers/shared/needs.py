"""What somebody needs of a library, and whether it is there: printing, a toilet, a shelter."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.catalogue.library import Library
from bot.catalogue.model import EntryKind
from bot.catalogue.offers import OFFERS
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.engine.texts import N_
from bot.engine.turn import Point
from bot.engine.wording import phone
from bot.places.access import REACH_KM, AccessPoints, Near
from bot.understanding import Meaning
from bot.understanding.follow_up import follow_up
from bot.understanding.offered import asks_where, wanted
from bot.understanding.reports import names_a_library
from handlers.shared import steps
from handlers.shared.data import FindLibraryData
from handlers.shared.libraries import how_far, needed_in_words, settlement
from handlers.shared.live import live_once_open
from handlers.shared.near_list import sure, told_needs

# One of these is asked for by itself: who prints needs no more than a printer.
EQUIPMENT = frozenset({"computers", "internet_access", "wifi", "printing", "scanning"})
# What citizens call it where there is none: nobody asks for a «Point» to charge a phone.
CALLED = {"resilience_point": N_("charging of phones")}


def needed(ctx: Ctx[FindLibraryData]) -> frozenset[str]:
    """What the libraries that are looked for shall have: what was said, what the card needs."""
    asked, service = told_needs(ctx), ctx.services[Content].catalogue.get(ctx.data.service)
    if service is None:
        return asked
    if service.kind is EntryKind.LIBRARY and ctx.topic.get("service") == service.id:
        asked = asked or wanted(ctx.topic.get("question", ""))
    own = frozenset(service.need)
    return asked if asked and asked | own <= EQUIPMENT else asked | own


def with_a_need(text: str, meaning: Meaning) -> Go | None:
    """«Бібліотека з принтером»: a library is looked for, and not told what one may have."""
    is_asked = names_a_library(text) and meaning.decision in {"choose", "hand_over"}
    if not (is_asked and wanted(text)) or "cost" in follow_up(text).aspects:
        return None
    return Go(steps.FIND_LIBRARY, FindLibraryData(text=text))


def where_there_is(text: str, meaning: Meaning) -> Go | None:
    """«Де тут туалет?»: the libraries near that may have it, where no card surely answers."""
    codes = tuple(place.code for place in meaning.places)
    is_asked = asks_where(text, names_a_place=bool(codes))
    if meaning.danger or meaning.decision == "answer" or not is_asked:
        return None
    step = steps.LIBRARY_NAMED if codes else steps.FIND_LIBRARY
    return Go(step, FindLibraryData(codes=codes, text=text))


def without_it(ctx: Ctx[FindLibraryData], point: Point, need: frozenset[str]) -> list[str]:
    """Near ones that surely lack it, last and by name, and who surely has it, with the phone."""
    access, here = ctx.services[AccessPoints], ctx.data.code
    lacking = [
        one
        for one in access.without(point, at=ctx.now, need=need, here=here)
        if one.km <= REACH_KM
    ]  # fmt: skip
    if not lacking:
        return []
    told = [
        ctx._(
            "There it is not (%(needed)s): %(library)s – %(distance)s.",
            needed=called(ctx, need & one.library.lacks),
            library=one.library.name.in_(ctx.lang),
            distance=how_far(ctx, one, here),
        )
        for one in lacking
    ]
    return ["\n".join((*told, *_elsewhere(ctx, point, need, here)))]


def _elsewhere(ctx: Ctx, point: Point, need: frozenset[str], here: str) -> list[str]:
    """The nearest that surely has it, with its phone; [] where none within reach is known."""
    known = sure(ctx, point, need)
    return [_with_phone(ctx, known, need, here)] if known is not None else []


def _with_phone(ctx: Ctx, one: Near, need: frozenset[str], here: str) -> str:
    numbers = [phone(number) for number in one.library.phones[:1]]
    return ctx._(
        "The nearest where it surely is (%(needed)s): %(library)s.",
        needed=called(ctx, need),
        library=", ".join(
            (f"{one.library.name.in_(ctx.lang)} – {how_far(ctx, one, here)}", *numbers)
        ),
    )


def called(ctx: Ctx, needs: Collection[str]) -> str:
    """What citizens call these, in a line."""
    return needed_in_words(ctx, needs, {**OFFERS, **CALLED})


@dataclass(frozen=True, slots=True)
class Known:
    """Of what was asked about: what is there, is there but not now, is not, and nobody told."""

    there: frozenset[str]
    not_now: frozenset[str]
    lacking: frozenset[str]
    unknown: frozenset[str]


def known_of(ctx: Ctx, of: Library, needs: frozenset[str]) -> Known:
    """What is known of each of `needs` in this library."""
    access = ctx.services[AccessPoints]
    lost, has = access.lost(of, ctx.now), of.gives
    if access.live.warm(of, ctx.now) is not None:
        has |= {"resilience_point"}
    return Known(needs & has - lost, needs & has & lost, needs & of.lacks, needs - has - of.lacks)


def need_told(ctx: Ctx[FindLibraryData], of: Library) -> str:
    """Yes, no or not known, of each thing that was asked; "" where nothing such was asked."""
    needs = wanted(ctx.data.text)
    if not needs or "cost" in follow_up(ctx.data.text).aspects:
        return ""
    known = known_of(ctx, of, needs)
    lines = [*live_once_open(ctx, of)]
    if known.there:
        lines.append(ctx._("Yes, there is: %(needed)s.", needed=called(ctx, known.there)))
    if known.not_now:
        lines.append(ctx._("There is, but not now: %(needed)s.", needed=called(ctx, known.not_now)))
    if known.lacking:
        lines.append(ctx._("No, there is not: %(needed)s.", needed=called(ctx, known.lacking)))
    if known.unknown:
        lines.append(_ask_there(ctx, of, known.unknown))
    if known.lacking | known.not_now:
        lines += _elsewhere_from(ctx, of, known.lacking | known.not_now)
    return "\n".join(lines)


def _ask_there(ctx: Ctx, of: Library, unknown: frozenset[str]) -> str:
    told = ctx._("Whether there is, we don’t know: %(needed)s.", needed=called(ctx, unknown))
    numbers = ", ".join(map(phone, of.phones))
    if not numbers:
        return told
    return "\n".join((told, ctx._("Call and ask: %(phone)s.", phone=numbers)))


def _elsewhere_from(ctx: Ctx, of: Library, need: frozenset[str]) -> list[str]:
    """Who else has it, from the place that was named, else from this library."""
    place = settlement(ctx, ctx.topic.get("place", ""))
    point = place.point if place is not None else None
    if point is None and of.lat is not None and of.lon is not None:
        point = Point(of.lat, of.lon)
    return _elsewhere(ctx, point, need, place.code if place else "") if point else []
