"""Lists of lines at the desk: how people ask, what tells of danger, what only sounds like it."""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from bot.console.visit import Visit
from bot.content.editing import ChangedMeanwhileError, EditError, FileChange, Writer
from bot.content.editing.line_file import (
    is_danger_file,
    is_line_file,
    lines_of,
    with_lines,
    without_lines,
)
from bot.content.editors import may_edit
from bot.content.pages.called import list_called, list_heading, titles
from bot.content.pages.one_entry import NO_CHANGE, NO_WHY
from bot.content.pages.opened_entry import not_yours
from bot.content.pages.saved import SAVED, done_by, told_done
from bot.engine.answers import fold
from bot.engine.texts import N_

HERE: Final = "/desk/content/lines"
FOLDERS: Final = {
    "emergency/told": N_("Danger, told in people’s own words"),
    "emergency/innocent": N_("The same words without danger"),
    "routes": N_("What no card answers: greetings, refusals, a person wanted"),
    "language": N_("Words of Russian and surzhyk"),
    "examples": N_("Ways of asking for a card"),
}
NOT_SURE: Final = N_("Mark that you read each line once more: lives hang on them.")
SHOWN: Final = 100
_BECOMES: Final = re.compile(r"\t|→|->|=")


@dataclass(frozen=True, slots=True)
class LineFile:
    """A list: its file's place in the content folder, and its text."""

    file: str
    text: str


async def lists(visit: Visit) -> Response:
    """All lists, or the lines of one with a search."""
    if visit.asked("file"):
        found = await _found(visit, visit.asked("file"))
        return found if isinstance(found, Response) else await _one(visit, found)
    writer = _writer(visit)
    found_all = await asyncio.to_thread(lambda: _read(writer, _files(writer)))
    known = await asyncio.to_thread(titles, visit, {"services"})
    rows = [
        (one.file, list_called(visit, one.file, one.text, known), len(lines_of(one.text)))
        for one in found_all
    ]
    groups = [
        (visit._(label), [one for one in rows if one[0].rpartition("/")[0] == folder])
        for folder, label in FOLDERS.items()
    ]  # fmt: skip
    return visit.page("content/line_lists.html", groups=groups)


async def save(visit: Visit) -> Response:
    """Add lines to a list and take lines out of it."""
    if not may_edit(visit.person, "lines"):
        return not_yours(visit)
    found = await _found(visit, visit.text("file"))
    if isinstance(found, Response):
        return found
    why = " ".join(visit.text("why").split())[:200]
    if not why:
        return await _one(visit, found, status=422, error=visit._(NO_WHY))
    if is_danger_file(found.file) and not visit.text("sure"):
        return await _one(visit, found, status=422, error=visit._(NOT_SURE))
    gone = {str(one) for one in visit.form.getlist("gone")}
    added = [_tidy(line, found.file) for line in visit.text("added").splitlines()]
    text, _ = with_lines(without_lines(found.text, gone), added)
    if text == found.text:
        return await _one(visit, found, error=visit._(NO_CHANGE))
    change = FileChange(found.file, found.text, text)
    try:
        number = await asyncio.to_thread(
            lambda: _writer(visit).save([change], by=visit.person.actor, why=why)
        )
    except EditError as error:
        status = 409 if isinstance(error, ChangedMeanwhileError) else 422
        return await _one(visit, found, status=status, error=str(error))
    return visit.go(f"{HERE}?file={found.file}&done={await done_by(visit, number)}")


def changes_no_danger(visit: Visit) -> bool:
    """Whether the list that was posted is none that lives hang on: no password is asked for it."""
    return not is_danger_file(visit.text("file")) or not may_edit(visit.person, "lines")


async def _one(visit: Visit, found: LineFile, *, status: int = 200, error: str = "") -> Response:
    q = visit.asked("q")
    words = fold(q).split()
    is_of_a_card = found.file.startswith("examples/")
    known = await asyncio.to_thread(titles, visit, {"services"}) if is_of_a_card else {}
    lines = [one for one in lines_of(found.text) if all(word in fold(one) for word in words)]
    gone = {str(one) for one in visit.form.getlist("gone")}
    rows: list[tuple[str, str, bool]] = [
        (one, one.replace("\t", " → "), one in gone)
        for one in sorted(lines, key=lambda one: one not in gone)[:SHOWN]
    ]
    shown: dict[str, Any] = {
        "file": found.file, "name": list_called(visit, found.file, found.text, known),
        "about": list_heading(visit, found.file, found.text), "rows": rows, "q": q,
        "total": len(lines), "is_danger": is_danger_file(found.file),
        "is_lexicon": found.file.endswith(".tsv"),
        "card": found.file[len("examples/") : -4] if found.file.startswith("examples/") else "",
        "may": may_edit(visit.person, "lines"), "added": visit.text("added"),
        "why": visit.text("why"),
    }  # fmt: skip
    return visit.page(
        "content/line_list.html", status=status, error=error, done=told_done(visit, SAVED),
        **shown,
    )  # fmt: skip


async def _found(visit: Visit, file: str) -> LineFile | Response:
    writer = _writer(visit)
    if file in await asyncio.to_thread(_files, writer):
        for one in await asyncio.to_thread(_read, writer, [file]):
            return one
    told = visit._("Choose one of the lists: this one is not among them.")
    return visit.message(404, visit._("There is no such list"), told, to=HERE)


def _files(writer: Writer) -> list[str]:
    """The lists there are, by their place in the folder."""
    there = (path for folder in FOLDERS for path in sorted((writer.folder / folder).glob("*")))
    names = (path.relative_to(writer.folder).as_posix() for path in there)
    return [name for name in names if is_line_file(name)]


def _read(writer: Writer, files: Iterable[str]) -> list[LineFile]:
    found = []
    for file in files:
        try:
            found.append(LineFile(file, writer.read(file) or ""))
        except EditError:
            continue  # `mistok check` tells of a file that is no text
    return found


def _tidy(line: str, file: str) -> str:
    if file.endswith(".tsv"):
        return "\t".join(map(str.strip, _BECOMES.split(line.strip(), maxsplit=1)))
    return " ".join(line.split()).lstrip("# ")


def _writer(visit: Visit) -> Writer:
    return visit.console.program[Writer]
