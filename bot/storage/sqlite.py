"""SQLite: one writer, one reader, WAL; a whole batch of statements in one trip to its thread."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy.dialects.sqlite import pysqlite

from bot.storage.errors import DatabaseError
from bot.storage.health import Trouble
from bot.storage.riders import Rider, Riders, run
from bot.storage.sqlite_file import EMPTY_LOG, MovedError, Place, sqlite_path
from bot.storage.statements import Statements
from bot.storage.unit import Call, Result

T = TypeVar("T")

TROUBLES = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_PROTOCOL: Trouble.LOCKED,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: Trouble.DISK,
    sqlite3.SQLITE_CANTOPEN: Trouble.DISK,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
}
BUSY = "PRAGMA busy_timeout=5000"  # milliseconds that a write waits for another process
BUSY_PROBE = "PRAGMA busy_timeout=1000"
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # power cuts are daily life: what was accepted is on the disk
    "PRAGMA foreign_keys=ON",
    BUSY,
    "PRAGMA secure_delete=ON",  # what is deleted is overwritten
)


class Trip(aiosqlite.Connection):
    """aiosqlite's thread and connection, with a way to run a whole batch in one hop.

    Statement by statement each would cost a hop to the thread and back: five times the price.
    """

    async def trip(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in the connection's thread."""
        result: T = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return result


class RidingSession:
    """A transaction of one trip, committed along with another one."""

    def __init__(self, write: Callable[[list[Call]], Awaitable[list[Result]]]) -> None:
        self._write = write

    async def send(self, calls: list[Call], *, commit: bool = False) -> list[Result]:
        """Run statements in order, and commit."""
        if not commit:
            raise RuntimeError("what rides along is one trip, with its commit")
        return await self._write(calls) if calls else []


class SqliteSession:
    """A transaction on the writer, begun with its first statement."""

    def __init__(
        self,
        connection: Trip,
        *,
        begin: str,
        place: Place | None = None,
        riders: Riders | None = None,
    ) -> None:
        self._connection = connection
        self._begin = begin
        self._place = place  # of a session that writes, as the riders are
        self._riders = riders
        self.open = False

    async def send(self, calls: list[Call], *, commit: bool = False) -> list[Result]:
        """Run statements in order, in one trip; then perhaps commit, with what rides along."""
        if not calls and not self.open:
            return []
        if not commit or self._riders is None:
            return await self._trip(calls, commit=commit)
        with self._riders.carried() as riders:
            return await self._trip(calls, riders, commit=True)

    async def carry(self, riders: Riders) -> None:
        """Commit what rides, and nothing else."""
        with riders.carried() as waiting:
            if waiting:
                await self._trip([], waiting, commit=True)

    async def _trip(
        self, calls: list[Call], riders: Sequence[Rider] = (), *, commit: bool
    ) -> list[Result]:
        begin, place = "" if self.open else self._begin, self._place
        self.open = not commit

        def work(connection: sqlite3.Connection) -> list[Result]:
            if begin:
                if place:
                    place.check()
                connection.execute(begin)
            results = run(connection, calls)
            for rider in riders:
                rider.ride(connection)
            if commit:
                connection.execute("COMMIT")
                if place:
                    place.check()
            return results

        try:
            return await self._connection.trip(work)
        except BaseException:
            self.open = True  # whatever happened there, roll it back
            raise

    async def rollback(self) -> None:
        """Undo what was not committed."""

        def work(connection: sqlite3.Connection) -> None:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

        await self._connection.trip(work)


