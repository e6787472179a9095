"""PostgreSQL through psycopg: a pool, and batches in pipeline mode."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from sqlalchemy.dialects.postgresql import psycopg as dialect

from bot.storage.errors import DatabaseError
from bot.storage.health import Trouble
from bot.storage.statements import Statement, Statements
from bot.storage.unit import Call, Result

POOL = 8
CONNECT_SECONDS = 10.0
RECONNECT_SECONDS = 2.0  # then the next who needs a connection tries anew: no growing pauses
# Of one transaction: a pooler passes no options of a session on, and would lend them to others.
PROBE = (
    "SET LOCAL statement_timeout = 3000",
    "SET LOCAL idle_in_transaction_session_timeout = 5000",
)

TROUBLES = {  # by SQLSTATE, whole or its class
    "25006": Trouble.READ_ONLY,
    "53100": Trouble.FULL,
    "53300": Trouble.DOWN,  # too many connections
    "08": Trouble.DOWN,
    "57P01": Trouble.DOWN,  # it is shut down, crashed, or not up yet
    "57P02": Trouble.DOWN,
    "57P03": Trouble.DOWN,
    "57P04": Trouble.DOWN,  # the database was dropped: another one of its name may come
    "57P05": Trouble.DOWN,  # we did nothing for so long that the server ended the session
    "25P03": Trouble.DOWN,  # we held a transaction and did nothing
    "58": Trouble.DISK,
    "XX001": Trouble.DAMAGED,
    "XX002": Trouble.DAMAGED,
}


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


async def _fit(connection: psycopg.AsyncConnection[Any]) -> None:
    """Prepare no statements where a pooler (PgBouncer) stands before the server.

    Between transactions it gives the server's connection to others, so names of prepared statements
    clash. It is known by the number of the server's process, which a pooler tells wrong.
    """
    cursor = await connection.execute("SELECT pg_backend_pid()")
    row = await cursor.fetchone()
    if row is None or row[0] != connection.info.backend_pid:
        connection.prepare_threshold = None
    await connection.commit()


async def _result(statement: Statement, cursor: psycopg.AsyncCursor[Any]) -> Result:
    rows = statement.read(await cursor.fetchall()) if statement.has_rows else []
    return Result(rows, cursor.rowcount)


class PostgresDriver:
    """A shared database: several processes may use it."""

    turns = POOL - 2
    statements = Statements(dialect.dialect())  # type: ignore[no-untyped-call]

    def __init__(self, url: str) -> None:
        self._url = url.replace("postgresql+psycopg://", "postgresql://")
        self._pool: AsyncConnectionPool[psycopg.AsyncConnection[Any]] | None = None
        self._own: psycopg.AsyncConnection[Any] | None = None  # of the heartbeat
        self._probing = asyncio.Lock()

    async def open(self) -> None:
        """Fill the pool. Raises DatabaseError when nobody answers."""
        pool = AsyncConnectionPool(
            self._url,
            min_size=1,
            max_size=POOL,
            open=False,
            timeout=CONNECT_SECONDS,
            reconnect_timeout=RECONNECT_SECONDS,
            configure=_fit,
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
        if self._own is not None:
            await self._own.close()
            self._own = None
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    async def empty_log(self) -> None:
        """Its log is the server's, and so is what deleted rows leave behind: see its VACUUM."""

    @asynccontextmanager
    async def write(self) -> AsyncIterator[PostgresSession]:
        """A connection of the pool, in a transaction."""
        assert self._pool is not None
        async with self._pool.connection() as connection:
            yield PostgresSession(connection)

    read = ride = write  # turns leave connections for others

    @asynccontextmanager
    async def probe(self) -> AsyncIterator[PostgresSession]:
        """A connection of the heartbeat's own: it tells at once when the server is gone."""
        async with self._probing:
            if self._own is None or self._own.closed:
                self._own = await psycopg.AsyncConnection.connect(
                    self._url, connect_timeout=2, prepare_threshold=None
                )
            try:
                for limit in PROBE:
                    await self._own.execute(limit)
                yield PostgresSession(self._own)
                await self._own.commit()
            except BaseException:
                # Whatever state it is in: a new one is cheap.
                own, self._own = self._own, None
                await own.close()
                raise

    def trouble(self, error: Exception) -> Trouble | None:
        """What this error says of the server; None when it says nothing."""
        if isinstance(error, PoolTimeout | psycopg.InterfaceError):
            return Trouble.DOWN
        if not isinstance(error, psycopg.Error):
            return None
        state = error.sqlstate or ""
        if not state:
            return Trouble.DOWN if isinstance(error, psycopg.OperationalError) else None
        return TROUBLES.get(state) or TROUBLES.get(state[:2])

    async def mended(self) -> None:
        """Let go of the connections that broke."""
        if self._pool is not None:
            await self._pool.check()
