"""Sealed cells wherever they are: read with what binds them to their rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Select, Table, select

from bot.storage.schema import Bond, bonds_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One sealed cell. `prefix` is what stands before it in the column."""

    column: str
    bond: Bond
    row: str
    sealed: bytes
    prefix: bytes = b""


def id_of(table: Table) -> Column[Any]:
    """The only column of the primary key."""
    (column,) = table.primary_key.columns
    return column


def cells_with_bonds(table: Table) -> Select[Any]:
    """Rows with `id`, the sealed columns as `cell_NAME`, and what `cells_of` needs besides."""
    source, columns = table, [id_of(table).label("id")]
    seen = set()
    for name, bond in bonds_of(table).items():
        columns.append(table.c[name].label(f"cell_{name}"))
        owner = table
        if bond.via:
            key = next(iter(table.c[bond.via].foreign_keys))
            owner = key.column.table
            if owner not in seen:
                source = source.join(owner, table.c[bond.via] == key.column)  # type: ignore[assignment]
        seen.add(owner)
        columns += [owner.c[by].label(f"by_{name}_{at}") for at, by in enumerate(bond.by)]
    return select(*columns).select_from(source)


def cells_of(table: Table, row: Any) -> list[Cell]:
    """The sealed cells of such a row, but for empty ones."""
    values: Mapping[str, Any] = row._asdict()
    found = []
    for name, bond in bonds_of(table).items():
        cell = values[f"cell_{name}"]
        if not cell or isinstance(cell, str):  # before its migration a column may be in clear
            continue
        prefix, sealed = bytes(cell[: bond.prefix]), bytes(cell[bond.prefix :])
        by = [_text(values[f"by_{name}_{at}"]) for at in range(len(bond.by))]
        told = prefix.decode() if bond.prefix else "\0".join(by)
        found.append(Cell(name, bond, told, sealed, prefix))
    return found


def _text(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else str(value)
