"""Today in the library: what holds for a while, told in two taps; of many by a coordinator."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from bot.catalogue.library import Library
from bot.console.days import not_a_day, read_day
from bot.console.forms import whole_number
from bot.console.libraries import Options, chosen, not_one, options
from bot.console.visit import Visit
from bot.content import Content
from bot.contracts.services import Services
from bot.engine.answers import fold
from bot.engine.texts import N_
from bot.engine.wording import kyiv
from bot.libraries.card import may_change
from bot.libraries.live import LiveDesk
from bot.libraries.live_rules import (
    KINDS,
    LONGEST_NOTE,
    MESSAGES,
    TERMS,
    LiveError,
    LiveRefusal,
    NewState,
    Term,
    end_of,
    end_of_day,
)
from bot.libraries.live_words import until_told
from bot.places.access import AccessPoints
from bot.places.gazetteer import Gazetteer
from bot.places.live import (
    ALL,
    LiveKind,
    LiveState,
    of_hromada,
    of_library,
    of_raion,
    units_of,
)
from bot.staff.model import Role
from bot.staff.rules import FORMER, at_least
from bot.staff.service import Staff

PAGE = "/desk/library"
FRESH = timedelta(days=365)
ALL_NAME = N_("All libraries")
DONE = {
    "told": N_(
        "Told. Readers see it on the card and in lists of libraries; an outage that is over before "
        "the library opens only on the card. It ends by itself."
    ),
    "usual": N_("Done: readers see that the library works as usual."),
    "back": N_("Taken back: readers see it no more."),
}
NO_TERM = N_("Choose for how long it holds.")


async def today(visit: Visit) -> Response:
    """The page."""
    return await _page(visit)


async def tell(visit: Visit) -> Response:
    """Tell what holds, of one's own library or, a coordinator, of many."""
    console, now = visit.console, visit.console.clock()
    async with console.database.reading() as unit:
        offered = _options(visit, console.bind(unit))
    whom = _whom(visit, offered, visit.text("whom"))
    kind, until = visit.text("kind"), _until(visit, now)
    if not whom:
        return await _page(visit, status=422, error=not_one(visit, visit.text("whom")))
    if until is None or kind not in set(LiveKind):
        typed = visit.text("until").strip()
        wrong = not_a_day(visit, typed) if typed else visit._(NO_TERM)
        return await _page(visit, status=422, error=wrong)
    new = NewState(whom, LiveKind(kind), until, visit.text("note"))
    try:
        async with console.database.unit() as unit:
            await console.bind(unit)[LiveDesk].tell(new, by=visit.person, now=now)
    except LiveError as refused:
        return await _page(visit, status=422, error=visit._(MESSAGES[refused.code]))
    return _back(visit, "told", whom)


async def as_usual(visit: Visit) -> Response:
    """The library works as usual again, also where a coordinator told otherwise of many."""
    console, now = visit.console, visit.console.clock()
    try:
        async with console.database.unit() as unit:
            services = await console.bind(unit).prepare(now)
            whom = _whom(visit, _options(visit, services), visit.text("whom"))
            library = _library(services, whom)
            if library is None:
                raise LiveError(LiveRefusal.MAY_NOT)
            wider = services[AccessPoints].live.of(library, now)
            await services[LiveDesk].as_usual(library.id, wider, by=visit.person, now=now)
    except LiveError as refused:
        return await _page(visit, status=403, error=visit._(MESSAGES[refused.code]))
    return _back(visit, "usual", whom)


async def take_back(visit: Visit) -> Response:
    """End one thing before its time."""
    console, number = visit.console, whole_number(visit.text("state")) or 0
    try:
        async with console.database.unit() as unit:
            desk = console.bind(unit)[LiveDesk]
            ended = await desk.take_back(number, by=visit.person, now=console.clock())
    except LiveError as refused:
        return await _page(visit, status=409, error=visit._(MESSAGES[refused.code]))
    return _back(visit, "back", ended.whom)


def _back(visit: Visit, done: str, whom: str) -> Response:
    visit.console.change_signal.signal()
    return visit.go(f"{PAGE}?{urlencode({'done': done, 'whom': whom})}")


def _until(visit: Visit, now: datetime) -> datetime | None:
    """Until when, as an aware moment: by the button that was pressed, or the day that was typed."""
    term, typed = visit.text("term"), visit.text("until").strip()
    if term in set(Term):
        return end_of(Term(term), now)
    day = read_day(typed) if typed else None
    return end_of_day(day) if day is not None else None


