"""What several flows say of places and libraries: names, opening, who is near."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.catalogue.library import Library
from bot.catalogue.offers import OFFERS
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.answers import fold
from bot.engine.model import Button, Choice, Say, StepRef
from bot.engine.turn import Point
from bot.engine.wording import clock, day, distance, full_date, kyiv, phone
from bot.places.access import AccessPoints, Near
from bot.places.distance import FAR_KM
from bot.places.gazetteer import Gazetteer
from bot.places.model import Hromada, Settlement
from bot.requests.intake import Nearby
from bot.requests.model import Holder, RequestKind
from bot.requests.service import Requests
from bot.understanding.follow_up import tells_only_a_far_town
from handlers.shared import links
from handlers.shared.live import is_closed_now, live_of
from handlers.shared.reader import Reader

ASKED = 15  # so many of the nearest libraries are looked at for one that can answer


def library(ctx: Ctx, point_id: str) -> Library | None:
    """The library with this id, None when it is gone."""
    return next((one for one in ctx.services[Content].access_points if one.id == point_id), None)


def name_of(ctx: Ctx, point_id: str) -> str:
    """Its name, or the service's owner for one that is gone."""
    found = library(ctx, point_id)
    return (found.name if found else ctx.services[Content].about.run_by.name).in_(ctx.lang)


def live_named(ctx: Ctx, point_id: str, *, at: datetime | None = None) -> list[str]:
    """What holds now, or `at` a moment, at the library with this id, a line each."""
    found = library(ctx, point_id)
    return live_of(ctx, found, at=at) if found is not None else []


def places_in(ctx: Ctx, text: str) -> list[Settlement]:
    """Settlements that a text names."""
    codes = dict.fromkeys(one.code for one in ctx.services[Reader].places(text).settlements)
    return [place for code in codes if (place := settlement(ctx, code))]


def place_told(ctx: Ctx, text: str) -> dict[str, str]:
    """The one place of the oblast that a question surely names, as the talk keeps it; {} for none.

    «у Полонному», «Полонне», but not «бабину скриню».
    """
    named, spans = places_in(ctx, text), ctx.services[Reader].places(text).spans
    if len(named) != 1 or named[0].oblast or len(spans) != 1:
        return {}
    start, _ = spans[0]
    before = fold(text[:start]).split()[-1:]
    is_sure = text[start].isupper() or (before and before[0] in ctx.words("place"))
    return {"place": named[0].code} if is_sure else {}


def settlement(ctx: Ctx, code: str) -> Settlement | None:
    """The settlement with this code."""
    return ctx.services[Gazetteer].get(code)


def place_choices(
    ctx: Ctx[Any], codes: Iterable[str], *, to: StepRef[Any] | None = None
) -> tuple[Choice, ...]:
    """Of places with one name, by their KATOTTG codes: which; the chosen code is put into the
    data. Without `to` the step that asks hears of it."""
    found = (one for code in codes if (one := settlement(ctx, code)))
    return tuple(
        Choice(
            one.code, told, to=to, data=replace(ctx.data, code=one.code), words=_words_for(ctx, one)
        )
        for one, told in _to_tell_apart(ctx, found)
    )


def _to_tell_apart(ctx: Ctx, places: Iterable[Settlement]) -> list[tuple[Settlement, str]]:
    """Places of one name with what tells them apart: the hromada, far away the oblast."""
    listed = list(places)
    hromadas = [place.hromada for place in listed]
    named = []
    for place in listed:
        if place.oblast:
            told = ctx._("%(place)s, %(oblast)s oblast", place=place.name, oblast=place.oblast)
        elif hromadas.count(place.hromada) == 1:
            told = ctx._("%(place)s, %(hromada)s hromada", place=place.name, hromada=place.hromada)
        else:
            told = ctx._("%(place)s, %(hromada)s hromada, %(code)s", place=place.name,
                         hromada=place.hromada, code=place.code[-5:])  # fmt: skip
        named.append((place, told))
    return named


def _words_for(ctx: Ctx, place: Settlement) -> tuple[str, ...]:
    """What a citizen types to choose it among places of one name."""
    named = (f"{place.hromada} {word}" for word in ctx.words("hromada"))
    return (place.hromada, *named, place.code)


def point_of(place: Settlement) -> Point | None:
    """Where a settlement is."""
    return place.point


