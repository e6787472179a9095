"""The last good copy of each file, so that a broken one takes nothing away at a restart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog

from bot.content.problems import Problem
from bot.places.register.importing import write

log = structlog.get_logger(__name__)
KINDS: Final = {".yaml", ".txt", ".tsv"}


@dataclass(frozen=True, slots=True)
class ContentState:
    """What is wrong with the content in use, for administrators.

    Attributes:
        errors: «content/libraries/oblast.yaml:3:1: …», each.
        stale: files, by their place in the folder, that are answered from in their last good copy.
    """

    errors: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()

    @property
    def told(self) -> list[str]:
        """Each error with its place, and what is answered from instead."""
        said = []
        for one in self.errors:
            is_stale = any(f"/{name}:" in one for name in self.stale)
            said.append(f"{one} (поки що діє остання справна копія файла)" if is_stale else one)
        return said


class LastGood:
    """Copies of the files of a content folder, in a folder of their own."""

    def __init__(self, folder: Path, kept: Path) -> None:
        self._folder = folder
        self._kept = kept / "sound"

    def instead(self, problems: Iterable[Problem]) -> dict[str, bytes]:
        """The copies of files with an error, where the file is another now."""
        found = {}
        for name in _named(self._folder, problems):
            copy = _bytes(self._kept / name)
            if copy is not None and copy != _bytes(self._folder / name):
                found[name] = copy
        return found

    def keep(self, problems: Iterable[Problem]) -> None:
        """Copy the files without an error; a disk that takes nothing is told in the log."""
        wrong = _named(self._folder, problems)
        try:
            for path in self._folder.rglob("*"):
                name = path.relative_to(self._folder).as_posix()
                if path.suffix not in KINDS or name in wrong or not path.is_file():
                    continue
                raw = path.read_bytes()
                if raw != _bytes(self._kept / name):
                    copy = self._kept / name
                    write(copy.parent, {copy.name: raw.decode()})
        except (OSError, UnicodeDecodeError) as error:
            log.warning(
                "content.no_copies", exc_info=error,
                next=f"Let {self._kept} be written: else a file broken before a restart is lost.",
            )  # fmt: skip


def _named(folder: Path, problems: Iterable[Problem]) -> set[str]:
    """The files of problems and those their messages name, by their place in the folder."""
    named = re.compile(rf"\b{re.escape(folder.name)}/([^\s:«»]+\.\w+)")
    found = set()
    for one in problems:
        found |= {one.file.removeprefix(f"{folder.name}/"), *named.findall(one.message)}
    return found


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
