"""SQLAlchemy Core statements, compiled once and sent straight to a database's driver."""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Executable
from sqlalchemy.sql import visitors
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import ClauseElement, ColumnElement
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]
Convert = Callable[[Any], Any]


class Statement:
    """One compiled statement: SQL text, conversion of parameters and of result rows."""

    def __init__(self, clause: ClauseElement, keys: Sequence[str], dialect: Dialect) -> None:
        compiled = clause.compile(
            dialect=dialect,
            column_keys=list(keys) or None,
            compile_kwargs={"render_postcompile": True},
        )
        self.sql = str(compiled)
        self.writes = not getattr(clause, "is_select", False) or any(
            map(_changes_or_locks, visitors.iterate(clause))
        )
        self._defaults = dict(compiled.params)
        self._binds = {
            name: convert
            for bind, name in compiled.bind_names.items()  # type: ignore[attr-defined]
            if (convert := _processor(bind.type, dialect, "bind"))
        }
        self._row: type[Any] | None = None
        self._results: list[tuple[int, Convert]] = []
        self._read_columns(clause, dialect)

    def _read_columns(self, clause: ClauseElement, dialect: Dialect) -> None:
        columns: ReadOnlyColumnCollection[str, ColumnElement[Any]] | None
        columns = getattr(clause, "exported_columns", None)
        if columns is None or not len(columns):
            return
        self._row = namedtuple("Row", columns.keys(), rename=True)  # type: ignore[misc]
        for at, column in enumerate(columns):
            if convert := _processor(column.type, dialect, "result"):
                self._results.append((at, convert))

    @property
    def has_rows(self) -> bool:
        """Whether it gives rows."""
        return self._row is not None

    def bind(self, values: Values) -> dict[str, Any]:
        """The driver's parameters. Raises ValueError or TypeError for a value of a wrong kind."""
        bound = {**self._defaults, **values}
        for name, convert in self._binds.items():
            if bound[name] is not None:
                bound[name] = convert(bound[name])
        return bound

    def read(self, rows: Sequence[Sequence[Any]]) -> list[Any]:
        """Named tuples from the driver's rows."""
        if self._row is None:
            return []
        if not self._results:
            return [self._row._make(row) for row in rows]
        return [self._row._make(self._convert(row)) for row in rows]

    def _convert(self, row: Sequence[Any]) -> list[Any]:
        cells = list(row)
        for at, convert in self._results:
            cells[at] = convert(cells[at])
        return cells


def _changes_or_locks(part: object) -> bool:
    """Whether this part of a statement changes rows or holds them for itself."""
    return getattr(part, "is_dml", False) or getattr(part, "_for_update_arg", None) is not None


def _processor(kind: TypeEngine[Any], dialect: Dialect, way: str) -> Convert | None:
    impl = kind.dialect_impl(dialect)
    return impl.bind_processor(dialect) if way == "bind" else impl.result_processor(dialect, None)


class Statements:
    """The compiled statements of one dialect. Module-level statements are compiled once."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self._compiled: WeakKeyDictionary[Any, dict[frozenset[str], Statement]] = (
            WeakKeyDictionary()
        )

    def get(self, clause: Executable, values: Values) -> Statement:
        """The compiled form of `clause` for these parameter names."""
        known = self._compiled.get(clause)
        if known is None:
            known = self._compiled[clause] = {}
        keys = frozenset(values)
        statement = known.get(keys)
        if statement is None:
            assert isinstance(clause, ClauseElement)
            statement = known[keys] = Statement(clause, tuple(values), self.dialect)
        return statement
