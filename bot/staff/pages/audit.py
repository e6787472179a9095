"""The log for administrators: who read, changed or signed in, and when; also as a file."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from bot.console.days import NO_DAY, read_day
from bot.console.forms import whole_number
from bot.console.visit import HEADERS, Visit
from bot.engine.texts import N_
from bot.engine.wording import KYIV, alphabetical, kyiv, undirected
from bot.requests.labels import ROLES
from bot.requests.numbers import is_number
from bot.staff.acts import NAMES, Act, Logged, Wanted
from bot.staff.model import Role
from bot.staff.repository.acts import COUNT_UP_TO, Acts
from bot.staff.rules import FORMER
from bot.staff.service import Staff

PER_PAGE = 50
DAYS = 30  # shown at first
LONGEST = 731  # days: older lines are deleted
AT_ONCE = 1000  # lines of one reading, for the file
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
COLUMNS = (N_("When"), N_("Who"), N_("What"), N_("To whom"), N_("Requests"))
OPERATOR = N_("not signed in, or the operator")
NO_NUMBER = N_("“%(typed)s” is no whole number of a request: it has eight digits, like 4829-1537.")
NO_CHOICE = N_("“%(typed)s” is nothing to choose from here.")
BACKWARDS = N_("The first day is after the last one.")
TYPED_LETTERS = 40
MOST_LINES = N_("These are the newest %(n)s lines. Choose a shorter time for the rest.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the filters say, as it stands in the form.

    Attributes:
        typed: the number of a request as it was written.
        unclear: what is wrong with the filters, in the visitor's language: then nothing is shown.
    """

    person: str
    act: str
    request: str
    since: date
    until: date
    page: int
    typed: str
    unclear: tuple[str, ...]

    def wanted(self) -> Wanted:
        """As the log is asked."""
        return Wanted(
            since=datetime.combine(self.since, time(), KYIV),
            until=datetime.combine(self.until + timedelta(days=1), time(), KYIV),
            person=int(self.person) if self.person else None,
            did=Act(self.act) if self.act else None,
            request=self.request,
        )

    def address(self, page: int = 1, *, path: str = "/desk/audit") -> str:
        """The page with these filters."""
        given = {"person": self.person, "act": self.act, "request": self.request,
                 "since": self.since.isoformat(), "until": self.until.isoformat(),
                 "page": page if page > 1 else ""}  # fmt: skip
        return f"{path}?" + urlencode({name: value for name, value in given.items() if value})


async def audit(visit: Visit) -> Response:
    """The page."""
    return await _page(visit, _asked(visit))