def near(
    ctx: Ctx, point: Point, *, need: frozenset[str] = frozenset(), here: str = "", many: int = 3,
    whatever: bool = False,
) -> list[Near]:  # fmt: skip
    """Walk-in libraries, those of the settlement `here` first, then the nearest.

    Those that can't help at this moment only with `whatever` holds there.
    """
    access = ctx.services[AccessPoints]
    return access.ranked(point, at=ctx.now, need=need, here=here, many=many, whatever=whatever)


def hromada_without_library(ctx: Ctx, place: Settlement) -> Hromada | None:
    """Its hromada, when we know no library there; None for another oblast's too."""
    gazetteer = ctx.services[Gazetteer]
    hromada = gazetteer.hromada_of(place)
    for one in ctx.services[Content].access_points:
        stands = gazetteer.get(one.settlement or "") if one.walk_in else None
        if stands is not None and stands.hromada_code == place.hromada_code:
            return None
    return hromada


def how_far(ctx: Ctx, one: Near, here: str = "") -> str:
    """How far a library is from the settlement `here`: «тут», «приблизно 4 км»."""
    of = one.library
    if not of.approximate:
        return distance(one.km, ctx.lang)
    if of.settlement == here:
        return ctx._("right here")  # both are the settlement's middle: no distance to tell
    return ctx._("about %(distance)s", distance=distance(one.km, ctx.lang))


async def holder_near(
    ctx: Ctx, where: Settlement | Point | None, *, kind: RequestKind, mine: str = ""
) -> Holder:
    """Which library gets a question from here: the nearest one that can, or the oblast's.

    However many stand nearer and have nobody at the desk, those that have are looked at too.
    """
    intake = ctx.services[Requests].intake
    due_at = intake.clock(kind, ctx.now).due_at
    point = where.point if isinstance(where, Settlement) else where
    found: dict[str, Near] = {}
    if point and km_beyond(ctx, point) <= FAR_KM:
        attended = ctx.services[AccessPoints].at_any_distance(point, await intake.attended_points())
        around = near(ctx, point, many=ASKED, whatever=True)
        found = {one.library.id: one for one in (*around, *attended)}
    home, settled = _home(ctx, where), ctx.services[Gazetteer].get
    nearby = []
    for one in sorted(found.values(), key=lambda one: one.km):
        of = one.library
        stands = settled(of.settlement or "") or home
        same = (
            (stands.hromada_code == home.hromada_code, stands.raion == home.raion)
            if home and stands
            else (True, True)
        )
        nearby.append(Nearby(of.id, one.km, _is_shut(ctx, of, due_at), *same))
    return await intake.holder(nearby, kind=kind, lang=ctx.lang, mine=mine or None)


def _home(ctx: Ctx, where: Settlement | Point | None) -> Settlement | None:
    """The settlement somebody is from: of a location the one it lies in or beside."""
    if where is None or isinstance(where, Settlement):
        return where
    try:
        return ctx.services[Gazetteer].nearest(where)
    except LookupError:
        return None


def _is_shut(ctx: Ctx, of: Library, until: datetime) -> bool:
    """Whether it is known not to open before then, or to be without power or internet so long."""
    access = ctx.services[AccessPoints]
    cut_off = access.live.cut_off(of, ctx.now)
    if cut_off is not None and cut_off >= until:
        return True
    state = access.opening(of, ctx.now)
    return state.is_open is False and (state.changes_at is None or state.changes_at >= until)


def km_beyond(ctx: Ctx, point: Point) -> float:
    """How far it is from the nearest settlement of the oblast."""
    return ctx.services[Gazetteer].distance_km(point)


def opening(ctx: Ctx, of: Library) -> str:
    """«Відчинено до 18:00», «Відчиниться вт, 24 листопада, о 09:00», or that nobody knows."""
    state = ctx.services[AccessPoints].opening(of, ctx.now)
    if state.is_open is None:
        if not of.phones:
            return ctx._("Opening hours are not checked.")
        number = phone(of.phones[0])
        return ctx._("Opening hours are not checked. Better call: %(phone)s.", phone=number)
    if state.changes_at is None:
        return ctx._("Open now.") if state.is_open else ctx._("Closed now.")
    at, today = kyiv(state.changes_at), kyiv(ctx.now).date()
    if state.is_open:
        return ctx._("Open now, until %(time)s.", time=clock(at))
    if at.date() == today:
        return ctx._("Closed now. Opens today at %(time)s.", time=clock(at))
    return ctx._(
        "Closed now. Opens %(day)s, %(time)s.", day=day(at.date(), ctx.lang), time=clock(at)
    )


