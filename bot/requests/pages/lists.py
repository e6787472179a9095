"""The lists of the desk: new, mine, overdue, all; with search, filters and pages."""

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.responses import Response

from bot.console.libraries import Options, options
from bot.console.visit import Visit
from bot.content import Content
from bot.contracts.services import Services
from bot.engine.texts import N_
from bot.engine.wording import alphabetical
from bot.requests.deadlines import is_late
from bot.requests.labels import CAME, CHANNELS, DONE, KINDS, RATINGS, STATES, state_of
from bot.requests.lists import Page, Which
from bot.requests.model import Came, Request
from bot.requests.pages.asked import Asked, Choices, read_asked
from bot.requests.pages.deadline import due
from bot.requests.pages.thread import rating
from bot.requests.service import Requests
from bot.staff.model import Person, Role
from bot.staff.rules import FORMER
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


async def requests(visit: Visit) -> Response:
    """The page of one list; whose words it shows is in the log."""
    libraries, people = await _offered(visit)
    asked = read_asked(visit, Choices(people, libraries, CHANNELS))
    shown = {**await list_values(visit, asked), "people": people.items(), "libraries": libraries}
    await _log(visit, [str(one["number"]) for one in shown["rows"]])
    template = (
        "requests/rows.html" if "fragment" in visit.request.query_params else "requests/list.html"
    )
    return visit.page(template, status=400 if asked.unclear else 200, **shown)


async def _offered(visit: Visit) -> tuple[Options, dict[int, str]]:
    """Libraries to choose from, for those who see more than one; and colleagues by their ids."""
    me = visit.person
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        everybody = await services[Staff].everybody()
        leads = me.role in {Role.COORDINATOR, Role.ADMIN}
        libraries = options(visit, services[Content].access_points) if leads else ()
    seen = sorted((one for one in everybody if me.sees(one.point)), key=_by_name)
    return libraries, {one.id: one.name for one in seen}


def _by_name(person: Person) -> Any:
    return alphabetical(person.name)


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


async def list_values(visit: Visit, asked: Asked) -> dict[str, Any]:
    """What the template of a list needs; of what is not understood no request is shown."""
    console, now, query = visit.console, visit.console.clock(), asked.query
    async with console.database.reading() as unit:
        services = console.bind(unit)
        lists = services[Requests].lists
        mark = await lists.mark(visit.person)  # no newer than what is shown
        page = Page((), 0, 1)
        if not asked.unclear:
            page = await lists.page(visit.person, query, now=now)
        counts = await lists.counts(visit.person, now=now)
        rows = await _rows(visit, services, page, now)
    return {
        "query": query,
        "asked": asked,
        "rows": rows,
        "page": page,
        "tabs": [(one.value, visit._(name), counts.get(one)) for one, name in TABS.items()],
        "empty": visit._(NOTHING_FOUND if asked.is_filtered else EMPTY[query.which]),
        "kinds": [(one.value, visit._(name)) for one, name in KINDS.items()],
        "states": [(one.value, visit._(name)) for one, name in STATES.items()],
        "ways": [(one.value, visit._(name)) for one, name in CAME.items()],
        "channels": [(one, visit._(name)) for one, name in CHANNELS.items()],
        "ratings": [(one, visit._(name)) for one, name in RATINGS.items()],
        "filtered": asked.is_filtered,
        "before": asked.address(page.page - 1) if page.page > 1 else "",
        "after": asked.address(page.page + 1) if page.page < page.pages else "",
        "fragment": asked.address(page.page) + "&fragment=1",
        "seen": mark_text(visit, mark),
        "done": done_text(visit, visit.asked("done"), visit.asked("number")),
        "waiting": counts.get(Which.NEW, 0),
    }


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
    names = await services[Staff].names()
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
    ended, former = request.closed_at, visit._(FORMER)
    return {
        "number": request.number,
        "kind": visit._(KINDS[request.kind]),
        "state": request.state.value,
        "state_name": visit._(state_of(request)),
        "is_open": request.is_open,
        "words": request.words,
        "library": libraries.get(request.holder.point, ""),
        "late": late,
        "undelivered": request.undelivered,
        "rating": rating(visit, request.rating),
        "poorly_rated": request.poorly_rated,
        "due": due(visit, request) if request.is_open else "",
        "ended": visit.moment(ended) if ended and not request.is_open else "",
        "owner": names.get(request.owner_id, former) if request.owner_id is not None else "",
        "came": came(visit, request) if request.came is not Came.CHAT else "",
    }


def came(visit: Visit, request: Request) -> str:
    """How it reached the library: «Особисто», «Особисто ×5»."""
    way = visit._(CAME[request.came])
    return f"{way} ×{request.times}" if request.times > 1 else way
