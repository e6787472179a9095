"""Reading one YAML 1.2 file: quickly when it is sound, with line numbers when it is not."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.constructor import RoundTripConstructor, SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.content.indents import slip
from bot.content.messages import syntax_message
from bot.content.problems import Problem

_FORMAT: Final = 1
LATELY: Final = 64  # texts, a whole content: who writes one reads it before and after
Place = tuple[int, int]


class _Texts(SafeConstructor):
    """Leaves dates as they are written: the 31st of February is then told where it stands."""


class _PlacedTexts(RoundTripConstructor):
    """The same, where each value knows its place."""


for _one in (_Texts, _PlacedTexts):
    _one.add_constructor("tag:yaml.org,2002:timestamp", _one.construct_yaml_str)


class BrokenFileError(Exception):
    """The file can't be read at all; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass
class Cache:
    """Parsed data of sound files by the hash of their bytes, kept in one JSON file.

    Only the parser's output is kept: every value is validated again, so that a cache
    made by an older version can do no harm.
    """

    path: Path | None
    old: Mapping[str, Any] = field(default_factory=dict)
    new: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def at(cls, path: Path | None) -> "Cache":
        """Open the cache; a missing or damaged one is an empty one."""
        if path is None:
            return cls(None)
        try:
            stored = json.loads(path.read_bytes())
        except (OSError, ValueError):
            return cls(path)
        sound = isinstance(stored, dict) and stored.get("format") == _FORMAT
        return cls(path, old=stored["files"] if sound else {})

    def get(self, digest: str) -> Any:
        """Return the data of the file with this hash, or None."""
        data = self.old.get(digest, self.new.get(digest))
        if data is not None:
            self.new[digest] = data
        return data

    def put(self, digest: str, data: Any) -> None:
        """Keep the data of a sound file."""
        self.new[digest] = data

    def save(self) -> None:
        """Write the cache if anything changed; a read-only disk only costs time later."""
        if self.path is None or self.new.keys() == self.old.keys():
            return
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            stored = {"format": _FORMAT, "files": self.new}
            part.write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
            part.replace(self.path)
        except OSError:
            return


class Source:
    """One file of content: its data, and where each value stands."""

    def __init__(self, name: str, *, text: str, data: Any) -> None:
        self.name = name
        self.data = data
        self._text = text
        self._map: Any = None

    def problem(self, message: str, *path: str | int) -> Problem:
        """Name a problem of the value at `path`, or of its parent where that is missing."""
        line, column = self.place(path)
        return Problem(self.name, line, column, message)

    def place(self, path: tuple[str | int, ...], *, of_key: bool = False) -> Place:
        """Return line and column, from 1, of the value (or of its key) at `path`."""
        if self._map is None:
            yaml = YAML(typ="rt")
            yaml.Constructor = _PlacedTexts
            self._map = yaml.load(self._text)
        node, found = self._map, (1, 1)
        for position, step in enumerate(path):
            last = position == len(path) - 1
            here = _position(node, step, of_key=of_key and last)
            if here is None:
                break
            found = here
            node = node[step]
        return found


def _position(node: Any, step: str | int, *, of_key: bool) -> Place | None:
    marks = getattr(getattr(node, "lc", None), "data", None)
    if not marks or step not in marks:
        return None
    mark = marks[step]
    line, column = mark[:2] if of_key or len(mark) == 2 else mark[2:4]
    return line + 1, column + 1


def read(raw: bytes, *, name: str, cache: Cache) -> Source:
    """Read a file of these bytes.

    Raises:
        BrokenFileError: not UTF-8, or not YAML.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = "файл не в кодуванні UTF-8. Збережіть його як UTF-8."
        raise BrokenFileError(Problem(name, line, 1, message)) from error
    digest = digest_of(raw)
    data = cache.get(digest)
    if data is None:
        data = parsed(text, name=name)
        cache.put(digest, data)
    return Source(name, text=text, data=data)


def digest_of(raw: bytes) -> str:
    """What a file of these bytes is kept by."""
    return hashlib.sha256(raw).hexdigest()


def parsed(text: str, *, name: str) -> Any:
    """The data of a YAML text. Raises BrokenFileError."""
    try:
        return json.loads(_as_json(text))
    except MarkedYAMLError as error:
        message, mark = syntax_message(error)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        stumbled = error.problem_mark or mark
        last = stumbled.line if stumbled else line - 1
        message, line, column = slip(text, line - 1, last) or (message, line, column)
        raise BrokenFileError(Problem(name, line, column, message)) from error
    except RecursionError as error:
        message = "значення посилається саме на себе (& і *). Приберіть ці знаки."
        raise BrokenFileError(Problem(name, 1, 1, message)) from error
    except (YAMLError, ValueError) as error:
        message = f"файл не вдалося прочитати ({error}). Перевірте відступи й лапки."
        raise BrokenFileError(Problem(name, 1, 1, message)) from error


@lru_cache(maxsize=LATELY)
def _as_json(text: str) -> str:
    """The data as JSON: each reader gets its own copy of what was read a moment ago."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Texts
    return json.dumps(_plain(yaml.load(text)), ensure_ascii=False)


def _plain(value: Any) -> Any:
    """Turn all but JSON's own types into text, so that cached and fresh data are the same."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (str, int, float)) else str(value)
