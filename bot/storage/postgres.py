"""PostgreSQL through psycopg: a pool, and batches in pipeline mode."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from sqlalchemy.dialects.postgresql import psycopg as dialect

from bot.storage.database import Call, DatabaseError, Result
from bot.storage.statements import Statement, Statements

POOL = 8
CONNECT_SECONDS = 10.0


class PostgresSession:
    """A transaction on one connection of the pool."""

    def __init__(self, connection: psycopg.AsyncConnection[Any]) -> None:
        self._connection = connection

    async def send(self, calls: list[Call], *, commit: bool = False) -> list[Result]:
        """Run statements in order, in one trip; then perhaps commit."""
        cursors = []
        async with self._connection.pipeline():
            for statement, values in calls:
                cursors.append(await self._connection.execute(statement.sql, values))
            if commit:
                await self._connection.commit()
        return [await _result(call[0], cursor) for call, cursor in zip(calls, cursors, strict=True)]


async def _result(statement: Statement, cursor: psycopg.AsyncCursor[Any]) -> Result:
    rows = statement.read(await cursor.fetchall()) if statement.has_rows else []
    return Result(rows, cursor.rowcount)


class PostgresDriver:
    """A shared database: several processes may use it."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("postgresql+psycopg://", "postgresql://")
        self._pool: AsyncConnectionPool[psycopg.AsyncConnection[Any]] | None = None
        self.statements = Statements(dialect.dialect())  # type: ignore[no-untyped-call]

    async def open(self) -> None:
        """Fill the pool. Raises DatabaseError when nobody answers."""
        pool = AsyncConnectionPool(
            self._url, min_size=1, max_size=POOL, open=False, timeout=CONNECT_SECONDS
        )
        try:
            await pool.open(wait=True, timeout=CONNECT_SECONDS)
        except (PoolTimeout, psycopg.Error) as error:
            await pool.close()
            raise DatabaseError(
                "PostgreSQL does not answer. Check that it runs and that MISTOK_DATABASE "
                "names the right host, user and database."
            ) from error
        self._pool = pool

    async def close(self) -> None:
        """Empty the pool."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[PostgresSession]:
        """A connection of the pool, in a transaction."""
        assert self._pool is not None
        async with self._pool.connection() as connection:
            yield PostgresSession(connection)

    read = write
