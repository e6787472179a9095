"""What readers say is wrong: a list of small tasks, each closed with what was changed."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from bot.console.forms import whole_number
from bot.console.visit import Visit
from bot.content import Content
from bot.content.editors import may_edit
from bot.content.pages.marks import mended
from bot.content.pages.saved import NOT_YET, WAITS
from bot.contracts.services import Services
from bot.engine.texts import N_
from bot.learning.of_library import phones_in
from bot.libraries.report_model import KINDS, LIBRARY, LONGEST_DONE, SERVICE, Report, ReportKind
from bot.libraries.reports import MESSAGES, ReportError, Reports
from bot.places.gazetteer import Gazetteer
from bot.staff.model import Role
from bot.staff.rules import FORMER
from bot.staff.service import Staff

PAGE = "/desk/reports"
CLOSED = N_("Done. The reader gets it where they wrote.")
BACK = N_("Saved. Tell the reader below what was changed.")
MANY_DONE = 30


async def listed(visit: Visit) -> Response:
    """The page."""
    if visit.asked("mended"):
        done = NOT_YET if visit.asked("saved") == WAITS else BACK
        return await _page(visit, done=visit._(done), typed=mended(visit))
    return await _page(visit, done=visit._(CLOSED) if visit.asked("done") else "")


async def close(visit: Visit) -> Response:
    """It is seen to; the reader is thanked with what was changed."""
    console, number = visit.console, whole_number(visit.text("report")) or 0
    try:
        async with console.database.unit() as unit:
            await console.bind(unit)[Reports].close(
                number, visit.text("words"), by=visit.person, now=console.clock()
            )
    except ReportError as refused:
        error = visit._(MESSAGES[refused.code])
        return await _page(visit, status=422, error=error, typed=(number, visit.text("words")))
    return visit.go(f"{PAGE}?done=1")


async def _page(
    visit: Visit, *, status: int = 200, error: str = "", done: str = "",
    typed: tuple[int, str] = (0, ""),
) -> Response:  # fmt: skip
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        found = await services[Reports].of(visit.person)
        names = await services[Staff].names()
        waiting = _rows(visit, services, [one for one in found if one.done_at is None], names)
        ended = [one for one in found if one.done_at is not None][:MANY_DONE]
        seen_to = _rows(visit, services, ended, names)
    return visit.page(
        "libraries/reports.html", status=status, error=error, done=done if not error else "",
        waiting=waiting, seen_to=seen_to, typed=typed, longest=LONGEST_DONE,
    )  # fmt: skip


def _rows(
    visit: Visit, services: Services, found: Sequence[Report], names: dict[int, str]
) -> list[dict[str, Any]]:
    former = visit._(FORMER)
    return [
        {
            "id": one.id,
            "what": visit._(KINDS[one.kind]),
            "about": _about(visit, services, one),
            "library": one.library,
            "card": _card(visit, one),
            "adds": one.kind is ReportKind.MISSING and may_edit(visit.person, "libraries"),
            "words": one.words,
            "has_phone": bool(phones_in(one.words)),
            "at": visit.moment(one.at),
            "done": one.done,
            "done_at": visit.moment(one.done_at) if one.done_at else "",
            "who": names.get(one.staff_id or 0, former),
        }
        for one in found
    ]


def _card(visit: Visit, one: Report) -> str:
    """Where what it is about is edited, "" for a place: its head has the easy card of a library."""
    kind, _, id = one.about.partition(":")
    if kind == LIBRARY and visit.person.role is Role.HEAD:
        return f"/desk/library/card?{urlencode({'library': id})}"
    key = {SERVICE: "services", LIBRARY: "libraries"}.get(kind, "")
    return (
        f"/desk/content/{key}/{id}?mark={one.id}" if key and may_edit(visit.person, key, id) else ""
    )


def _about(visit: Visit, services: Services, one: Report) -> str:
    kind, _, id = one.about.partition(":")
    content = services[Content]
    if kind == LIBRARY:
        points = content.access_points
        return next((point.name.in_(visit.lang) for point in points if point.id == id), id)
    if kind == SERVICE:
        service = content.catalogue.get(id)
        return service.title.in_(visit.lang) if service else id
    place = services[Gazetteer].get(id)
    if place is None:
        return visit._("place not told")
    return visit._("%(place)s, %(hromada)s hromada", place=place.name, hromada=place.hromada)