class SqliteDriver:
    """The embedded database: exactly one process uses it."""

    turns = 1  # there is one writer: who waits for it waits in the line of turns
    statements = Statements(pysqlite.dialect(paramstyle="named"))  # for all databases of its kind

    def __init__(self, url: str) -> None:
        self._path = sqlite_path(url)
        self._connections: list[Trip] = []
        self._place: Place | None = None
        self._writing = asyncio.Lock()
        self._writer: asyncio.Task[Any] | None = None
        self._riders = Riders()
        self._carrying: asyncio.Task[None] | None = None
        self._reading = asyncio.Lock()
        self._reader: asyncio.Task[Any] | None = None

    async def open(self) -> None:
        """Open writer and reader. Raises DatabaseError for a folder that can't be written."""
        try:
            Path(self._path).parent.mkdir(parents=True, exist_ok=True)
            for _ in range(2):
                connection = Trip(self._connect, 64)
                await connection
                self._connections.append(connection)
            self._place = Place(self._path)
        except (OSError, sqlite3.Error) as error:
            await self.close()
            raise DatabaseError(
                f"The database file {self._path} can't be opened or written ({error}). "
                "Give this user write access to its folder, or set MISTOK_DATABASE elsewhere."
            ) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, cached_statements=256)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        return connection

    async def close(self) -> None:
        """Close both."""
        for connection in self._connections:
            await connection.close()
        self._connections.clear()

    async def empty_log(self) -> None:
        """Move all from the log of changes into the database; while another program reads: later.

        Nobody here may read or write meanwhile, else it would have to wait for them.
        """

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("PRAGMA busy_timeout=100")
            connection.execute(EMPTY_LOG).fetchone()
            connection.execute(BUSY)

        async with self._writing, self._reading:
            await asyncio.shield(self._connections[0].trip(work))

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqliteSession]:
        """The one writer, taken in turn. Who has it can't take it again: it would wait for ever."""
        if self._writer is asyncio.current_task():
            raise RuntimeError("a transaction is begun within another one")
        async with self._writing:
            self._writer = asyncio.current_task()
            session = SqliteSession(
                self._connections[0],
                begin="BEGIN IMMEDIATE",
                place=self._place,
                riders=self._riders,
            )
            try:
                yield session
            finally:
                self._writer = None
                if session.open:
                    await session.rollback()

    @asynccontextmanager
    async def ride(self) -> AsyncIterator["RidingSession"]:
        """A transaction of one trip that is committed by whichever writes next."""
        if self._writer is asyncio.current_task():
            raise RuntimeError("what rides waits for the transaction that is open here")
        yield RidingSession(self._written_along)

    async def _written_along(self, calls: list[Call]) -> list[Result]:
        written = self._riders.add(calls)
        if self._carrying is None or self._carrying.done():
            self._carrying = asyncio.create_task(self._carry())
        return await written

    async def _carry(self) -> None:
        """Carry who rides, until nobody does: whoever has the writer before us takes them along.

        It is always waited for: they are here again when its commit fails.
        """
        rides = True
        while rides:
            try:
                async with self.write() as session:
                    await session.carry(self._riders)
            except BaseException as error:
                self._riders.fail(error)
                if not isinstance(error, Exception):
                    raise
            rides = bool(self._riders)

    @asynccontextmanager
    async def probe(self) -> AsyncIterator[SqliteSession]:
        """The writer, which now gives up soon when another process holds the file."""
        async with self.write() as session:
            await self._connections[0].trip(lambda connection: connection.execute(BUSY_PROBE))
            try:
                yield session
            finally:
                await self._connections[0].trip(lambda connection: connection.execute(BUSY))

    def trouble(self, error: Exception) -> Trouble | None:
        """What this error says of the file; None when it says nothing."""
        if isinstance(error, MovedError):
            return Trouble.REPLACED if error.replaced else Trouble.GONE
        if not isinstance(error, sqlite3.Error):
            return None
        return TROUBLES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)

    async def mended(self) -> None:
        """Nothing is broken: the connections are the same ones."""

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqliteSession]:
        """The reader; WAL lets it see the last commit while a turn writes. Taken as the writer."""
        if self._reader is asyncio.current_task():
            raise RuntimeError("a look is begun within another one")
        async with self._reading:
            self._reader = asyncio.current_task()
            session = SqliteSession(self._connections[1], begin="BEGIN")
            try:
                yield session
            finally:
                self._reader = None
                if session.open:
                    await session.rollback()
