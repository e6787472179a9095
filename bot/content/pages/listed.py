"""What there is in the content: lists with a search, what to check today, the history."""

import asyncio
from collections.abc import Iterable, Mapping
from itertools import islice

from starlette.responses import RedirectResponse, Response

from bot.console.forms import whole_number
from bot.console.visit import Visit
from bot.content import Content
from bot.content.editing import EditError, Entry, Writer
from bot.content.editing.errors import LaterChangeError
from bot.content.editing.history import Record
from bot.content.editing.kinds import KINDS as ENTRY_KINDS
from bot.content.editing.line_file import is_danger_file
from bot.content.editors import may_edit
from bot.content.last_good import ContentState
from bot.content.links.kept import KeptLinks
from bot.content.pages.called import called, change_called, titles
from bot.content.pages.labels import KINDS
from bot.content.pages.links import Links, links_of
from bot.content.pages.saved import NOT_YET, SAVED, WAITS, done_by, told_done
from bot.content.pages.shown import about, age, has_check, is_old, row, title, today
from bot.engine.answers import fold
from bot.engine.texts import N_
from bot.libraries.reports import Reports
from bot.staff.service import Staff

SHOWN = 200
ToCheck = tuple[Entry, Links, Entry | None]  # with what a map adds to it
CHECKED = tuple(one for one in KINDS if has_check(one))
LATEST = 60
UNDONE = N_("The change is taken back.")
REMOVED = N_("It is taken out. It can be taken back under “What was changed”.")
DONE = {"1": SAVED, "removed": REMOVED, WAITS: NOT_YET}
NOT_YOURS = N_("You may not change this")
NOT_YOURS_MORE = N_("Editors change all of the content, a head the card of her own library.")


async def moved(_visit: Visit) -> Response:
    """The address that the papers name."""
    return RedirectResponse("/desk/content", 303)


async def entries(visit: Visit) -> Response:
    """The entries of one kind; an own library first for who may change nothing else."""
    key = visit.asked("kind") if visit.asked("kind") in KINDS else next(iter(KINDS))
    words = fold(visit.asked("q")).split()
    found = await asyncio.to_thread(lambda: list(_writer(visit).entries(key)))
    marks, state = await _told(visit)
    rows = [
        row(visit, one, called(visit, one), marks.get(about(one), 0))
        for one in found
        if all(
            word in fold(f"{called(visit, one)} {title(one, 'uk')} {title(one, 'en')} {one.id}")
            for word in words
        )
    ]
    return visit.page(
        "content/entries.html", key=key, q=visit.asked("q"), rows=rows[:SHOWN], total=len(rows),
        kinds=[(one, visit._(name)) for one, name in KINDS.items()], errors=state.told,
        may_add=ENTRY_KINDS[key].is_listed and may_edit(visit.person, key), own=visit.person.point,
        may_own=may_edit(visit.person, "libraries", visit.person.point),
        done=visit._(DONE[visit.asked("done")]) if visit.asked("done") in DONE else "",
    )  # fmt: skip


async def to_check(visit: Visit) -> Response:
    """What is checked, by marks of citizens, links and the age of its check, one tap each."""
    marks, state = await _told(visit)
    own = await _own_hosts(visit)

    def read() -> list[ToCheck]:
        known = visit.console.program[KeptLinks].read()
        found = [one for one in _of(visit, CHECKED) if may_edit(visit.person, one.key, one.id)]
        return _with_supplements((one, links_of(one, known, own)) for one in found)

    found = await asyncio.to_thread(read)
    due = [(one, links, more) for one, links, more in found
           if links.are_told or is_old(visit, one) or marks.get(about(one))]  # fmt: skip

    def urgency(told: ToCheck) -> tuple[int, int, int]:
        one, links, _ = told
        old = age(visit, one)
        return -marks.get(about(one), 0), -len(links.broken), -(old.days if old else 10_000)

    due.sort(key=urgency)
    return visit.page(
        "content/today.html",
        rows=[{**row(visit, one, called(visit, one), marks.get(about(one), 0)), "links": links,
               "supplement": more and more.id}
              for one, links, more in due[:SHOWN]],
        total=len(due), today=today(visit).isoformat(), errors=state.told,
        done=told_done(visit, SAVED), error="",
    )  # fmt: skip