def _options(visit: Visit, services: Services) -> Options:
    """Of whom it may be told: one's own library, for a coordinator any, hromadas, raions, all."""
    points = services[Content].access_points
    if not at_least(visit.person, Role.COORDINATOR):
        mine = [one for one in points if one.id == visit.person.point]
        return [(of_library(id), label) for id, label in options(visit, mine)]
    hromadas = services[Gazetteer].hromadas
    raions = sorted({one.raion for one in hromadas})
    return [
        (ALL, visit._(ALL_NAME)),
        *((of_raion(one), visit._("%(raion)s raion", raion=one)) for one in raions),
        *((of_hromada(one.code), visit._("%(hromada)s hromada", hromada=one.name))
          for one in hromadas),
        *((of_library(id), label) for id, label in options(visit, points)),
    ]  # fmt: skip


def _whom(visit: Visit, offered: Options, typed: str) -> str:
    """Of whom it is: what was chosen, else one's own library; "" for nobody that is known."""
    if not typed.strip():
        return of_library(visit.person.point)
    words = {*fold(typed).split()}
    hromadas = [id for id, label in offered
                if id.startswith(of_hromada("")) and words <= {*fold(label).split()}]  # fmt: skip
    return hromadas[0] if len(hromadas) == 1 else chosen(typed, offered)


def _library(services: Services, whom: str) -> Library | None:
    points = services[Content].access_points
    return next((one for one in points if of_library(one.id) == whom), None)


async def _page(visit: Visit, *, status: int = 200, error: str = "") -> Response:
    now, asked = visit.console.clock(), visit.text("whom") or visit.asked("whom")
    async with visit.console.database.reading() as unit:
        services = await visit.console.bind(unit).prepare(now)
        offered = _options(visit, services)
        whom = _whom(visit, offered, asked)
        if asked and not whom and not error:
            status, error = 422, not_one(visit, asked)
        library = _library(services, whom)
        units = units_of(library, services[Gazetteer]) if library else frozenset({whom})
        desk, live = services[LiveDesk], services[AccessPoints].live
        everything = await desk.in_force(now=now)
        holds = live.of(library, now) if library else [one for one in everything
                                                       if one.whom == whom]  # fmt: skip
        past = await desk.history(units)
        people = await services[Staff].names()
    names, is_network = dict(offered), at_least(visit.person, Role.COORDINATOR)
    wide = [one for one in everything if is_network and one not in holds]
    done = DONE.get(visit.asked("done"), "")
    kinds = [(one.value, visit._(name)) for one, name in KINDS.items() if one != LiveKind.USUAL]
    return visit.page(
        "libraries/today.html", status=status, error=error,
        done=visit._(done) if done and not error else "",
        title=names.get(whom) or (library.name.in_(visit.lang) if library else ""),
        whom=whom, is_library=library is not None, is_network=is_network, offered=offered,
        typed=names.get(whom, asked), kinds=kinds, longest=LONGEST_NOTE,
        terms=[(one.value, visit._(name)) for one, name in TERMS.items()],
        until=visit.text("until"), note=visit.text("note"), opened=visit.text("kind"),
        holds=_lines(visit, holds, names, people), wide=_lines(visit, wide, names, people),
        past=_lines(visit, past, names, people), card=_card(visit, library, now),
    )  # fmt: skip


def _card(visit: Visit, library: Library | None, now: datetime) -> dict[str, Any] | None:
    """The way to the library's card, and whether it is long since anybody checked it."""
    if library is None or not may_change(visit.person, library.id):
        return None
    old = library.checked is None or kyiv(now).date() - library.checked > FRESH
    return {"id": library.id, "old": old}


def _lines(
    visit: Visit, states: Sequence[LiveState], names: dict[str, str], people: dict[int, str]
) -> list[dict[str, Any]]:
    former = visit._(FORMER)

    def who(id: int | None) -> str:
        return people.get(id, former) if id is not None else former

    return [
        {
            "id": one.id,
            "what": visit._(KINDS[one.kind]),
            "note": one.note,
            "since": visit.moment(one.since),
            "until": until_told(visit._, visit.lang, one.until, visit.console.clock()),
            "who": who(one.by),
            "whom": names.get(one.whom) or _many(visit, one.whom),
            "ended": visit.moment(one.ended) if one.ended else "",
            "ended_by": who(one.ended_by) if one.ended else "",
            "may_end": one.whom in names,
        }
        for one in states
    ]


def _many(visit: Visit, whom: str) -> str:
    """Of whom it was told, for those who can't choose it themselves."""
    kind, _, name = whom.partition(":")
    if kind == "raion":
        return visit._("%(raion)s raion", raion=name)
    return visit._(ALL_NAME) if whom == ALL else visit._("The whole hromada")
