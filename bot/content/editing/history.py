"""What was changed in the content through the program: who, when, why, and how it was before."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Final

COMMAND: Final = "command"  # who changes by the command line
MOST: Final = 2000  # the oldest go first
_NAME: Final = re.compile(r"(\d{8})\.json")


@dataclass(frozen=True, slots=True)
class Record:
    """One change of one file.

    Attributes:
        number: from 1.
        by: "staff:3", or "command" for the command line: no name stands in these files.
        key: the kind of the entry that changed, "" where it was no single entry.
        entry: its id, "" where it was no single entry.
        before: the file's text, None where there was no file; so `after`.
        undoes: the number of the change that this one took back, None for any other.
        first: the number of the first of those that were made at once; None of old ones.
    """

    number: int
    at: datetime
    by: str
    why: str
    file: str
    key: str
    entry: str
    before: str | None
    after: str | None
    undoes: int | None = None
    first: int | None = None


class History:
    """Records, each a file in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, record: Record) -> None:
        """Write one down; the oldest beyond MOST are dropped. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(record.number)
        part = path.with_suffix(".part")
        told = {**asdict(record), "at": record.at.isoformat()}
        part.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8", newline="")
        part.replace(path)
        for number in self._numbers()[MOST:]:
            self._path(number).unlink(missing_ok=True)

    def next(self) -> int:
        """The number of the next one."""
        return max(self._numbers(), default=0) + 1

    def newest(self) -> Iterator[Record]:
        """All of them, newest first; one that can't be read is passed over."""
        for number in self._numbers():
            if (found := self.get(number)) is not None:
                yield found

    def get(self, number: int) -> Record | None:
        """The one of this number."""
        try:
            told = json.loads(self._path(number).read_bytes())
            return Record(**{**told, "at": datetime.fromisoformat(told["at"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def together(self, number: int) -> list[Record]:
        """The change of this number with those made at once with it; [] when there is none."""
        asked = self.get(number)
        if asked is None or asked.first is None:
            return [asked] if asked is not None else []
        found, at = [], asked.first
        while (one := self.get(at)) is not None and one.first == asked.first:
            found.append(one)
            at += 1
        return found

    def later(self, record: Record, overlap: Callable[[Record, Record], bool]) -> Record | None:
        """The newest change after this one of the same file that overlaps it and still stands."""
        newer = list(takewhile(lambda one: one.number > record.number, self.newest()))
        undone = {one.undoes for one in newer}
        return next(
            (one for one in newer if one.file == record.file and one.undoes is None
             and one.number not in undone and overlap(record, one)),
            None,
        )  # fmt: skip

    def _numbers(self) -> list[int]:
        """Newest first."""
        names = (_NAME.fullmatch(path.name) for path in self._folder.glob("*.json"))
        return sorted((int(one[1]) for one in names if one), reverse=True)

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:08}.json"
