"""The lists of the desk: new, mine, overdue, all; with search, filters and pages."""

import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from bot.console.visit import Visit
from bot.content import Content
from bot.contracts.services import Services
from bot.engine.texts import N_
from bot.engine.wording import alphabetical
from bot.requests.deadlines import is_late
from bot.requests.labels import CAME, DONE, KINDS, STATES, state_of
from bot.requests.model import Came, Request, RequestKind, State
from bot.requests.pages.deadline import due
from bot.requests.pages.thread import rating
from bot.requests.queries import Page, Query, Which
from bot.requests.service import Requests
from bot.staff.model import Role
from bot.staff.service import Staff

TABS = {
    Which.NEW: N_("New"),
    Which.MINE: N_("Mine"),
    Which.OVERDUE: N_("Overdue"),
    Which.RATED: N_("Did not help"),
    Which.ALL: N_("All"),
}
EMPTY = {
    Which.NEW: N_("Nothing waits. New requests appear here by themselves."),
    Which.MINE: N_("You have no requests in work. Take one from the new ones."),
    Which.OVERDUE: N_("Nothing is overdue. Thank you."),
    Which.RATED: N_("No reader is left with an answer that did not help."),
    Which.ALL: N_("Nothing is here yet. Write down what was asked in person, or wait for the first "
                  "question from the chat."),
    Which.PRACTICE: N_("No made-up requests yet. Begin, and four kinds of them will come."),
}  # fmt: skip
NOTHING_FOUND = N_("Nothing is found. Try another word, or a part of the number.")
LONGEST_SEARCH = 100
MOST_PAGES = 1000


async def requests(visit: Visit) -> Response:
    """The page of one list; whose words it shows is in the log."""
    given = {name: visit.asked(name) for name in visit.request.query_params}
    query = read_query(given)
    shown = await list_values(visit, query)
    await _log(visit, [str(one["number"]) for one in shown["rows"]])
    template = "rows.html" if "fragment" in visit.request.query_params else "list.html"
    return visit.page(template, **shown)


async def _log(visit: Visit, numbers: list[str]) -> None:
    """One line for a page; nothing of it is shown before it is written."""
    console, now = visit.console, visit.console.clock()
    assert visit.opened is not None
    reader = (visit.person.id, visit.opened.key)
    new = console.readings.new(reader, numbers, now=now)
    if new:
        async with console.database.unit() as unit:
            console.bind(unit)[Staff].listed(visit.person, new, now=now)
        console.readings.logged(reader, new, now=now)


async def list_values(visit: Visit, query: Query) -> dict[str, Any]:
    """What the template of a list needs."""
    console, now = visit.console, visit.console.clock()
    async with console.database.reading() as unit:
        services = console.bind(unit)
        page = await services[Requests].lists.page(visit.person, query, now=now)
        counts = await services[Requests].lists.counts(visit.person, now=now)
        rows = await _rows(visit, services, page, now)
        mark = await services[Requests].lists.mark(visit.person)
        libraries = {one.id: one.name.in_(visit.lang) for one in services[Content].access_points}
    filtered = bool(query.text or query.kind or query.state or query.library)
    leads = visit.person.role in {Role.COORDINATOR, Role.ADMIN}
    return {
        "query": query,
        "rows": rows,
        "page": page,
        "tabs": [(one.value, visit._(name), counts.get(one)) for one, name in TABS.items()],
        "empty": visit._(NOTHING_FOUND if filtered else EMPTY[query.which]),
        "kinds": [(one.value, visit._(name)) for one, name in KINDS.items()],
        "states": [(one.value, visit._(name)) for one, name in STATES.items()],
        "libraries": sorted(libraries.items(), key=lambda one: alphabetical(one[1]))
        if leads
        else [],
        "filtered": filtered,
        "before": _address(query, page.page - 1) if page.page > 1 else "",
        "after": _address(query, page.page + 1) if page.page < page.pages else "",
        "fragment": _address(query, page.page) + "&fragment=1",
        "seen": mark_text(visit, mark),
        "done": done_text(visit, visit.asked("done"), visit.asked("number")),
        "waiting": counts.get(Which.NEW, 0),
    }


def read_query(given: Mapping[str, str]) -> Query:
    """What of a list an address asks for; what it can't ask for is left out."""
    page = given.get("page", "1")
    known = page.isascii() and page.isdecimal() and len(page) < 6
    text = given.get("text", "").strip()[:LONGEST_SEARCH]
    state = _one(State, given.get("state", ""))
    which = _one(Which, given.get("list", "")) or Which.NEW
    if text or (state and which is Which.NEW):
        which = Which.ALL  # who looks for a request seldom knows in which list it is
    return Query(
        which=which,
        text=text,
        kind=_one(RequestKind, given.get("kind", "")),
        state=state,
        library=given.get("library", "")[:64],
        page=max(1, min(MOST_PAGES, int(page))) if known else 1,
    )


def mark_text(visit: Visit, mark: tuple[int, int]) -> str:
    """A mark as pages carry it: it tells nothing of how much happens at the desk."""
    given = f"mark {visit.session} {mark}".encode()
    return hmac.digest(visit.console.key, given, "sha256")[:8].hex()


def done_text(visit: Visit, act: str, number: str) -> str:
    """What was done by the form before, "" for nothing."""
    known = DONE.get(act)
    shown = number if len(number) == 9 and number.replace("-", "").isdecimal() else "…"
    return visit._(known, number=shown) if known else ""


async def _rows(
    visit: Visit, services: Services, page: Page, now: datetime
) -> list[dict[str, Any]]:
    names = {one.id: one.name for one in await services[Staff].active()}
    libraries = {one.id: one.name.in_(visit.lang) for one in services[Content].access_points}
    commented = await services[Requests].lists.commented(page.requests)
    return [
        {**_row(visit, one, names, libraries, now), "commented": one.id in commented}
        for one in page.requests
    ]


def _row(
    visit: Visit,
    request: Request,
    names: Mapping[int, str],
    libraries: Mapping[str, str],
    now: datetime,
) -> dict[str, Any]:
    late = request.is_open and (request.late or is_late(request.clock, now))
    ended = request.closed_at
    return {
        "number": request.number,
        "kind": visit._(KINDS[request.kind]),
        "state": request.state.value,
        "state_name": visit._(state_of(request)),
        "words": request.words,
        "library": libraries.get(request.holder.point, ""),
        "late": late,
        "undelivered": request.undelivered,
        "rating": rating(visit, request.rating),
        "poorly_rated": request.poorly_rated,
        "due": due(visit, request) if request.is_open else "",
        "ended": visit.moment(ended) if ended and not request.is_open else "",
        "owner": names.get(request.owner_id or 0, ""),
        "came": visit._(CAME[request.came]) if request.came is not Came.CHAT else "",
    }


def _address(query: Query, page: int) -> str:
    there = replace(query, page=page)
    given = {
        "list": there.which.value, "text": there.text, "kind": there.kind and there.kind.value,
        "state": there.state and there.state.value, "library": there.library, "page": there.page,
    }  # fmt: skip
    return "/desk?" + urlencode({name: value for name, value in given.items() if value})


def _one(kind: Any, value: str) -> Any:
    return kind(value) if value in set(kind) else None
