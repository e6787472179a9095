"""Small writes that ride along: who commits next commits them too, and the disk waits once.

SQLite has one writer, and each commit waits for the disk. What only has to be durable soon would
make turns wait, and wait for them, if it had commits of its own.
"""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.storage.unit import Call, Result


def run(connection: sqlite3.Connection, calls: Sequence[Call]) -> list[Result]:
    """Run statements in order."""
    results = []
    for statement, values in calls:
        cursor = connection.execute(statement.sql, values)
        results.append(Result(statement.read(cursor.fetchall()), cursor.rowcount))
    return results


@dataclass(slots=True, eq=False)
class Rider:
    """Statements that go together. They may be run twice: after a commit that nobody heard of."""

    calls: list[Call]
    written: asyncio.Future[list[Result]]
    results: list[Result] = field(default_factory=list)
    error: Exception | None = None

    def ride(self, connection: sqlite3.Connection) -> None:
        """Run them in the open transaction; one that fails undoes its own alone."""
        connection.execute("SAVEPOINT rider")
        try:
            self.results, self.error = run(connection, self.calls), None
        except Exception as error:
            if not connection.in_transaction:  # all of it is undone: that is nobody's own fault
                raise
            self.error = error
            connection.execute("ROLLBACK TO rider")
        connection.execute("RELEASE rider")

    def tell(self) -> None:
        """It is committed."""
        if self.written.done():
            return
        if self.error is not None:
            self.written.set_exception(self.error)
        else:
            self.written.set_result(self.results)


class Riders:
    """Those who wait for a transaction that commits."""

    def __init__(self) -> None:
        self._waiting: list[Rider] = []

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, calls: list[Call]) -> asyncio.Future[list[Result]]:
        """Statements to run; the future has their results once they are committed."""
        written: asyncio.Future[list[Result]] = asyncio.get_running_loop().create_future()
        self._waiting.append(Rider(calls, written))
        return written

    @contextmanager
    def carried(self) -> Iterator[Sequence[Rider]]:
        """Those who wait now; when the block raises they wait for the next transaction."""
        riders, self._waiting = self._waiting, []
        try:
            yield riders
        except BaseException:
            self._waiting[:0] = riders
            raise
        for rider in riders:
            rider.tell()

    def fail(self, error: BaseException) -> None:
        """Nobody can carry them."""
        riders, self._waiting = self._waiting, []
        for rider in riders:
            if rider.written.done():
                continue
            if isinstance(error, Exception):
                rider.written.set_exception(error)
            else:
                rider.written.cancel()