def _with_supplements(found: Iterable[tuple[Entry, Links]]) -> list[ToCheck]:
    """Each entry with what a map adds to it: people see them as one, so they are one to check."""
    told = list(found)
    ids = {one.id for one, _ in told}
    added = {str(one.data["supplements"]): (one, links) for one, links in told
             if one.data.get("supplements") in ids}  # fmt: skip
    apart = {one.id for one, _ in added.values()}
    whole: list[ToCheck] = []
    for one, links in told:
        if one.id not in apart:
            more = added.get(one.id)
            whole.append((one, links.beside(more[1]), more[0]) if more else (one, links, None))
    return whole


async def _own_hosts(visit: Visit) -> tuple[str, ...]:
    async with visit.console.database.reading() as unit:
        return visit.console.bind(unit)[Content].region.hosts


async def history(visit: Visit) -> Response:
    """The latest changes, newest first."""
    return await _history(visit, done=told_done(visit, UNDONE))


async def undo(visit: Visit) -> Response:
    """Take a change back."""
    writer, record = _writer(visit), _undone(visit)
    if record is None or not _may_take_back(visit, record):
        return visit.message(403, visit._(NOT_YOURS), visit._(NOT_YOURS_MORE), to="/desk/content")
    try:
        number = await asyncio.to_thread(
            lambda: writer.undo(
                record.number, by=visit.person.actor, why=f"Повернено № {record.number}"
            )
        )
    except EditError as error:
        told = [str(error), await _who_did(visit, error)]
        return await _history(visit, status=409, error=" ".join(filter(None, told)))
    return visit.go(f"/desk/content/history?done={await done_by(visit, number)}")


async def _who_did(visit: Visit, error: EditError) -> str:
    """Whose later change stands in the way, and of when; "" where none does."""
    later = error.later if isinstance(error, LaterChangeError) else None
    if later is None:
        return ""
    names = await _names(visit, {later.by})
    return visit._("№ %(n)s: %(who)s, %(when)s.", n=later.number, who=names[later.by],
                   when=visit.moment(later.at))  # fmt: skip


async def _names(visit: Visit, actors: Iterable[str]) -> dict[str, str]:
    """What those who change are called."""
    names: dict[str, str] = {}
    async with visit.console.database.reading() as unit:
        for actor in actors:
            kind, _, id = actor.partition(":")
            person = await Staff(unit).get(int(id)) if kind == "staff" and id.isdecimal() else None
            names[actor] = person.name if person else visit._("the command line")
    return names


def undoes_no_danger(visit: Visit) -> bool:
    """Whether what is taken back is nothing that lives hang on: no password is asked for it."""
    record = _undone(visit)
    if record is None or not _may_take_back(visit, record):
        return True
    kind = ENTRY_KINDS.get(record.key)
    return not is_danger_file(record.file) and (kind is None or not kind.is_danger)


def _may_take_back(visit: Visit, record: Record) -> bool:
    return may_edit(visit.person, record.key, record.entry)


def _undone(visit: Visit) -> Record | None:
    number = whole_number(visit.text("number"))
    return _writer(visit).history.get(number) if number is not None else None


async def _history(visit: Visit, *, status: int = 200, done: str = "", error: str = "") -> Response:
    records = await asyncio.to_thread(lambda: list(islice(_writer(visit).history.newest(), LATEST)))
    names = await _names(visit, {one.by for one in records})
    keys = {"services", *(one.key for one in records)}
    known = await asyncio.to_thread(titles, visit, keys)
    rows = [
        {
            "number": one.number,
            "at": visit.moment(one.at),
            "by": names[one.by],
            "why": one.why,
            "what": change_called(visit, one, known),
            "id": one.entry,
            "file": one.file,
            "undoes": one.undoes,
            "may": _may_take_back(visit, one),
            "lines": _lines(one.before or "", one.after or ""),
        }
        for one in records
    ]
    return visit.page("content/history.html", status=status, rows=rows, done=done, error=error)


def _lines(before: str, after: str) -> list[tuple[str, str]]:
    """Lines that went and came, at most a dozen."""
    old, new = before.splitlines(), after.splitlines()
    gone, come = set(old) - set(new), set(new) - set(old)
    told = [("−", one.strip()) for one in old if one in gone]
    told += [("+", one.strip()) for one in new if one in come]
    return told[:12]


async def _told(visit: Visit) -> tuple[Mapping[str, int], ContentState]:
    """How often citizens said that a card is out of date, and what is wrong with the files."""
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        return await services[Reports].marks(), services[ContentState]


def _of(visit: Visit, keys: Iterable[str]) -> Iterable[Entry]:
    for key in keys:
        yield from _writer(visit).entries(key)


def _writer(visit: Visit) -> Writer:
    return visit.console.program[Writer]
