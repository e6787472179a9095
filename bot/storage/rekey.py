"""Seals every cell anew with the newest secret, so that older ones can be left out.

It works in small transactions beside a running service, and can be killed and begun again: a cell
says itself whether it is done. A cell that changed meanwhile is left alone and looked at again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import LargeBinary, Table, and_, bindparam, func, or_, select, update

from bot.storage.database import Database, DatabaseError
from bot.storage.keys import retire
from bot.storage.schema import metadata, sealed_by_of
from bot.storage.sealed_cells import Cell, cells_of, id_of, rows_with_cells
from bot.storage.vault import HEAD_BYTES, Vault, VaultError

ROWS = 200  # of a table in one transaction, if they are small
BYTES = 4_000_000  # of cells in one transaction, but for one that is larger
PASSES = 5


@dataclass(slots=True)
class Rekeyed:
    """What was done. `closed` are cells that no secret opens, by column; they stay as they are."""

    cells: int = 0
    closed: dict[str, int] = field(default_factory=dict)
    retired: list[str] = field(default_factory=list)  # ids of keys that are needed no more


async def rekey(database: Database, *, passing: Callable[[str], None] = lambda _: None) -> Rekeyed:
    """Seal all anew. Raises DatabaseError when the service goes on sealing with an older secret."""
    done = Rekeyed()
    tables = [table for table in metadata.sorted_tables if sealed_by_of(table)]
    for _ in range(PASSES):
        done.closed.clear()
        sealed = 0
        for table in tables:
            sealed += await _table(database, table, done.closed, passing)
        done.cells += sealed
        if not sealed:  # a whole look found nothing to do
            async with database.unit() as unit:
                done.retired = await retire(unit)
            return done
    raise DatabaseError(
        "The service still seals with an older secret. Restart it with the newest one, in "
        "MISTOK_SECRET after the older ones, and run `mistok rekey` again. What is sealed anew "
        "stays so."
    )


async def _table(
    database: Database, table: Table, closed: dict[str, int], passing: Callable[[str], None]
) -> int:
    """One look through a table; how many cells were sealed anew."""
    above, sealed = None, 0
    while True:
        waiting = await _waiting(database, table, above)
        if not waiting:
            return sealed
        above = waiting[-1].id
        for some in _portions(waiting):
            sealed += await _seal_anew(database, table, some, closed)
            passing(table.name)


async def _waiting(database: Database, table: Table, above: Any) -> list[Any]:
    """Rows with a cell that the newest key has not sealed: id, and bytes in all."""
    head, key = database.vault.newest_head, id_of(table)
    others, sizes = [], []
    for name, sealed_by in sealed_by_of(table).items():
        column = table.c[name]
        begins = func.substr(column, sealed_by.prefix + 1, HEAD_BYTES, type_=LargeBinary)
        others.append(
            and_(column.is_not(None), func.length(column) > sealed_by.prefix, begins != head)
        )
        sizes.append(func.coalesce(func.length(column), 0))
    wanted = select(key.label("id"), sum(sizes[1:], sizes[0]).label("size")).where(or_(*others))
    if above is not None:
        wanted = wanted.where(key > above)
    async with database.reading() as unit:
        return await unit.all(wanted.order_by(key).limit(ROWS))


def _portions(rows: Sequence[Any]) -> Iterator[list[Any]]:
    some: list[Any] = []
    size = 0
    for row in rows:
        if some and size + row.size > BYTES:
            yield some
            some, size = [], 0
        some.append(row.id)
        size += row.size
    yield some


async def _seal_anew(
    database: Database, table: Table, ids: list[Any], closed: dict[str, int]
) -> int:
    key, vault = id_of(table), database.vault
    async with database.reading() as unit:
        rows = await unit.all(rows_with_cells(table).where(key.in_(ids)))
    changes = []
    for row in rows:
        for cell in cells_of(table, row):
            anew = _anew(vault, cell, closed)
            if anew is not None:
                values = {"which": row.id, "was": cell.prefix + cell.sealed, "now_is": anew}
                changes.append((cell.column, values))
    async with database.unit() as unit:
        return sum([await unit.run(_change(table, name), values) for name, values in changes])


def _anew(vault: Vault, cell: Cell, closed: dict[str, int]) -> bytes | None:
    """The cell sealed with the newest key; None when it is, or when it can't be opened."""
    if cell.sealed.startswith(vault.newest_head):
        return None
    try:
        body = vault.open_bytes(cell.sealed, column=cell.sealed_by.name, row=cell.row)
    except VaultError:
        closed[cell.sealed_by.name] = closed.get(cell.sealed_by.name, 0) + 1
        return None
    return cell.prefix + vault.seal_bytes(body, column=cell.sealed_by.name, row=cell.row)


def _change(table: Table, name: str) -> Any:
    known = _changes.get((table.name, name))
    if known is None:
        cell = table.c[name]
        known = _changes[table.name, name] = (
            update(table)
            .where(id_of(table) == bindparam("which"), cell == bindparam("was"))
            .values({name: bindparam("now_is")})
        )
    return known


_changes: dict[tuple[str, str], Any] = {}
