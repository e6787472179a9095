"""Taking what is sound out of the files, and naming what is not."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.content.messages import field_message, meant, unknown_field
from bot.content.problems import Problem
from bot.content.source import BrokenFileError, Cache, Source, read

M = TypeVar("M", bound=BaseModel)
Path_ = tuple[str | int, ...]
_NO_LIST = "тут має бути список «{key}»: кожен запис із рисочки."


class Collector:
    """Reads files under one folder and gathers the problems met on the way.

    `instead` are files, by their place in the folder («services/work.yaml»), that stand instead
    of those there; None for one that is there no more.
    """

    def __init__(
        self, folder: Path, *, cache: Cache, instead: Mapping[str, bytes | None] | None = None
    ) -> None:
        self.folder = folder
        self._instead = instead or {}
        self.problems: list[Problem] = []
        self._cache = cache
        self._declared: dict[str, set[str]] = {}
        self._first: dict[tuple[str, str], tuple[Source, Path_]] = {}
        self._unreadable: set[str] = set()

    def name(self, path: Path) -> str:
        """Return the path as editors know it: content/services/work.yaml."""
        return f"{self.folder.name}/{path.relative_to(self.folder).as_posix()}"

    def raw(self, path: Path) -> bytes:
        """The bytes of a file. Raises OSError."""
        name = path.relative_to(self.folder).as_posix()
        if name not in self._instead:
            return path.read_bytes()
        given = self._instead[name]
        if given is None:
            raise FileNotFoundError(name)
        return given

    def has(self, path: Path) -> bool:
        """Whether there is such a file."""
        name = path.relative_to(self.folder).as_posix()
        return self._instead[name] is not None if name in self._instead else path.exists()

    def files(self, subfolder: str, suffix: str) -> list[Path]:
        """The files of a subfolder with this suffix, in the order of names, copies last."""
        found = set((self.folder / subfolder).glob(f"*{suffix}"))
        given = (Path(name) for name in self._instead)
        found |= {self.folder / one for one in given
                  if one.parent.as_posix() == subfolder and one.suffix == suffix}  # fmt: skip
        return sorted((one for one in found if self.has(one)), key=copies_last)

    def source(self, path: Path) -> Source | None:
        """Read a YAML file; None (and a problem) where it is missing or can't be read."""
        name = self.name(path)
        try:
            found = read(self.raw(path), name=name, cache=self._cache)
        except BrokenFileError as broken:
            self.problems.append(broken.problem)
            self._unreadable.add(path.parent.name)
            return None
        except OSError:
            self.problems.append(Problem(name, 1, 1, "файла немає. Поверніть його на місце."))
            return None
        if not isinstance(found.data, dict):
            message = "файл порожній або почато не з назви поля. Порівняйте зі зразком."
            self.problems.append(Problem(name, 1, 1, message))
            self._unreadable.add(path.parent.name)
            return None
        return found

    def sources(self, subfolder: str) -> Iterator[Source]:
        """Read every YAML file of a subfolder, in the order of names."""
        for path in self.files(subfolder, ".yaml"):
            found = self.source(path)
            if found is not None:
                yield found

    def only(self, source: Source, model: type[BaseModel]) -> None:
        """Name the fields of a file that its model doesn't know."""
        for key in source.data.keys() - model.model_fields.keys():
            line, column = source.place((key,), of_key=True)
            self.problems.append(Problem(source.name, line, column, unknown_field(key)))

    def may_exist(self, key: str, entry_id: str) -> bool:
        """Whether the entry stands in some list `key`, sound or not, or in a file that is broken.

        One mistake gives one message: what refers to a broken entry is not wrong.
        """
        return key in self._unreadable or entry_id in self._declared.get(key, ())

    def entries(
        self, source: Source, key: str, model: type[M], *, optional: bool = False
    ) -> list[tuple[Path_, M]]:
        """Return the sound entries of the list `key` with their paths in the file."""
        rows = source.data.get(key)
        if optional and rows is None:
            return []
        if rows is None and key in map(meant, source.data.keys() - {key}):
            return []  # told as a field nobody knows
        if not isinstance(rows, list):
            self.problems.append(source.problem(_NO_LIST.format(key=key), key))
            return []
        found: list[tuple[Path_, M]] = []
        declared = self._declared.setdefault(key, set())
        for index, row in enumerate(rows):
            if isinstance(row, dict):
                declared.add(str(row.get("id")))
            entry = self.value(source, row, model, path=(key, index))
            if entry is not None:
                found.append(((key, index), entry))
        return found

    def whole(
        self, source: Source | None, model: type[M], *, but: tuple[str, ...] = ()
    ) -> M | None:
        """Return the whole file as one value; the fields `but` are read on their own."""
        if source is None:
            return None
        data = {key: value for key, value in source.data.items() if key not in but}
        return self.value(source, data, model, path=())

    def value(self, source: Source, data: Any, model: type[M], *, path: Path_) -> M | None:
        """Validate one value standing at `path`; None (and its problems) where it is not sound."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for details in _once(error.errors()):
                where = path + details["loc"]
                at_key = details["type"] == "extra_forbidden"
                line, column = source.place(where, of_key=at_key)
                message = field_message(details)
                self.problems.append(Problem(source.name, line, column, message))
            return None

    def is_new(self, source: Source, path: Path_, entry_id: str) -> bool:
        """Whether no entry of this list had the code before; a problem that names both if one had.

        A file that is a copy of another is told once, as a copy.
        """
        key = str(path[0])
        other, place = self._first.setdefault((key, entry_id), (source, path))
        if (other, place) == (source, path):
            return True
        if other is not source and self._is_copy(source, key, other):
            first, copy = sorted((other.name, source.name), key=len)
            message = (
                f"ті самі коди, що й у файлі {first}. Якщо один із них копія, приберіть копію з "
                "теки; якщо обидва потрібні, дайте записам новішого інші коди."
            )
            problem = Problem(copy, 1, 1, message)
            if problem not in self.problems:
                self.problems.append(problem)
            return False
        line, _ = other.place((*place, "id"))
        message = (
            f"код «{entry_id}» вже є в {other.name}:{line}. Давній запис не чіпайте: дайте інший "
            "код новому."
        )
        self.complain(source, message, *path, "id")
        return False

    def _is_copy(self, source: Source, key: str, other: Source) -> bool:
        """Whether half of the entries of a file, two or more, stand in another one, or all do.

        A file with all of its entries and its name in its own is a copy, though changed since.
        """
        rows = source.data.get(key)
        codes = [str(row.get("id")) for row in rows or () if isinstance(row, dict)]
        shared = [one for one in codes if self._first.get((key, one), (None,))[0] is other]
        most = len(shared) >= 2 and 2 * len(shared) >= len(codes)
        names = sorted((Path(source.name).stem, Path(other.name).stem), key=len)
        is_called_so = names[0] in names[1] and len(shared) == len(codes)
        return most or is_called_so or bool(source.data == other.data)

    def complain(self, source: Source, message: str, *path: str | int) -> None:
        """Name a problem of a value that is sound in itself: a reference to nothing."""
        self.problems.append(source.problem(message, *path))


def copies_last(path: Path) -> tuple[bool, Path]:
    """The order of files: a copy that a computer named («housing — копія.yaml») has a blank."""
    return " " in path.name, path


def _once(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without the fields that are missing because their names are misspelt."""
    misspelt = {
        (*one["loc"][:-1], meant(str(one["loc"][-1])))
        for one in errors
        if one["type"] == "extra_forbidden"
    }
    return [one for one in errors if one["type"] != "missing" or one["loc"] not in misspelt]
