"""One request whole: what was said, what is known of it, and what may be done now."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from bot.console import suggestions
from bot.console.console import Rooms
from bot.console.deadline import arithmetic, due
from bot.console.thread import history, names_of, rating, thread
from bot.console.visit import Visit
from bot.desk.clocks import Clock, is_late
from bot.desk.lists import Opened
from bot.desk.model import Did, Request
from bot.desk.permits import owes_a_reason, possible
from bot.desk.words import CAME, KINDS, SKIPPED, done, state_of, why_of
from bot.engine.texts import N_
from bot.files.model import held
from bot.files.service import Files
from bot.staff.model import Role
from bot.staff.rules import at_least
from bot.staff.service import Act
from bot.storage import citizens
from bot.storage.database import Unit
from bot.wording import alphabetical, day, kyiv

PASSED_SHOWN = 3  # libraries that were passed over; the rest are counted
GONE = N_("There is no such request at your desk")
GONE_MORE = N_(
    "Its number may be wrong, or it is with another library now. Look for it in the list."
)


async def one_request(visit: Visit) -> Response:
    """The page. Every showing of it is in the log."""
    return await request_page(visit)


async def request_page(
    visit: Visit, *, status: int = 200, error: str = "", kept: Mapping[str, str] | None = None
) -> Response:
    """The page, perhaps with what went wrong and the typed texts `kept`, by act."""
    number = visit.request.path_params["number"]
    async with visit.console.database.unit() as unit:
        rooms = visit.console.bind(unit)
        opened = await rooms.desk.lists.open(visit.person, number)
        if opened is not None:
            shown = await _values(visit, unit, rooms, opened, dict(kept or {}))
            rooms.staff.acted(visit.person, Act.READ, request=number, now=visit.console.clock())
    if opened is None:
        return visit.message(404, visit._(GONE), visit._(GONE_MORE), kept=_longest(kept))
    fragment = "fragment" in visit.request.query_params
    told = "" if error else done(visit.request.query_params.get("done", ""), opened.request)
    return visit.page(
        "thread.html" if fragment else "request.html",
        status=status, error=error, done=visit._(told, number=number) if told else "", **shown,
    )  # fmt: skip


async def _values(
    visit: Visit, unit: Unit, rooms: Rooms, opened: Opened, kept: dict[str, str]
) -> dict[str, Any]:
    request, me = opened.request, visit.person
    libraries = {one.id: one.name.in_(visit.lang) for one in rooms.content.access_points}
    staff = await _staff_names(rooms, opened)
    reader = request.name or visit._("Reader No. %(number)s", number=request.number)
    name_of = names_of(visit, reader=reader, staff=staff)
    listed = [file for one in opened.entries for file in one.files]
    stored = await Files(unit).about(held(listed), now=visit.console.clock())
    may = possible(me, request)
    addressed = await citizens.by_id(unit, request.citizen_id) if request.citizen_id else None
    offered = await _offered(visit, rooms, request) if Did.ANSWERED in may else {}
    insert = visit.request.query_params.get("insert", "")
    if insert in offered and not kept.get("answer"):
        kept["answer"] = offered[insert].text
    return {
        "number": request.number,
        "reader": reader,
        "facts": _facts(visit, request, libraries, staff),
        "state": request.state.value,
        "state_name": visit._(state_of(request)),
        "is_open": request.is_open,
        "is_mine": request.owner_id == me.id,
        "late": request.is_open
        and (request.late or is_late(Clock.from_json(request.clock), visit.console.clock())),
        "due": due(visit, request),
        "arithmetic": arithmetic(visit, request),
        "thread": thread(visit, opened.entries, name_of, stored),
        "history": history(visit, opened.events, name_of, libraries),
        "may": {one.value for one in may},
        "unreachable": addressed is not None and not addressed.known.reachable,
        "closes_with_a_reason": owes_a_reason(request),
        "absent": request.citizen_id is None,
        "practice": request.practice,
        "rating": rating(visit, request.rating),
        "merged_into": request.merged_into or "",
        "kept": kept,
        "doubles": [
            (one.number, one.words[:80]) for one in await rooms.desk.lists.doubles(me, request)
        ] if Did.MERGED in may else [],
        "offered": list(offered.values()),
        "kind": request.kind.value,
        "kinds": [(one.value, visit._(name)) for one, name in KINDS.items()],
        "promises": _promises(visit, rooms, request),
        "can_extend": _can_extend(rooms, request),
        "targets": await _targets(rooms, request, libraries) if Did.HANDED_OVER in may else [],
        "log": await _log(visit, rooms, request, staff) if at_least(me, Role.HEAD) else [],
        "newest": len(opened.events),
        "most_files": 5,
    }  # fmt: skip


async def _staff_names(rooms: Rooms, opened: Opened) -> dict[int, str]:
    """Everybody who works here, and those who did and are in the history."""
    names = {one.id: one.name for one in await rooms.staff.active()}
    actors = {one.actor for one in opened.events} | {one.author for one in opened.entries}
    for actor in actors:
        known = actor.removeprefix("staff:")
        if known != actor and int(known) not in names:
            person = await rooms.staff.get(int(known))
            if person:
                names[person.id] = person.name
    return names


def _facts(
    visit: Visit, request: Request, libraries: Mapping[str, str], staff: Mapping[int, str]
) -> list[tuple[str, str, list[str]]]:
    """Name, value and small print of each thing known of it."""
    holder = request.holder
    why = [visit._(why_of(holder))]
    passed = [
        visit._(SKIPPED[reason], library=libraries.get(point, point))
        for point, reason in holder.skipped
        if reason in SKIPPED
    ]
    why += passed[:PASSED_SHOWN]
    if passed[PASSED_SHOWN:]:
        more = len(passed) - PASSED_SHOWN
        why.append(visit.n_("and %(n)s more", "and %(n)s more", more))
    owner = staff.get(request.owner_id or 0, "")
    return [
        (visit._("Kind"), visit._(KINDS[request.kind]), []),
        (visit._("Came"), visit._(CAME[request.came]), []),
        (visit._("Library"), libraries.get(holder.point, visit._("practice")), why),
        (visit._("Answers"), owner or visit._("nobody yet"), []),
    ]


async def _offered(
    visit: Visit, rooms: Rooms, request: Request
) -> dict[str, suggestions.Suggestion]:
    alike = await rooms.desk.lists.alike(visit.person, request)
    for one in alike:  # an earlier answer shown is an earlier request read
        rooms.staff.acted(
            visit.person, Act.READ, request=one.request.number, now=visit.console.clock(),
            facts={"for": request.number},
        )  # fmt: skip
    found = [
        *suggestions.earlier(visit, alike),
        *suggestions.cards(visit, rooms, request),
        *suggestions.ready(visit, rooms, request),
    ]
    return {one.id: one for one in found}


def _promises(visit: Visit, rooms: Rooms, request: Request) -> list[tuple[str, str, bool]]:
    """Kind and promise as one choice: «reference/holdings»."""
    now = f"{request.kind.value}/{request.clock.get('promise', '')}"
    listed = [
        (f"{one.kind}/{one.id}", one.name.in_(visit.lang)) for one in rooms.content.desk.promises
    ]
    return [(key, name, key == now) for key, name in listed]


def _can_extend(rooms: Rooms, request: Request) -> bool:
    """Whether the law knows a longer term for it."""
    now = request.clock.get("promise")
    return any(one.id == now and one.extended_to for one in rooms.content.desk.promises)


async def _targets(
    rooms: Rooms, request: Request, libraries: Mapping[str, str]
) -> list[tuple[str, str, int]]:
    """Libraries it may go to: those with people at the desk, the one above first."""
    people = await rooms.staff.points_with_staff()
    here = request.holder.point
    above = rooms.desk.lists.above(here)
    listed = sorted(
        ((point, libraries[point], len(some)) for point, some in people.items()
         if point != here and point in libraries),
        key=lambda one: (one[0] != above, alphabetical(one[1])),
    )  # fmt: skip
    if above and above not in people and above in libraries:
        listed.insert(0, (above, libraries[above], 0))
    return listed


async def _log(
    visit: Visit, rooms: Rooms, request: Request, staff: Mapping[int, str]
) -> list[tuple[str, str]]:
    """Who read it, newest first; a person once a day is enough to see."""

    lines = [
        (staff.get(one.staff_id or 0, visit._("former colleague")),
         day(kyiv(one.at).date(), visit.lang))
        for one in await rooms.staff.log_of(request.number)
    ]  # fmt: skip
    return list(dict.fromkeys(lines))


def _longest(kept: Mapping[str, str] | None) -> str:
    return max((kept or {}).values(), key=len, default="")
