"""The last good copy of each file: a broken one takes nothing away, also after a restart."""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog

from bot.content.load import files_in, version_in
from bot.content.problems import Problem, new_problems

log = structlog.get_logger(__name__)
PLACES: Final = "places"
Instead = Mapping[str, bytes | None]
Read = Callable[[Instead], Sequence[Problem]]
UNREAD: Final = (
    "content: останню зміну не вдалося прочитати. Збережіть файл ще раз; якщо це не допоможе, "
    "покажіть журнал тому, хто веде сервер."
)
_HELD: Final = "цього файла бот ще не взяв: діє те, що було до зміни"


@dataclass(frozen=True, slots=True)
class ContentState:
    """What is wrong with the content in use, for administrators.

    Attributes:
        errors: «content/libraries/oblast.yaml:3:1: …», each.
        stale: files, by their place in the folder, of which the last change is not taken.
    """

    errors: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()

    @property
    def told(self) -> list[str]:
        """Each error with its place; files that wait for another one to be mended, too."""
        said = []
        for one in self.errors:
            is_stale = any(_names(one, name) for name in self.stale)
            said.append(f"{one} ({_HELD})" if is_stale else one)
        unnamed = (one for one in self.stale if not any(_names(told, one) for told in self.errors))
        more = "Через цю зміну з’явилися помилки, названі вище."
        return [*said, *(f"{one}: {_HELD}. {more}" for one in unnamed)]


class LastGood:
    """Copies of the files of a content folder as they were last taken, in a folder of their own."""

    def __init__(self, folder: Path, kept: Path) -> None:
        self._folder = folder
        self._kept = kept / "sound"

    @property
    def places(self) -> Path:
        """The copies of the register of places."""
        return self._kept / PLACES

    def changed(self) -> dict[str, bytes | None]:
        """What was there before of each file that is another now; None for a new one.

        Nothing where there are no copies at all: the service never ran here.
        """
        kept, there = files_in(self._kept), files_in(self._folder)
        if not kept:
            return {}
        found = {name: _bytes(self._kept / name) for name in sorted({*kept, *there})}
        return {name: raw for name, raw in found.items() if raw != _bytes(self._folder / name)}

    def held(self, read: Read) -> dict[str, bytes | None]:
        """The files whose change brings an error, with what stands instead of them.

        Args:
            read: the errors of the folder, with these files instead of those there.
        """
        if not read({}) or not (changed := self.changed()):
            return {}
        before = read(changed)

        def is_sound(held: Collection[str]) -> bool:
            return not new_problems(read({name: changed[name] for name in held}), before)

        return {name: changed[name] for name in _refused(list(changed), is_sound)}

    def keep(self, held: Collection[str], version: str) -> None:
        """Copy the files that were taken; a disk that takes nothing is told in the log.

        Args:
            held: those that were not.
            version: of the folder that was taken: one that has changed since is not copied.
        """
        try:
            there = {name: (self._folder / name).read_bytes() for name in files_in(self._folder)}
            if version_in(sorted(there.items())) != version:
                return
            for name in there.keys() - held:
                if there[name] != _bytes(self._kept / name):
                    _write(self._kept / name, there[name])
            for name in files_in(self._kept).difference(there, held):
                (self._kept / name).unlink(missing_ok=True)
        except OSError as error:
            log.warning(
                "content.no_copies", exc_info=error,
                next=f"Let {self._kept} be written: else a file broken before a restart is lost.",
            )  # fmt: skip


def _refused(changed: list[str], is_sound: Callable[[Collection[str]], bool]) -> list[str]:
    """The changed files that can't be taken: halved until the faulty ones stand alone.

    What was refused is tried once more as long as something was taken: one may need another.
    """
    held = set(changed)

    def take(some: Sequence[str]) -> None:
        if is_sound(held.difference(some)):
            held.difference_update(some)
        elif len(some) > 1:
            take(some[: len(some) // 2])
            take(some[len(some) // 2 :])

    many = len(held) + 1
    while held and len(held) < many:
        many = len(held)
        take(sorted(held))
    return sorted(held)


def _names(error: str, file: str) -> bool:
    return f"/{file}:" in error or error.startswith(f"{file}:")


def _write(path: Path, raw: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
