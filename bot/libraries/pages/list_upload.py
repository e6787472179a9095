"""A list of libraries by browser: sent, looked at row by row, put in place in one step."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import UploadFile
from starlette.responses import Response

from bot.console.forms import whole_number
from bot.console.visit import Visit
from bot.content import Content
from bot.content.editing import Writer
from bot.content.editors import may_edit
from bot.content.fields import Origin
from bot.content.library_list.own_word import day_in
from bot.content.library_list.table import MOST_ROWS
from bot.content.messages import field_message
from bot.content.pages.saved import WAITS, told_done
from bot.documents.xlsx import MEDIA_TYPE, Sheet, workbook
from bot.engine.answers import clean
from bot.engine.texts import N_
from bot.engine.wording import kyiv
from bot.files.bounded_child import NoAnswerError
from bot.files.file_store import FileStore
from bot.files.rules import FileRefusedError
from bot.files.sending import as_attachment
from bot.libraries.list_reader import BadListError, ListReader, ReadList
from bot.libraries.pages.list_shown import SAMPLE, shown

PAGE: Final = "/desk/libraries/import"
LOOK: Final = f"{PAGE}/look"
KEY: Final = "libraries"
SHARED: Final = "1"  # somebody has said so of the telephones of several libraries
MATCH: Final = "match"  # which of ours an object of the map is, «osm-node-8=hounb», again and again
MOST_MATCHES: Final = 500
KEPT_DAYS: Final = 1  # a list waits so long to be put in place
LONGEST_SOURCE: Final = 200
GIVEN: Final = ("list", "name", "source", "dated", "shared")
NOT_YOURS = N_("Lists of libraries are brought in by coordinators and editors.")
NO_FILE = N_("Choose a file: XLSX, ODS or CSV, or GeoJSON of OpenStreetMap.")
GONE = N_("This list is not here any more: it is kept for a day. Send the file again.")
UNREADABLE = N_(
    "This file can’t be read: it is damaged, or much larger than a list of libraries is. Leave one "
    "sheet with the libraries alone, at most %(most)s rows, save it as XLSX and send that."
)
BUSY = N_("The list can’t be read just now: another one is being read. Try again in a minute.")
MEANWHILE = N_(
    "Meanwhile somebody has changed libraries of this list, so nothing is put in place yet. So it "
    "would be now: look at it again."
)
DONE = N_("Put in place: new libraries %(new)s, changed %(changed)s.")
LEFT: Final = {
    "skipped": N_("Rows skipped: %(n)s."),
    "hourless": N_("Taken without hours: %(n)s."),
    "partly": N_("Taken without something else: %(n)s."),
    "kept": N_("Left as the library itself says: %(n)s."),
}
ADDED = N_("Added to libraries of ours from the map: %(n)s.")
FIGURES: Final = ("new", "supplements", "changed", *LEFT)
AGAIN = N_("Put this right in the file and send it again. What is there already stays as it is.")
DEFAULT_SOURCE = N_("List “%(name)s” of %(date)s")


async def form(visit: Visit) -> Response:
    """Where a file is chosen; and what was done with the last one."""
    if not may_edit(visit.person, KEY):
        return visit.message(403, visit._("A list of libraries"), visit._(NOT_YOURS))
    return _form(visit, done=_done(visit))


async def send(visit: Visit) -> Response:
    """Keep the file for a day, and show what it would change."""
    if not may_edit(visit.person, KEY):
        return visit.message(403, visit._("A list of libraries"), visit._(NOT_YOURS))
    given = visit.form.get("list")
    source = " ".join(visit.text("source").split())
    if not isinstance(given, UploadFile) or not given.filename:
        return _form(visit, 422, error=visit._(NO_FILE))
    if source and (wrong := _wrong_source(source)):
        return _form(visit, 422, error=wrong)
    name = given.filename[-80:]
    try:
        store = visit.console.program[FileStore]
        _, token = await store.keep(await given.read(), name=name, days=KEPT_DAYS)
    except FileRefusedError as refused:
        return _form(visit, 422, error=visit._(refused.text))
    today = kyiv(visit.console.clock()).date()
    told = source or visit._(DEFAULT_SOURCE, name=name, date=f"{today:%d.%m.%Y}")
    dated = day_in(source) or ""  # not of what we call it: that is when it came
    told_so = {"list": token, "name": name, "source": told, "dated": dated}
    return visit.go(f"{LOOK}?{urlencode(told_so)}")


async def look(visit: Visit) -> Response:
    """Every row: new, changed, the same, asked about."""
    if not may_edit(visit.person, KEY):
        return visit.message(403, visit._("A list of libraries"), visit._(NOT_YOURS))
    given = {name: visit.asked(name) for name in GIVEN}
    matches = _matches(visit.request.query_params.getlist(MATCH))
    read = await _read(visit, given, matches)
    if isinstance(read, Response):
        return read
    async with visit.console.database.reading() as unit:
        known = visit.console.bind(unit)[Content].access_points
    return visit.page(
        "libraries/list.html", given=given, mark=read.mark, changes=bool(read.files),
        error=visit._(MEANWHILE) if visit.asked("again") else "", page=PAGE,
        shares=read.plan.shares, asks=read.plan.asks, matches=matches,
        **shown(visit, read.plan, {one.id: one.name.in_(visit.lang) for one in known}),
    )  # fmt: skip


async def apply(visit: Visit) -> Response:
    """Put in place what was looked at, all of it; nothing, if it has become something else."""
    if not may_edit(visit.person, KEY):
        return visit.message(403, visit._("A list of libraries"), visit._(NOT_YOURS))
    given = {name: visit.text(name) for name in GIVEN}
    matches = _matches(visit.form.getlist(MATCH))
    read = await _read(visit, given, matches, by=visit.person.actor, mark=visit.text("mark"))
    if isinstance(read, Response):
        return read
    if not read.is_written:
        told_so = {**given, MATCH: matches, "again": 1}
        return visit.go(f"{LOOK}?{urlencode(told_so, doseq=True)}")
    plan = read.plan
    figures = plan.figures()
    told = {
        "new": len(plan.libraries), "supplements": len(plan.supplements),
        "changed": len(plan.changed), "kept": len(plan.kept),
        "skipped": figures.skipped, "hourless": figures.hourless, "partly": figures.partly,
    }  # fmt: skip
    waits = await asyncio.to_thread(visit.console.program[Writer].any_waits, read.files)
    return visit.go(f"{PAGE}?{urlencode({**told, 'done': WAITS} if waits else told)}")


async def sample(visit: Visit) -> Response:
    """An empty list with the headings we know, to be filled in."""
    rows = [[visit._(heading) for heading in SAMPLE]]
    body = workbook([Sheet(visit._("Libraries"), rows)])
    return as_attachment("libraries.xlsx", MEDIA_TYPE, body)


async def _read(
    visit: Visit, given: dict[str, str], matches: Sequence[str], *, by: str = "", mark: str = ""
) -> ReadList | Response:
    """What the kept list changes, or a page that says why nobody can tell."""
    found = await visit.console.program[FileStore].open_link(given["list"], seen=False)
    if found is None:
        return _form(visit, 410, error=visit._(GONE))
    if wrong := _wrong_source(given["source"]):
        return _form(visit, 422, error=wrong)
    today = kyiv(visit.console.clock()).date()
    try:
        return await visit.console.program[ListReader].read(
            found[1], given["name"][-80:], source=given["source"], today=today,
            dated=_day(given["dated"]), is_shared=given["shared"] == SHARED, matches=matches,
            by=by, mark=mark,
        )  # fmt: skip
    except BadListError as error:
        return _form(visit, 422, error=str(error))
    except NoAnswerError as error:
        text = visit._(UNREADABLE, most=MOST_ROWS) if error.fault else visit._(BUSY)
        return _form(visit, 422 if error.fault else 503, error=text)


def _matches(given: Iterable[object]) -> list[str]:
    """What is answered of a map's objects; a question left open answers nothing."""
    return [clean(one) for one in given if isinstance(one, str) and one][:MOST_MATCHES]


