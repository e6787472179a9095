"""Nothing is kept for ever: every table says how long its rows stay, and here they go."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, Table, and_, delete, exists, not_, select, tuple_

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
    for table in reversed(metadata.sorted_tables):
        try:
            gone += await _purge_table(database, table, now=now, most=most)
        except Unavailable:
            raise
        except Exception:
            log.exception("purge.failed", table=table.name)
    return gone


async def _purge_table(database: Database, table: Table, *, now: datetime, most: int) -> int:
    key = list(table.primary_key.columns)
    old = select(*key).where(_is_old(table, now)).order_by(*key).limit(most)
    named = key[0] if len(key) == 1 else tuple_(*key)
    async with database.unit() as unit:
        for child, column in children_of(table):  # none stays behind
            await unit.run(delete(child).where(column.in_(old)))
        return await unit.run(delete(table).where(named.in_(old)))


def _is_old(table: Table, now: datetime) -> ColumnElement[bool]:
    rule = keep_of(table)
    old: ColumnElement[bool] = table.c[rule.column] < now - timedelta(days=rule.days)
    if rule.ended:
        old &= table.c.state.in_(rule.ended)
    elif rule.longer:
        old &= table.c.state.not_in(rule.longer)
    for state, days in rule.longer.items():
        old |= (table.c.state == state) & (table.c[rule.column] < now - timedelta(days=days))
    return and_(old, *(not_(needed) for needed in _needed(table)))


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