def opening_told(ctx: Ctx, of: Library, live: list[str] | None = None) -> list[str]:
    """Whether it is open, never without what limits that: a note, or when it was compared.

    `live` are the lines of what holds there, when not all of them are to be told.
    """
    live = live_of(ctx, of) if live is None else live
    if is_closed_now(ctx, of):
        return [*live, *_opens_again(ctx, of)]
    lines = [*live, opening(ctx, of)]
    if of.hours and of.hours_note:
        lines.append(of.hours_note.in_(ctx.lang))
    elif of.hours and (known := of.seen or of.checked):
        lines.append(ctx._("Timetable checked on %(date)s.", date=full_date(known, ctx.lang)))
    return lines


def _opens_again(ctx: Ctx, of: Library) -> list[str]:
    """When a library that is closed for a while opens by its hours, where these are known."""
    at = ctx.services[AccessPoints].opening(of, ctx.now).changes_at
    if at is None or not ctx.services[AccessPoints].opening(of, at).is_open:
        return []
    return [ctx._("It opens again: %(when)s.", when=moment_told(ctx, at))]


def moment_told(ctx: Ctx, at: datetime) -> str:
    """«15:00» of today, «вт, 24 листопада, 09:00» of another day. `at` is an aware moment."""
    there = kyiv(at)
    is_today = there.date() == kyiv(ctx.now).date()
    return clock(there) if is_today else f"{day(there.date(), ctx.lang)}, {clock(there)}"


def phone_instead(ctx: Ctx, of: Library) -> str:
    """Whom to call about a library whose phone nobody told: one of its hromada, else the oblast's.

    «…бібліотека, 0382 79-47-31»; "" where no phone is known at all.
    """
    content = ctx.services[Content]
    beside = (one for one in content.access_points if one.id != of.id)
    near_by = (one for one in beside if of.hromada and one.hromada == of.hromada)
    likely = (*near_by, library(ctx, content.region.library))
    found = next((one for one in likely if one is not None and one.phones), None)
    return f"{found.name.in_(ctx.lang)}, {phone(found.phones[0])}" if found else ""


def offers(ctx: Ctx, of: Library) -> str:
    """What it has and can give as soon as it is open, in a line; "" when nobody said."""
    lost = ctx.services[AccessPoints].lost(of, ctx.now)
    return needed_in_words(ctx, of.capabilities - lost)


def needed_in_words(
    ctx: Ctx, capabilities: Collection[str], names: Mapping[str, str] = OFFERS
) -> str:
    """What citizens call these, in a line."""
    return ", ".join(ctx._(name) for key, name in names.items() if key in capabilities)


def is_question(ctx: Ctx, text: str) -> bool:
    """Whether a text that names no place is a question of its own."""
    if ctx.services[Reader].is_tangled(text):
        return True  # that it can't be read is told as of any question
    meaning = ctx.services[Reader].understand(text)
    return meaning.decision == "answer" and meaning.route not in {"access_point", "greeting"}


def no_such_place(ctx: Ctx) -> str:
    """What is said to a name that no list has; not the same a second time."""
    if ctx.missed:
        return ctx._(
            "It is not in our list either. Write the nearest town, or share your location."
        )
    return ctx._("We don’t know such a village. Please write it again, or the name of the hromada.")


def far_town(ctx: Ctx, text: str) -> Say | None:
    """What is said to who tells a town of another oblast and nothing else."""
    if not tells_only_a_far_town(text) or places_in(ctx, text):
        return None
    ours = ctx._(
        "We know libraries only of %(oblast)s. State services are the same everywhere: write what "
        "you need. If a library is what you look for, write a village or town of the oblast.",
        oblast=ctx.services[Content].region.genitive.in_(ctx.lang),
    )
    return Say(ours, buttons=(Button(ctx._("Another place"), links.WHERE()),))


def library_named(ctx: Ctx, typed: str, *, many: int = 4) -> list[Library]:
    """Libraries whose name or settlement has all the typed words, shortest names first."""
    words = fold(typed).split()
    if not words:
        return []

    def told(one: Library) -> str:
        return fold(
            f"{' '.join(one.name.by_language.values())} {one.settlement_name or ''} {one.id}"
        )

    found = [
        one
        for one in ctx.services[Content].access_points
        if all(word in told(one) for word in words)
    ]
    return sorted(found, key=lambda one: len(one.name.main))[:many]
