"""Nothing is kept for ever: every table says how long its rows stay, and here they go."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import structlog
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    not_,
    select,
    tuple_,
)

from bot.storage.database import Database, Unavailable
from bot.storage.schema import children_of, keep_of, metadata

log = structlog.get_logger(__name__)

MOST = 5000  # rows of a table at a time: a turn waits for no more


async def purge(database: Database, *, now: datetime, most: int = MOST) -> int:
    """Delete rows past their term; how many. A message that was never handled stays.

    Also stays what an open request needs. Of a table at most `most` rows go: call it again soon
    when so many have gone. The date must be one that can be believed (`bot.storage.clock`).
    A table that fails is told in the log and stops no other. Raises Unavailable.
    """
    gone = 0
    for table, deletion in _deletions(tuple(reversed(metadata.sorted_tables))).items():
        try:
            gone += await _purge_table(database, deletion, now=now, most=most)
        except Unavailable:
            raise
        except Exception:
            log.exception("purge.failed", table=table.name)
    return gone


@dataclass(frozen=True, slots=True)
class _Deletion:
    """What deletes a table's old rows, its children's first; `days` names how old by parameter."""

    statements: tuple[Executable, ...]
    days: Mapping[str, int]


async def _purge_table(database: Database, deletion: _Deletion, *, now: datetime, most: int) -> int:
    moments = {name: now - timedelta(days=days) for name, days in deletion.days.items()}
    async with database.unit() as unit:
        gone = 0
        for statement in deletion.statements:
            gone = await unit.run(statement, {**moments, "most": most})
        return gone


@lru_cache(maxsize=1)
def _deletions(tables: Sequence[Table]) -> dict[Table, _Deletion]:
    """Of each table, made once: a program starts sooner, and tests start many."""
    return {table: _deletion(table) for table in tables}


def _deletion(table: Table) -> _Deletion:
    key = list(table.primary_key.columns)
    days, is_old = _is_old(table)
    old = select(*key).where(is_old).order_by(*key).limit(_told("most"))
    named = key[0] if len(key) == 1 else tuple_(*key)
    children = [delete(child).where(column.in_(old)) for child, column in children_of(table)]
    return _Deletion((*children, delete(table).where(named.in_(old))), days)


def _is_old(table: Table) -> tuple[dict[str, int], ColumnElement[bool]]:
    """By how many days, and the condition."""
    rule = keep_of(table)
    days = {"since": rule.days}
    old: ColumnElement[bool] = table.c[rule.column] < _told("since")
    if rule.ended:
        old &= table.c.state.in_(rule.ended)
    elif rule.longer:
        old &= table.c.state.not_in(rule.longer)
    for number, (state, longer) in enumerate(rule.longer.items()):
        days[f"since_{number}"] = longer
        is_past = table.c[rule.column] < _told(f"since_{number}")
        old |= (table.c.state == state) & is_past
    return days, and_(old, *(not_(needed) for needed in _needed(table)))


def _told(name: str) -> BindParameter[Any]:
    """A parameter that is given at each use; lists of states beside it are written out before."""
    return bindparam(name, required=False)


def _needed(table: Table) -> Iterator[ColumnElement[bool]]:
    """What is open keeps itself, what it points to, and what points to it."""
    for other in metadata.sorted_tables:
        if not (states := other.info.get("open")):
            continue
        is_open = other.c.state.in_(states)
        if other is table:
            yield is_open
        ties = [key for key in other.foreign_keys if key.column.table is table]
        ties += [key for key in table.foreign_keys if key.column.table is other]
        for key in ties:
            yield exists(select(1).where(key.parent == key.column, is_open).correlate(table))
