"""One request whole: what was said, what is known of it, and what may be done now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from bot.console.libraries import Options, options
from bot.console.visit import Visit
from bot.content import Content
from bot.content.editors import may_edit
from bot.contracts.services import Services
from bot.engine.texts import N_
from bot.engine.wording import day, kyiv
from bot.files.model import held
from bot.files.repository import Files
from bot.files.rules import MOST_FILES
from bot.places.gazetteer import Gazetteer
from bot.requests.arrivals import arrived
from bot.requests.contacts import link_to
from bot.requests.deadlines import is_late
from bot.requests.labels import (
    KINDS,
    SKIPPED,
    UNDELIVERED,
    done,
    state_of,
    what_to_do,
    why_of,
)
from bot.requests.model import Came, Did, Request
from bot.requests.pages import suggestions
from bot.requests.pages.deadline import arithmetic, due
from bot.requests.pages.handed_on import where_now
from bot.requests.pages.lists import came, mark_text
from bot.requests.pages.suggestions import Suggestion
from bot.requests.pages.thread import NameOf, history, names_of, rating, thread
from bot.requests.permissions import may_reach, owes_a_reason, possible
from bot.requests.queries import Opened
from bot.requests.ratings import ANSWERS
from bot.requests.reader_key import key_of
from bot.requests.service import Requests
from bot.requests.undelivered import lost, not_reached
from bot.staff.acts import Act
from bot.staff.model import Person, Role
from bot.staff.rules import FORMER, at_least
from bot.staff.service import Staff
from bot.storage import citizens
from bot.storage.database import Unit

TEXT_LOST = N_("What was written to the reader has not reached them.")
PART_LOST = N_("A file for the reader has not reached them.")
TO_READER = frozenset(
    {Did.ANSWERED, Did.CORRECTED, Did.ASKED, Did.OFFERED, Did.REFUSED}
)  # no use once they left
PASSED_SHOWN = 3  # libraries that were passed over; the rest are counted
RENAMED = N_(
    "A file was really of another kind than its name told: it went with the right ending. See "
    "its name below."
)
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
    number = visit.number
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        # Before all else: no newer than what is shown, or a change between would never be heard of.
        mark = await services[Requests].lists.mark(visit.person, number)
        opened = await services[Requests].lists.open(visit.person, number)
        read = await _read(visit, unit, services, opened) if opened is not None else None
        elsewhere = await where_now(visit, services) if opened is None else None
    if read is None:
        title, more = elsewhere or (visit._(GONE), visit._(GONE_MORE))
        return visit.message(404, title, more, kept=_longest(kept))
    await _log(visit, read)
    shown = {**read.shown, **_suggested(visit, services, read, dict(kept or {}))}
    fragment = "fragment" in visit.request.query_params
    told = "" if error else done(visit.asked("done"), read.request)
    renamed = visit._(RENAMED) if told and visit.asked("renamed") else ""
    return visit.page(
        "requests/thread.html" if fragment else "requests/request.html",
        status=status, error=error, renamed=renamed, mark=mark_text(visit, mark),
        done=visit._(told, number=number) if told else "", **shown,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page is made of: `alike` are earlier requests, `doubles` the reader's others."""

    request: Request
    may: frozenset[Did]
    alike: Sequence[Opened]
    doubles: Sequence[Request]
    shown: dict[str, Any]


async def _log(visit: Visit, read: _Read) -> None:
    """Before it is shown: an earlier answer, or another question, is a request read too."""
    others = {one.request.number for one in read.alike} | {one.number for one in read.doubles}
    others |= {*read.shown["joined"], *(number for number, *_ in read.shown["earlier"])}
    facts, now = {"for": read.request.number}, visit.console.clock()
    async with visit.console.database.unit() as unit:
        staff = visit.console.bind(unit)[Staff]
        staff.acts.add(visit.person, Act.READ, request=read.request.number, now=now)
        for number in sorted(others):
            staff.acts.add(visit.person, Act.READ, request=number, now=now, facts=facts)


