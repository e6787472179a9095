"""What every table shares: column types, how long rows are kept, whose they are, what is sealed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, MetaData, Table, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


@dataclass(frozen=True, slots=True)
class Keep:
    """A retention rule: rows go `days` after `column`. `why` is for the privacy page.

    With `ended`, only rows in one of these states go. Those of a state in `longer` go after so
    many days instead: somebody of the staff is to see them first.
    """

    column: str
    days: int
    why: str
    ended: tuple[str, ...] = ()
    longer: Mapping[str, int] = field(default_factory=dict)

    @property
    def longest(self) -> int:
        """Days after which no row that has ended is left."""
        return max(self.days, *self.longer.values())


@dataclass(frozen=True, slots=True)
class SealedBy:
    """How the sealed cells of a column are bound to their rows, so that they can be sealed anew.

    Stands in the table's `info["sealed_by"]`, by the column's name. Cells may be NULL or empty.

    Attributes:
        name: what the vault calls the column.
        by: columns whose values name the row (bytes in hex), joined by NUL.
        via: the foreign key to the table that has `by`; "" when it is this table.
        prefix: so many letters before the cell itself name the row, in place of `by`.
    """

    name: str
    by: tuple[str, ...] = ()
    via: str = ""
    prefix: int = 0


def sealed_by_of(table: Table) -> dict[str, SealedBy]:
    """What the sealed columns are bound by, by name; a test forbids that one is missing."""
    found: dict[str, SealedBy] = table.info.get("sealed_by", {})
    return found


def keep_of(table: Table) -> Keep:
    """The table's retention rule. Raises KeyError when it has none (a test forbids that)."""
    rule: Keep = table.info["keep"]
    return rule


@dataclass(frozen=True, slots=True)
class OwnedBy:
    """Rows are a citizen's by a column, and go when the citizen asks to be forgotten.

    Attributes:
        column: it holds the citizen's id or peer key, or leads to a row of `parent`.
        parent: the table whose citizen it is, "" for a column that names the citizen itself.
        blank: what is emptied, and with what, where the row itself stays; else it is deleted.
        but: rows in one of these states stay: they are still on their way.
        left: what of a blanked row stays, and why.
        apart: the column that is emptied in a row of which a person may have but one, when two of
            their chats that both have it become theirs; "" and such a row goes.
    """

    column: str
    parent: str = ""
    blank: Mapping[str, Any] = field(default_factory=dict)
    but: tuple[str, ...] = ()
    left: str = ""
    apart: str = ""


@dataclass(frozen=True, slots=True)
class NotPersonal:
    """Rows are no citizen's: they stay when one is forgotten. `why` says what is in them."""

    why: str


def whose_of(table: Table) -> tuple[OwnedBy, ...]:
    """By what rows are a citizen's; () for nobody's.

    Raises KeyError when the table says nothing (a test forbids that).
    """
    rules = table.info["whose"]
    return () if isinstance(rules, NotPersonal) else rules


def children_of(parent: Table) -> list[tuple[Table, Column[Any]]]:
    """Tables whose rows belong to rows of this one, and the column that says so."""
    return [
        (table, table.c[rule.column])
        for table in metadata.sorted_tables
        for rule in whose_of(table)
        if rule.parent == parent.name
    ]


# How a column that could hold somebody's words rests; a test wants one of these of each.
SEALED = {"rests": "sealed"}  # encrypted by the vault before it comes here
DIGEST = {"rests": "digest"}  # a keyed or salted digest: what was digested can't be read from it


def clear(what: str) -> dict[str, str]:
    """Rests readably; `what` says what it holds, and so why no word of a person is in it."""
    return {"rests": "clear", "what": what}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC moment. SQLite has no time zones: there it rests as sortable ISO text.

    Naive values are refused with ValueError.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """`timestamptz` on PostgreSQL, text on SQLite."""
        kind = Text() if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """To the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone can't be stored")
        moment = value.astimezone(UTC)
        return moment.isoformat(timespec="microseconds") if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None or isinstance(value, datetime):
            return value.astimezone(UTC) if value else None
        return datetime.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """A JSON value as text, Cyrillic readable."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else dump(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        """From the database."""
        return None if value is None else json.loads(value)


dump: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
