"""SQLite: one writer, one reader, WAL; a whole batch of statements in one trip to its thread."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite
import structlog
from sqlalchemy.dialects.sqlite import pysqlite

from bot.storage.database import Call, DatabaseError, Result
from bot.storage.statements import Statements

T = TypeVar("T")

log = structlog.get_logger(__name__)

# All goes from the log of changes (WAL) into the database, and the log becomes empty.
EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # power cuts are daily life: what was accepted is on the disk
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA secure_delete=ON",  # what is deleted is overwritten
)


def sqlite_path(url: str) -> str:
    """The file of sqlite:///relative/path or sqlite:////absolute/path."""
    return url.removeprefix("sqlite://").removeprefix("/") or ":memory:"


def make_folder(path: str) -> None:
    """Make the file, for this user's eyes only, and its folder. Raises DatabaseError."""
    file = Path(path)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)
    except OSError as error:
        raise DatabaseError(
            f"The database file {file} can't be created ({error.strerror}). Give this user "
            "write access to its folder, or set MISTOK_DATABASE to a folder that is writable."
        ) from error


def wipe(path: str) -> None:
    """Write the file anew, so that nothing that was deleted earlier is left in it.

    It needs as much free space again; without it, or with others at work, it is left for now.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("VACUUM")
            connection.execute(EMPTY_LOG)
    except sqlite3.Error as error:
        log.warning("database.not_wiped", reason=str(error), do="free some space, then VACUUM it")


class Trip(aiosqlite.Connection):
    """aiosqlite's thread and connection, with a way to run a whole batch in one hop.

    Statement by statement each would cost a hop to the thread and back: five times the price.
    """

    async def trip(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in the connection's thread."""
        result: T = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return result


class SqliteSession:
    """A transaction on the writer, begun with its first statement."""

    def __init__(self, connection: Trip, *, begin: str) -> None:
        self._connection = connection
        self._begin = begin
        self.open = False

    async def send(self, calls: list[Call], *, commit: bool = False) -> list[Result]:
        """Run statements in order, in one trip; then perhaps commit."""
        begin = "" if self.open or not calls else self._begin
        if not calls and not self.open:
            return []
        self.open = not commit

        def work(connection: sqlite3.Connection) -> list[Result]:
            if begin:
                connection.execute(begin)
            results = []
            for statement, values in calls:
                cursor = connection.execute(statement.sql, values)
                results.append(Result(statement.read(cursor.fetchall()), cursor.rowcount))
            if commit:
                connection.execute("COMMIT")
            return results

        try:
            return await asyncio.shield(self._connection.trip(work))
        except BaseException:
            self.open = True  # whatever happened there, roll it back
            raise

    async def rollback(self) -> None:
        """Undo what was not committed."""

        def work(connection: sqlite3.Connection) -> None:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

        await asyncio.shield(self._connection.trip(work))


class SqliteDriver:
    """The embedded database: exactly one process uses it."""

    def __init__(self, url: str) -> None:
        self._path = sqlite_path(url)
        self._connections: list[Trip] = []
        self._writing = asyncio.Lock()
        self._writer: asyncio.Task[Any] | None = None
        self._reading = asyncio.Lock()
        self.statements = Statements(pysqlite.dialect(paramstyle="named"))

    async def open(self) -> None:
        """Open writer and reader. Raises DatabaseError for a folder that can't be written."""
        try:
            Path(self._path).parent.mkdir(parents=True, exist_ok=True)
            for _ in range(2):
                connection = Trip(self._connect, 64)
                await connection
                self._connections.append(connection)
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

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqliteSession]:
        """The one writer, taken in turn. Who has it can't take it again: it would wait for ever."""
        if self._writer is asyncio.current_task():
            raise RuntimeError("a transaction is begun within another one")
        async with self._writing:
            self._writer = asyncio.current_task()
            session = SqliteSession(self._connections[0], begin="BEGIN IMMEDIATE")
            try:
                yield session
            finally:
                self._writer = None
                if session.open:
                    await session.rollback()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqliteSession]:
        """The reader; WAL lets it see the last commit while a turn writes."""
        async with self._reading:
            session = SqliteSession(self._connections[1], begin="BEGIN")
            try:
                yield session
            finally:
                if session.open:
                    await session.rollback()