async def _read(visit: Visit, unit: Unit, services: Services, opened: Opened) -> _Read:
    request, me = opened.request, visit.person
    libraries = {one.id: one.name.in_(visit.lang) for one in services[Content].access_points}
    staff = await services[Staff].names()
    reader = request.name or visit._("Reader No. %(number)s", number=request.number)
    name_of = names_of(visit, reader=reader, staff=staff)
    listed = [file for one in opened.entries for file in one.files]
    stored = await Files(unit).about(held(listed), now=visit.console.clock())
    has_left = request.citizen_id is None and request.came is Came.CHAT and not request.practice
    may = possible(me, request) - (TO_READER if has_left else frozenset())
    addressed = await citizens.by_id(unit, request.citizen_id) if request.citizen_id else None
    alike = await services[Requests].lists.alike(me, request) if Did.ANSWERED in may else []
    doubles = await services[Requests].lists.doubles(me, request) if Did.MERGED in may else []
    earlier = await services[Requests].lists.of_same_reader(me, opened)
    shown = {
        "number": request.number,
        "reader": reader,
        "facts": [
            *_facts(visit, request, libraries, _place(services, request)),
            _who(visit, opened, name_of),
        ],
        "state": request.state.value,
        "state_name": visit._(state_of(request)),
        "is_open": request.is_open,
        "is_mine": request.owner_id == me.id,
        "late": request.is_open and (request.late or is_late(request.clock, visit.console.clock())),
        "due": due(visit, request),
        "arithmetic": arithmetic(visit, request),
        "thread": thread(
            visit,
            opened.entries,
            name_of,
            stored,
            not_reached(opened.events),
            await arrived(unit, opened),
        ),
        "undelivered": _undelivered(visit, opened),
        "history": history(visit, opened.events, name_of, libraries),
        "may": {one.value for one in may},
        "unreachable": addressed is not None and not addressed.known.reachable,
        "closes_with_a_reason": owes_a_reason(request),
        "contact": opened.contact,
        "has_mail": opened.has_mail,
        "contact_link": link_to(opened.contact),
        "key": _key(unit, me, request),
        "absent": request.citizen_id is None and not has_left,
        "has_left": has_left,
        "practice": request.practice,
        "may_draft": may_edit(me, "ready_answers") and not request.practice,
        "may_propose": not (may_edit(me, "ready_answers") or request.practice or request.proposed),
        "proposed": request.proposed,
        "rating": rating(visit, request.rating),
        "poorly_rated": request.poorly_rated,
        "merged_into": request.merged_into or "",
        "joined": [one.number for one in opened.joined],
        "doubles": [(one.number, one.words[:80]) for one in doubles],
        "kind": request.kind.value,
        "kinds": [(one.value, visit._(name)) for one, name in KINDS.items()],
        "promises": _promises(visit, services, request),
        "can_extend": _can_extend(services, request),
        "targets": await targets(visit, services, request) if Did.HANDED_OVER in may else [],
        "log": await _readers(visit, services, request, staff) if at_least(me, Role.HEAD) else [],
        "newest": max((one.id for one in opened.events), default=0),
        "earlier": [(one.number, one.words[:80], visit._(state_of(one))) for one in earlier],
        "most_files": MOST_FILES,
    }
    return _Read(request, frozenset(may), alike, doubles, shown)


def _undelivered(visit: Visit, opened: Opened) -> str:
    """That what was written has not reached the reader, why, and what to do; "" when all has."""
    found = [*lost(opened.events).values()]
    if not opened.request.undelivered or not found:
        return ""
    why = str(found[-1].facts["why"])
    lead = PART_LOST if found[-1].facts.get("part") else TEXT_LOST
    return " ".join(visit._(one) for one in (lead, UNDELIVERED[why], what_to_do(why)))


def _suggested(
    visit: Visit, services: Services, read: _Read, kept: dict[str, str]
) -> dict[str, Any]:
    """What an answer may begin with; understanding takes its time, so no transaction is open."""
    found: list[Suggestion] = []
    if Did.ANSWERED in read.may:
        found = [
            *suggestions.earlier(visit, read.alike),
            *suggestions.cards(visit, services, read.request),
            *suggestions.ready(visit, services, read.request),
        ]
    offered = {one.id: one for one in found}
    insert = visit.asked("insert")
    if insert in offered and not kept.get("answer"):
        kept["answer"] = offered[insert].text
    return {"kept": kept, "offered": list(offered.values())}


