"""Writing the content: each change is checked whole, put in place at once, and can be undone."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.content.editing.document import Document
from bot.content.editing.errors import (
    ChangedMeanwhileError,
    EditError,
    LaterChangeError,
    MissingEntryError,
    UnreadableError,
    UnsoundError,
)
from bot.content.editing.history import History, Record
from bot.content.editing.kinds import KINDS, Place
from bot.content.editing.locking import only_writer
from bot.content.editing.opening import opened, unreadable
from bot.content.editing.renaming import rename
from bot.content.editing.repository import commit
from bot.content.editing.undoing import overlap, taken_back
from bot.content.editing.values import in_order, plain, version_of
from bot.content.problems import Problem, new_problems
from bot.content.source import BrokenFileError, Cache, read
from bot.places.register.importing import write

Check = Callable[[Mapping[str, bytes | None]], Sequence[Problem]]
_NO_DISK = (
    "Не вдалося записати файл: {}. Скажіть тому, хто веде сервер, що тека змісту не пишеться."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as its file has it.

    `key` is its kind; `version` changes with any of its values; `file` is its place in the folder,
    `place` the one in the file.
    """

    key: str
    id: str
    file: str
    place: Place
    data: Mapping[str, Any]
    version: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file's new text; None for no such file.

    `before` is what it was when it was read.
    """

    file: str
    before: str | None
    after: str | None
    key: str = ""
    entry: str = ""


class Writer:
    """The one writer of a content folder.

    Args:
        folder: the content.
        kept: where the history rests.
        check: the errors of the folder, with these files instead of those there.
        clock: aware UTC.
        cache: parsed files, as for `load`; it is read and not written.
        held: the files that are not answered from as they are, for a mistake.
    """

    def __init__(
        self,
        folder: Path,
        kept: Path,
        *,
        check: Check,
        clock: Callable[[], datetime],
        cache: Path | None = None,
        held: Callable[[], Collection[str]] = tuple,
    ) -> None:
        self.folder = folder
        self.history = History(kept / "history")
        self._kept = kept
        self._check = check
        self._clock = clock
        self._cache = Cache.at(cache)
        self._held = held

    def find(self, key: str, entry_id: str) -> Entry:
        """The entry as it is now.

        Raises:
            UnreadableError: there is none in the files that can be read, and one can't be.
            MissingEntryError: there is none.
        """
        for entry in self.entries(key):
            if entry.id == entry_id:
                return entry
        if broken := list(unreadable(self.folder, KINDS[key], self._cache)):
            raise UnreadableError(broken)
        raise MissingEntryError(entry_id)

    def waits(self, number: int | None) -> bool:
        """Whether this change stands in files that are not answered from yet, for a mistake."""
        records = self.history.together(number) if number is not None else []
        return self.any_waits([one.file for one in records])

    def any_waits(self, files: Sequence[str]) -> bool:
        """Whether one of these files is not answered from as it is, for a mistake."""
        return bool(files) and not set(files).isdisjoint(self._held())

    def entries(self, key: str) -> Iterator[Entry]:
        """The entries of a kind, in all its files; broken files are passed over.

        An entry that stands in two files, one copied from the other, is that of the first of them:
        what is written into the copy would go with it.
        """
        listed = list(self._listed(key))
        files: dict[str, list[str]] = {}
        for entry in listed if KINDS[key].id else ():
            files.setdefault(entry.id, []).append(entry.file)
        if all(len(set(where)) == 1 for where in files.values()):
            yield from listed
            return
        held = set(self._held())
        first = {
            id: min(where, key=lambda one: _lateness(one, held)) for id, where in files.items()
        }
        yield from (entry for entry in listed if first[entry.id] == entry.file)

    def _listed(self, key: str) -> Iterator[Entry]:
        for path in KINDS[key].files(self.folder):
            try:
                data = read(path.read_bytes(), name=path.name, cache=self._cache).data
            except (BrokenFileError, OSError):
                continue
            name = path.relative_to(self.folder).as_posix()
            for place, id, row in KINDS[key].rows(data):
                yield Entry(key, id, name, place, row, version_of(row))

    def change(
        self,
        entry: Entry,
        fields: Mapping[str, object],
        *,
        by: str,
        why: str,
        beside: Sequence[str] = (),
    ) -> int | None:
        """Give fields of an entry these values; None takes a field out.

        `beside` are files that stand there already for it, of the same commit.

        Returns:
            The change's number in the history, None when the entry has these values already.

        Raises:
            ChangedMeanwhileError: the entry is not what it was when it was read.
            UnsoundError: what would be written is an error for `mistok check`.
            NotEditableError: only a person can change it, in the file.
        """
        with self._alone():
            now = self._same(entry)
            text = self.read(now.file) or ""
            document = opened(now.file, text)
            model = KINDS[entry.key].model
            document.change(now.place, plain(fields), order=tuple(model.model_fields))
            is_renamed = rename(document, KINDS[entry.key], entry.id, fields)
            # Taken back with all that names it, or not at all: so it is a change of the file.
            id = "" if is_renamed else entry.id
            changed = FileChange(now.file, text, document.text(), entry.key, id)
            return self._save([changed], by=by, why=why, beside=beside)

    def add(
        self,
        file: str,
        key: str,
        fields: Mapping[str, object],
        *,
        by: str,
        why: str,
        head: str = "",
    ) -> int | None:
        """Put a new entry at the end of its list; `head` begins the file where there is none yet.

        Raises as `change`.
        """
        with self._alone():
            before = self.read(file)
            kind = KINDS[key]
            document = opened(file, before or head or f"{kind.list_key}:\n")
            document.add(kind.list_key, in_order(key, plain(fields)))
            after = document.text()
            (*_, (_, id, _)) = kind.rows(Document(after).data)
            changed = FileChange(file, before, after, key, id)
            return self._save([changed], by=by, why=why)

    def remove(self, entry: Entry, *, by: str, why: str, files: Sequence[str] = ()) -> int | None:
        """Take an entry out, with files that are its alone. Raises as `change`."""
        with self._alone():
            now = self._same(entry)
            text = self.read(now.file) or ""
            document = opened(now.file, text)
            document.remove(str(now.place[0]), int(now.place[-1]))
            changed = [FileChange(now.file, text, document.text(), entry.key, entry.id)]
            changed += [FileChange(one, self.read(one), None, entry.key) for one in files]
            return self._save(changed, by=by, why=why)

    def save(self, changes: Sequence[FileChange], *, by: str, why: str) -> int | None:
        """Put new texts of files in place, all or none. Raises as `change`."""
        with self._alone():
            return self._save(changes, by=by, why=why)

    def undo(self, number: int, *, by: str, why: str) -> int | None:
        """Take a change back, with all files it was made in; what was changed since stays.

        Raises:
            LaterChangeError: the same entry was changed after it.
            MissingEntryError: there is no such change.
        """
        records = self.history.together(number)
        if not records:
            raise MissingEntryError(str(number))
        with self._alone():
            changes = []
            for record in records:
                now = self.read(record.file)
                after = self._before(record, now)
                changes.append(FileChange(record.file, now, after, record.key, record.entry))
            return self._save(changes, by=by, why=why, undoes=number)

    def _before(self, record: Record, now: str | None) -> str | None:
        try:
            return taken_back(record, now)
        except ChangedMeanwhileError as error:
            later = self.history.later(record, overlap)
            raise LaterChangeError(later) from error

    def read(self, file: str) -> str | None:
        """The text of a file, None when there is none. Raises EditError when it is not UTF-8."""
        try:
            return (self.folder / file).read_bytes().decode()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise EditError(
                f"Файл {file} не читається. Спершу виправте його: mistok check."
            ) from error

    def _save(
        self,
        changes: Sequence[FileChange],
        *,
        by: str,
        why: str,
        undoes: int | None = None,
        beside: Sequence[str] = (),
    ) -> int | None:
        changes = [one for one in changes if one.before != one.after]
        if not changes:
            return None
        texts = {one.file: None if one.after is None else one.after.encode() for one in changes}
        if errors := new_problems(self._check(texts), self._check({})):
            raise UnsoundError(errors, {one.file: one.after or "" for one in changes})
        for one in changes:  # a person may have saved it by hand this moment
            if self.read(one.file) != one.before:
                raise ChangedMeanwhileError
        number = self.history.next()
        try:
            for offset, one in enumerate(changes):
                path = (self.folder / one.file).resolve()
                if one.after is None:
                    path.unlink(missing_ok=True)
                else:
                    write(path.parent, {path.name: one.after})
                self.history.keep(
                    Record(
                        number + offset, self._clock(), by, why, one.file, one.key, one.entry,
                        one.before, one.after, undoes, number,
                    )
                )  # fmt: skip
        except OSError as error:
            raise EditError(_NO_DISK.format(error.strerror)) from error
        commit(self.folder, [*texts, *beside], by=by, why=why)
        return number

    def _same(self, entry: Entry) -> Entry:
        now = self.find(entry.key, entry.id)
        if now.version != entry.version:
            raise ChangedMeanwhileError(now)
        return now

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with only_writer(self._kept):
            yield


def _lateness(file: str, held: Collection[str]) -> tuple[bool, int]:
    """How late a file came, of those with the same entries: the service has not taken the copy.

    Where it took both or neither, the copy has the longer name: «housing — копія.yaml».
    """
    return file in held, len(file)