def _day(told: str) -> date | None:
    """The day of a list as an address has it; None where nobody said it."""
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def _wrong_source(source: str) -> str:
    """Why this is no source, "" when it is one."""
    try:
        TypeAdapter(Origin).validate_python(source[:LONGEST_SOURCE])
    except ValidationError as error:
        return field_message(error.errors()[0])
    return ""


def _done(visit: Visit) -> str:
    """What was put in place a moment ago."""
    told = {name: whole_number(visit.asked(name), digits=6) for name in FIGURES}
    if any(one is None for one in told.values()):
        return ""
    if visit.asked("done") == WAITS:
        return told_done(visit, "")
    text = [visit._(DONE, new=told["new"], changed=told["changed"])]
    if told["supplements"]:
        text.append(visit._(ADDED, n=told["supplements"]))
    left = [visit._(msgid, n=told[name]) for name, msgid in LEFT.items() if told[name]]
    return " ".join([*text, *left, *([visit._(AGAIN)] if left else [])])


def _form(visit: Visit, status: int = 200, **told: Any) -> Response:
    values = {"done": "", "error": "", **told}
    return visit.page(
        "libraries/list_upload.html", status=status, page=PAGE, longest=LONGEST_SOURCE,
        most=MOST_ROWS, source=visit.text("source"), **values,
    )  # fmt: skip
