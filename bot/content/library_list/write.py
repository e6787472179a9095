"""A plan for `content/libraries` as changes of its files: entries keep their places."""

from datetime import date
from pathlib import Path
from typing import Final

from bot.content.editing import Document, FileChange, NotEditableError
from bot.content.editing.kinds import KINDS
from bot.content.editing.writer import in_order, plain
from bot.content.library_list.compare import Facts, Plan
from bot.content.library_list.table import UnreadableListError
from bot.content.schema import LibraryIn
from bot.content.source import BrokenFileError

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
        row for _, document in _files(folder).values() for row in document.data[KEY] or ()
        if "licence" not in document.data
    ]  # fmt: skip


def entries_of(folder: Path, file: str) -> tuple[str | None, list[Facts]]:
    """The text and the libraries of one file; None where there is none yet.

    Raises UnreadableListError.
    """
    text, document = _files(folder).get(file, (None, Document(f"{KEY}:\n")))
    return text, list(document.data[KEY] or ())


def file_changes(folder: Path, plan: Plan, *, source: str, checked: date) -> list[FileChange]:
    """What a plan changes in the files of `libraries`. Raises UnreadableListError."""
    files = _files(folder)
    changes = {one.id: one.fields for one in plan.changed}
    touched = set()
    for name, (_, document) in files.items():
        for index, row in enumerate(document.data[KEY] or ()):
            if row["id"] in changes:
                fields = {**_sources(row, source), **changes[row["id"]], "checked": checked}
                document.change((KEY, index), plain(fields), order=tuple(LibraryIn.model_fields))
                touched.add(name)
    if plan.new:
        before, document = files.get(FILE, (None, Document(HEAD)))
        for entry in plan.new:
            document.add(KEY, in_order(KEY, plain({**entry, "source": source, "checked": checked})))
        files[FILE] = before, document
        touched.add(FILE)
    try:
        return [
            FileChange(name, files[name][0], files[name][1].text(), KEY) for name in sorted(touched)
        ]
    except NotEditableError as error:
        raise UnreadableListError(str(error)) from error


def _sources(entry: Facts, source: str) -> dict[str, object]:
    """The new source first; what the entry rested on before still tells its other facts."""
    told = entry.get("sources_more")
    before = [*(told if isinstance(told, list) else ()), entry["source"]]
    return {"source": source, "sources_more": [one for one in before if one != source]}


def _files(folder: Path) -> dict[str, tuple[str | None, Document]]:
    """Each file's text and what it holds, by its place in the folder."""
    found: dict[str, tuple[str | None, Document]] = {}
    for path in KINDS[KEY].files(folder):
        try:
            text = path.read_bytes().decode()
            document = Document(text)
            assert all(row["id"] for row in document.data[KEY] or ())
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
        found[path.relative_to(folder).as_posix()] = text, document
    return found
