"""A plan for `content/libraries` as changes of its files: entries keep their places."""

from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.content.editing import Document, FileChange, NotEditableError
from bot.content.editing.kinds import KINDS
from bot.content.editing.values import in_order, plain
from bot.content.library_list.compare import Facts, Plan
from bot.content.library_list.osm_answers import answers_in
from bot.content.library_list.table import UnreadableListError
from bot.content.schema import LibraryIn
from bot.content.source import BrokenFileError, parsed

KEY: Final = "libraries"
FILE: Final = "libraries/imported.yaml"
HEAD: Final = """\
# yaml-language-server: $schema=../schema/libraries.json
# Бібліотеки зі списків: `mistok libraries import`. Правити тут можна, як у будь-якому файлі.
libraries:
"""


def known_entries(folder: Path) -> list[Facts]:
    """Our own libraries as their files have them: not those of a file under others' licence.

    Raises UnreadableListError.
    """
    return [
        row for _, data in _files(folder).values() for row in data[KEY] or ()
        if "licence" not in data
    ]  # fmt: skip


def entries_of(folder: Path, file: str) -> tuple[str | None, list[Facts]]:
    """The text and the libraries of one file; None where there is none yet.

    Raises UnreadableListError.
    """
    text, data = _files(folder).get(file, (None, {KEY: []}))
    return text, list(data[KEY] or ())


def answers_of(folder: Path, file: str) -> dict[str, str]:
    """What one file remembers of a map's objects. Raises UnreadableListError."""
    _, data = _files(folder).get(file, (None, {}))
    return answers_in(data)


def file_changes(folder: Path, plan: Plan, *, source: str, checked: date) -> list[FileChange]:
    """What a plan changes in the files of `libraries`. Raises UnreadableListError."""
    files = _files(folder)
    changes = {one.id: one for one in plan.changed}
    touched: dict[str, Document] = {}
    for name, (text, data) in files.items():
        rows = [(at, row) for at, row in enumerate(data[KEY] or ()) if row["id"] in changes]
        if rows:
            document = touched[name] = Document(text)
            for index, row in rows:
                change = changes[row["id"]]
                news = {**_sources(row, source), "checked": checked} if change.is_news else {}
                fields = {**news, **change.fields}
                document.change((KEY, index), plain(fields), order=tuple(LibraryIn.model_fields))
    if plan.new:
        document = touched.get(FILE) or Document(files[FILE][0] if FILE in files else HEAD)
        for entry in plan.new:
            document.add(KEY, in_order(KEY, plain({**entry, "source": source, "checked": checked})))
        touched[FILE] = document
    try:
        return [
            FileChange(name, files[name][0] if name in files else None, touched[name].text(), KEY)
            for name in sorted(touched)
        ]
    except NotEditableError as error:
        raise UnreadableListError(str(error)) from error


def _sources(entry: Facts, source: str) -> dict[str, object]:
    """The new source first; what the entry rested on before still tells its other facts."""
    told = entry.get("sources_more")
    before = [*(told if isinstance(told, list) else ()), entry["source"]]
    return {"source": source, "sources_more": [one for one in before if one != source]}


def _files(folder: Path) -> dict[str, tuple[str, Any]]:
    """Each file's text and what it holds, by its place in the folder."""
    found: dict[str, tuple[str, Any]] = {}
    for path in KINDS[KEY].files(folder):
        try:
            text = path.read_bytes().decode()
            data = parsed(text, name=path.name)
            assert all(row["id"] for row in data[KEY] or ())
        except (
            BrokenFileError,
            OSError,
            UnicodeDecodeError,
            KeyError,
            TypeError,
            AssertionError,
        ) as wrong:
            raise UnreadableListError(
                f"{path.name} у теці бібліотек із помилкою. Спершу виправте її: mistok check."
            ) from wrong
        found[path.relative_to(folder).as_posix()] = text, data
    return found
