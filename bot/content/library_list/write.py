"""The text of a plan for `content/libraries`: entries keep their files, comments and order."""

import io
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.error import YAMLError

from bot.content.library_list.compare import Facts, Plan
from bot.content.library_list.table import UnreadableListError

FILE: Final = "imported.yaml"
HEAD: Final = """\
# yaml-language-server: $schema=../schema/libraries.json
# Бібліотеки зі списків: `mistok libraries import`. Правити тут можна, як у будь-якому файлі.
libraries:
"""


def known_entries(folder: Path) -> list[Facts]:
    """The libraries of a content folder as their files have them. Raises UnreadableListError."""
    return [entry for _, data in _files(folder) for entry in data["libraries"]]


def changed_files(folder: Path, plan: Plan, *, source: str, checked: date) -> Mapping[str, str]:
    """The new text of each file in `libraries` that a plan changes, by name.

    Raises UnreadableListError.
    """
    found: dict[str, str] = {}
    changes = {one.id: one.fields for one in plan.changed}
    for path, data in _files(folder):
        mine = [entry for entry in data["libraries"] if entry["id"] in changes]
        for entry in mine:
            entry.update(_in_file({**_sources(entry, source), **changes[entry["id"]]}))
            entry["checked"] = checked
        if mine:
            found[path.name] = _dumped(data)
    if plan.new:
        path = folder / "libraries" / FILE
        before = found.get(FILE) or (path.read_text(encoding="utf-8") if path.is_file() else HEAD)
        new = [{**entry, "source": source, "checked": checked} for entry in plan.new]
        found[FILE] = before.rstrip("\n") + "\n" + _entries(new)
    return found


def _sources(entry: Facts, source: str) -> dict[str, object]:
    """The new source first; what the entry rested on before still tells its other facts."""
    told = entry.get("sources_more")
    before = [*(told if isinstance(told, list) else ()), entry["source"]]
    return {"source": source, "sources_more": [one for one in before if one != source]}


def _files(folder: Path) -> Iterator[tuple[Path, Any]]:
    for path in sorted((folder / "libraries").glob("*.yaml")):
        try:
            data = _yaml().load(path.read_text(encoding="utf-8"))
            entries = data["libraries"] or []
            assert all(entry["id"] for entry in entries)
        except (
            YAMLError,
            OSError,
            UnicodeDecodeError,
            KeyError,
            TypeError,
            AssertionError,
        ) as wrong:
            raise UnreadableListError(
                f"{path.name} у теці бібліотек із помилкою. Спершу виправте її: mistok check."
            ) from wrong
        if entries:
            yield path, data


def _entries(new: list[dict[str, object]]) -> str:
    """Entries as the end of a list «libraries:», an empty line before each."""
    return "".join("\n" + _dumped([_in_file(entry)]) for entry in new)


def _in_file(entry: Mapping[str, object]) -> dict[str, object]:
    """Short lists stand in one line, as editors write them."""
    return {name: _in_line(value) if isinstance(value, list) else value
            for name, value in entry.items()}  # fmt: skip


def _in_line(values: list[object]) -> CommentedSeq:
    listed = CommentedSeq(values)
    listed.fa.set_flow_style()
    return listed


def _dumped(data: object) -> str:
    out = io.StringIO()
    _yaml().dump(data, out)
    return out.getvalue()


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
