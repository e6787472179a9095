"""Who lives within reach, for coordinators: figures, a map, a table, and what would change."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.responses import Response

from bot.catalogue.offers import OFFERS
from bot.console.days import not_a_day, read_day
from bot.console.libraries import chosen, not_one, options
from bot.console.visit import Visit
from bot.content import Content
from bot.content.library_list.spoken import offers_in
from bot.coverage import sheet
from bot.coverage.asked import UnclearError, opened
from bot.coverage.compute import WhatIf, coverage
from bot.coverage.model import Coverage, Spot, Wanted
from bot.coverage.picture import svg
from bot.documents.xlsx import MEDIA_TYPE
from bot.engine.texts import N_, grouped
from bot.engine.wording import decimal
from bot.files.sending import as_attachment
from bot.places.access import AccessPoints
from bot.places.gazetteer import Gazetteer

PAGE = "/desk/coverage"
LONGEST_PLACE = 120
SHOWN_CHOICES = 8
NO_PLACE = N_(
    "We don’t know where “%(typed)s” is. Write a village with its hromada, or a point: "
    "49.42, 26.98."
)
NO_OFFER = N_("What is “%(typed)s”? Tick what it must offer in the list.")
SEVERAL = N_("“%(typed)s” is several places. Write which one: %(places)s.")
PLACE = N_("%(place)s, %(hromada)s hromada")


@dataclass(frozen=True, slots=True)
class _Known:
    """Today's content."""

    content: Content
    access: AccessPoints
    gazetteer: Gazetteer


@dataclass(slots=True)
class _Asked:
    """What the form holds, as typed and as read; `errors` tell what was not understood."""

    offers: frozenset[str]
    day: date | None
    closed: str
    spot: Spot | None
    errors: list[str]

    @property
    def what_if(self) -> WhatIf:
        closed = frozenset({self.closed} if self.closed else ())
        return WhatIf(closed, (self.spot,) if self.spot else ())


async def page(visit: Visit) -> Response:
    """The page; the form asks by GET, so that its address can be kept and sent."""
    known = await _known(visit)
    offered = options(visit, known.content.access_points)
    asked = _asked(visit, known, offered)
    found, before = await asyncio.to_thread(_computed, known, asked)
    reaches = [_row(visit, found, at, before) for at in range(len(found.reaches))]
    titles, *rows = sheet.hromadas(found, visit._)
    return visit.page(
        "coverage/coverage.html", page=PAGE, error=" ".join(asked.errors), reaches=reaches,
        changed=before is not None, by_people=found.by_people, notes=sheet.notes(found, visit._),
        map=Markup(svg(found, known.gazetteer.borders, visit._)),  # noqa: S704 -- escaped there
        titles=titles, rows=[[_cell(visit, one) for one in row] for row in rows],
        without=[one.name for one in found.without], libraries=offered,
        offers=[(key, visit._(name), key in asked.offers) for key, name in OFFERS.items()],
        day=visit.asked("day"), closed=visit.asked("without"), opened=visit.asked("with"),
        query=urlencode(visit.request.query_params.multi_items()),
    )  # fmt: skip


async def spreadsheet(visit: Visit) -> Response:
    """The same as a spreadsheet."""
    found, _ = await _found(visit)
    return as_attachment("coverage.xlsx", MEDIA_TYPE, sheet.xlsx(found, visit._))


async def picture(visit: Visit) -> Response:
    """The map alone."""
    found, known = await _found(visit)
    drawn = svg(found, known.gazetteer.borders, visit._)
    return as_attachment("coverage.svg", "image/svg+xml", drawn.encode())


async def _found(visit: Visit) -> tuple[Coverage, _Known]:
    known = await _known(visit)
    asked = _asked(visit, known, options(visit, known.content.access_points))
    found, _ = await asyncio.to_thread(_computed, known, asked)
    return found, known


async def _known(visit: Visit) -> _Known:
    async with visit.console.database.reading() as unit:
        services = await visit.console.bind(unit).prepare(visit.console.clock())
        return _Known(services[Content], services[AccessPoints], services[Gazetteer])


def _computed(known: _Known, asked: _Asked) -> tuple[Coverage, Coverage | None]:
    """What comes of it, and what is now: None where nothing would change."""
    wanted = Wanted(asked.offers, asked.day)
    count = partial(coverage, known.gazetteer, known.content.access_points, known.access, wanted)
    return count(asked.what_if), count() if asked.what_if else None


def _asked(visit: Visit, known: _Known, offered: Sequence[tuple[str, str]]) -> _Asked:
    errors: list[str] = []
    offers, unknown = offers_in(",".join(visit.request.query_params.getlist("offers")))
    errors += [visit._(NO_OFFER, typed=one) for one in unknown]
    typed_day, typed_closed = visit.asked("day"), visit.asked("without")
    day = read_day(typed_day)
    if typed_day and day is None:
        errors.append(not_a_day(visit, typed_day))
    closed = chosen(typed_closed, offered)
    if typed_closed and not closed:
        errors.append(not_one(visit, typed_closed))
    spot = _spot(visit, known.gazetteer, errors)
    return _Asked(offers, day, closed, spot, errors)


def _spot(visit: Visit, gazetteer: Gazetteer, errors: list[str]) -> Spot | None:
    typed = visit.asked("with")[:LONGEST_PLACE]
    if not typed:
        return None
    try:
        return opened(typed, gazetteer)
    except UnclearError as error:
        names = "; ".join(
            visit._(PLACE, place=one.name, hromada=one.hromada)
            for one in error.choices[:SHOWN_CHOICES]
        )
        told = visit._(SEVERAL, typed=typed, places=names) if names else visit._(
            NO_PLACE, typed=typed
        )  # fmt: skip
        errors.append(told)
        return None


def _row(visit: Visit, found: Coverage, at: int, before: Coverage | None) -> dict[str, Any]:
    reach = found.reaches[at]
    was = before.share(before.reaches[at].sure) if before else None
    return {
        "km": reach.km,
        "share": _percent(visit, found.share(reach.sure)),
        "people": reach.sure.people,
        "settlements": reach.sure.settlements,
        "perhaps": _percent(visit, found.share(reach.perhaps)),
        "perhaps_people": reach.perhaps.people,
        "perhaps_settlements": reach.perhaps.settlements,
        "was": _percent(visit, was) if was is not None else "",
    }


def _percent(visit: Visit, share: float) -> str:
    return f"{decimal(sheet.percent(share), visit.lang)} %"


def _cell(visit: Visit, value: object) -> str:
    if isinstance(value, float):
        return decimal(value, visit.lang)
    if isinstance(value, int):
        return grouped(value, visit.lang)
    return "–" if value is None else str(value)
