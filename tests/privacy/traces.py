"""Looks for words everywhere a program leaves them: raw bytes, and every sealed cell opened."""

from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import select
from sqlalchemy.engine import make_url

import bot.app.features  # noqa: F401 -- all tables
from bot.storage.database import Database, Unit
from bot.storage.schema import metadata, sealed_by_of
from bot.storage.sealed_cells import cells_of, rows_with_cells


def raw(url: str) -> bytes:
    """All bytes of the database: SQLite's files, or a dump of every column of PostgreSQL."""
    if url.startswith("sqlite"):
        path = Path(str(make_url(url).database))
        return b"".join(one.read_bytes() for one in sorted(path.parent.rglob("*")) if one.is_file())
    with psycopg.connect(url) as connection:
        dumped = [
            row
            for table in metadata.tables
            for row in connection.execute(f'SELECT * FROM "{table}"').fetchall()  # type: ignore[arg-type]
        ]
    return b"\n".join(_bytes(cell) for row in dumped for cell in row)


async def opened(database: Database) -> dict[str, list[bytes]]:
    """What each table holds for who has the key: a line for each cell."""
    async with database.reading() as unit:
        return {table.name: await _of(unit, table) for table in metadata.sorted_tables}


async def _of(unit: Unit, table: Any) -> list[bytes]:
    cells = [
        f"{name}={value}".encode() + _bytes(value)
        for row in await unit.all(select(table))
        for name, value in row._asdict().items()
    ]
    if sealed_by_of(table):
        for row in await unit.all(rows_with_cells(table)):
            for cell in cells_of(table, row):
                column = cell.sealed_by.name
                cells.append(unit.vault.open_bytes(cell.sealed, column=column, row=cell.row))
    return cells


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