def _place(services: Services, request: Request) -> str:
    """The village or town that the reader has named, with its hromada; "" for none."""
    found = services[Gazetteer].get(request.settlement) if request.settlement else None
    return ", ".join(filter(None, (found.name, found.hromada))) if found else ""


def _facts(
    visit: Visit,
    request: Request,
    libraries: Mapping[str, str],
    place: str,
) -> list[tuple[str, str, list[str]]]:
    """Name, value and small print of each thing known of it."""
    holder = request.holder
    why = [visit._(why_of(holder))]
    passed = [
        visit._(SKIPPED[reason], library=libraries.get(point, point))
        for point, reason in holder.skipped
    ]
    why += passed[:PASSED_SHOWN]
    if passed[PASSED_SHOWN:]:
        more = len(passed) - PASSED_SHOWN
        why.append(visit.n_("and %(n)s more", "and %(n)s more", more))
    named: list[tuple[str, str, list[str]]] = (
        [(visit._("Village or town"), place, [])] if place else []
    )
    return [
        *named,
        (visit._("Kind"), visit._(KINDS[request.kind]), []),
        (visit._("Came"), came(visit, request), []),
        (visit._("Library"), libraries.get(holder.point, visit._("practice")), why),
    ]


def _who(visit: Visit, opened: Opened, name_of: NameOf) -> tuple[str, str, list[str]]:
    """Who answers, or has answered: also one who works here no more."""
    request = opened.request
    gave = [one.actor for one in opened.events if one.did in ANSWERS and not one.number]
    if not request.is_open and gave:
        return (visit._("Answered by"), ", ".join(map(name_of, dict.fromkeys(gave))), [])
    owner = f"staff:{request.owner_id}" if request.owner_id is not None else ""
    return (visit._("Answers"), name_of(owner) if owner else visit._("nobody yet"), [])


def _key(unit: Unit, me: Person, request: Request) -> str:
    """The key that a reader without a chat is to be told; "" where the chat has told it."""
    told_here = request.is_absent and may_reach(me, request)
    return key_of(unit.vault, request.number) if told_here else ""


def _promises(visit: Visit, services: Services, request: Request) -> list[tuple[str, str, bool]]:
    """Kind and promise as one choice: «reference/holdings»."""
    now = f"{request.kind.value}/{request.clock.promise}"
    listed = [
        (f"{one.kind}/{one.id}", one.name.in_(visit.lang))
        for one in services[Content].desk.promises
    ]
    return [(key, name, key == now) for key, name in listed]


def _can_extend(services: Services, request: Request) -> bool:
    """Whether the law knows a longer term for it."""
    now = request.clock.promise
    return any(one.id == now and one.extended_to for one in services[Content].desk.promises)


async def targets(visit: Visit, services: Services, request: Request) -> Options:
    """Libraries it may go to: those with people at the desk, the one above first."""
    people = await services[Staff].points_with_staff()
    here = request.holder.point
    above = services[Requests].lists.above(here)
    known = options(visit, services[Content].access_points)
    listed = [one for one in known if one[0] != here and (one[0] in people or one[0] == above)]
    return sorted(listed, key=lambda one: one[0] != above)  # the rest stay in order


async def _readers(
    visit: Visit, services: Services, request: Request, staff: Mapping[int, str]
) -> list[tuple[str, str]]:
    """Who read it, newest first; a person once a day is enough to see."""

    lines = [
        (staff.get(one.by or 0, visit._(FORMER)),
         day(kyiv(one.at).date(), visit.lang))
        for one in await services[Staff].acts.of_request(request.number)
    ]  # fmt: skip
    return list(dict.fromkeys(lines))


def _longest(kept: Mapping[str, str] | None) -> str:
    return max((kept or {}).values(), key=len, default="")