async def _page(visit: Visit, asked: Asked) -> Response:
    async with visit.console.database.reading() as unit:
        acts, wanted = Acts(unit), asked.wanted()
        total = 0 if asked.unclear else await acts.count(wanted)
        pages = max(1, -(-total // PER_PAGE))
        page = min(asked.page, pages)
        skip = (page - 1) * PER_PAGE
        lines = await acts.find(wanted, many=PER_PAGE, skip=skip) if total else []
        names = await Staff(unit).names()
    return visit.page(
        "staff/audit.html",
        status=400 if asked.unclear else 200,
        lines=[_line(visit, one, names) for one in lines],
        columns=[visit._(one) for one in COLUMNS],
        people=sorted(names.items(), key=lambda one: alphabetical(one[1])),
        acts=[(one.value, visit._(NAMES[one])) for one in Act],
        more=visit._(MOST_LINES, n=total) if total >= COUNT_UP_TO else "",
        asked=asked, page=page, pages=pages,
        before=asked.address(page - 1) if page > 1 else "",
        after=asked.address(page + 1) if page < pages else "",
        export=asked.address(path="/desk/audit/file"),
    )  # fmt: skip


async def file(visit: Visit) -> Response:
    """The same lines as a table for a spreadsheet; that it was taken is a line too."""
    asked, lines = _asked(visit), list[Logged]()
    if asked.unclear:
        return await _page(visit, asked)
    while len(lines) < COUNT_UP_TO:
        async with visit.console.database.reading() as unit:
            found = await Acts(unit).find(asked.wanted(), many=AT_ONCE, skip=len(lines))
            names = await Staff(unit).names()
        lines += found
        if len(found) < AT_ONCE:
            break
    async with visit.console.database.unit() as unit:
        facts = {"lines": len(lines), "since": asked.since.isoformat(),
                 "until": asked.until.isoformat()}  # fmt: skip
        Acts(unit).add(visit.person, Act.EXPORTED, now=visit.console.clock(), facts=facts)
    name = f"audit-{asked.since}-{asked.until}.csv"
    return Response(
        _table(visit, [_line(visit, one, names) for one in lines]),
        media_type="text/csv; charset=utf-8",
        headers={**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked(visit: Visit) -> Asked:
    """What an address asks for, and what of it is not understood."""
    today = kyiv(visit.console.clock()).date()
    until = _day(visit.asked("until"), today)
    since = _day(visit.asked("since"), (until or today) - timedelta(days=DAYS))
    person, act, page = visit.asked("person"), visit.asked("act"), visit.asked("page")
    typed = visit.asked("request").strip().removeprefix("№").strip()
    digits = "".join(letter for letter in typed if letter.isdigit())
    return Asked(
        person=person if _is_small(person) else "",
        act=act if act in set(Act) else "",
        request=f"{digits[:4]}-{digits[4:]}" if is_number(typed) else "",
        since=max(since or today, (until or today) - timedelta(days=LONGEST)),
        until=until or today,
        page=int(page) if _is_small(page) and int(page) > 0 else 1,
        typed=typed,
        unclear=tuple(_unclear(visit, typed, since, until)),
    )


def _unclear(visit: Visit, typed: str, since: date | None, until: date | None) -> Iterator[str]:
    """What of an address is not understood, in words."""
    given = {name: visit.asked(name) for name in ("person", "act", "since", "until")}
    wrong = {
        NO_NUMBER: [typed] if typed and not is_number(typed) else [],
        NO_DAY: [given[name] for name, day in (("since", since), ("until", until)) if not day],
        NO_CHOICE: [
            *([given["person"]] if given["person"] and not _is_small(given["person"]) else []),
            *([given["act"]] if given["act"] and given["act"] not in set(Act) else []),
        ],
    }
    for told, parts in wrong.items():
        yield from (visit._(told, typed=one[:TYPED_LETTERS]) for one in parts)
    if since and until and since > until:
        yield visit._(BACKWARDS)


def _is_small(text: str) -> bool:
    return whole_number(text, digits=7) is not None


def _day(text: str, otherwise: date) -> date | None:
    return read_day(text) if text else otherwise


def _line(visit: Visit, one: Logged, names: Mapping[int, str]) -> dict[str, Any]:
    former = visit._(FORMER)
    numbers = one.facts.get("numbers", [])
    known = [one.request] if is_number(one.request) else [str(number) for number in numbers]
    return {
        "at": f"{kyiv(one.at):%Y-%m-%d %H:%M:%S}",
        "who": names.get(one.by, former) if one.by is not None else visit._(OPERATOR),
        "what": visit._(NAMES[one.did]) + _more(visit, one),
        "whom": names.get(one.about, former) if one.about is not None else "",
        "requests": known,
    }


def _more(visit: Visit, one: Logged) -> str:
    role, problem = one.facts.get("role", ""), one.facts.get("problem", "")
    if problem:
        return f" ({problem})"
    return f" ({visit._(ROLES[Role(role)])})" if role in set(Role) else ""


def _table(visit: Visit, lines: list[dict[str, Any]]) -> bytes:
    """With a mark of its coding: spreadsheets take it for Cyrillic of before otherwise."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";")
    table.writerow([visit._(one) for one in COLUMNS])
    for one in lines:
        cells = (one["at"], one["who"], one["what"], one["whom"], " ".join(one["requests"]))
        table.writerow([_harmless(cell) for cell in cells])
    return written.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """No name is taken for a formula, and none reads backwards."""
    cell = undirected(cell)
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
