"""Sealed cells wherever they are: read with what binds them to their rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Select, Table, select

from bot.storage.schema import SealedBy, sealed_by_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One sealed cell. `prefix` is what stands before it in the column."""

    column: str
    sealed_by: SealedBy
    row: str
    sealed: bytes
    prefix: bytes = b""


def id_of(table: Table) -> Column[Any]:
    """The only column of the primary key."""
    (column,) = table.primary_key.columns
    return column


def rows_with_cells(table: Table) -> Select[Any]:
    """Rows with `id`, the sealed columns as `cell_NAME`, and what `cells_of` needs besides."""
    source, columns = table, [id_of(table).label("id")]
    seen = set()
    for name, sealed_by in sealed_by_of(table).items():
        columns.append(table.c[name].label(f"cell_{name}"))
        owner = table
        if sealed_by.via:
            key = next(iter(table.c[sealed_by.via].foreign_keys))
            owner = key.column.table
            if owner not in seen:
                source = source.join(owner, table.c[sealed_by.via] == key.column)  # type: ignore[assignment]
        seen.add(owner)
        columns += [owner.c[by].label(f"by_{name}_{at}") for at, by in enumerate(sealed_by.by)]
    return select(*columns).select_from(source)


def cells_of(table: Table, row: Any) -> list[Cell]:
    """The sealed cells of such a row, but for empty ones."""
    values: Mapping[str, Any] = row._asdict()
    found = []
    for name, sealed_by in sealed_by_of(table).items():
        cell = values[f"cell_{name}"]
        if not cell or isinstance(cell, str):  # before its migration a column may be in clear
            continue
        prefix, sealed = bytes(cell[: sealed_by.prefix]), bytes(cell[sealed_by.prefix :])
        by = [_text(values[f"by_{name}_{at}"]) for at in range(len(sealed_by.by))]
        told = prefix.decode() if sealed_by.prefix else "\0".join(by)
        found.append(Cell(name, sealed_by, told, sealed, prefix))
    return found


def _text(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else str(value)
