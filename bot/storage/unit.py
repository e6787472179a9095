"""One transaction, as features use it, and what a driver gives for it."""

import hashlib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import BigInteger, Executable, bindparam, func, select

from bot.storage.errors import ReadOnlyError
from bot.storage.health import Trouble
from bot.storage.statements import Statement, Statements, Values
from bot.storage.vault import Vault

SHOWN = 80  # so many characters of a statement tell which one it is

Call = tuple[Statement, dict[str, Any]]
_lock = select(func.pg_advisory_xact_lock(bindparam("number", type_=BigInteger)))


def lock_number(name: str) -> int:
    """PostgreSQL names advisory locks by 64-bit numbers: ours for this name."""
    digest = hashlib.sha256(f"mistok {name}".encode()).digest()
    return int.from_bytes(digest[:8], signed=True)


@dataclass(slots=True)
class Result:
    """Rows of one statement, and how many rows it touched."""

    rows: list[Any] = field(default_factory=list)
    count: int = 0


class Session(Protocol):
    """One open transaction of a driver."""

    async def send(self, calls: list[Call], *, commit: bool = False) -> list[Result]:
        """Run statements in order, in one trip; then perhaps commit."""


class Driver(Protocol):
    """One kind of database."""

    statements: Statements
    turns: int  # at once; there is always room for who only stores something

    async def open(self) -> None:
        """Connect. Raises DatabaseError with what to do about it."""

    async def close(self) -> None:
        """Disconnect."""

    async def empty_log(self) -> None:
        """Leave nothing of what was deleted in a log of changes, where that can be done."""

    def write(self) -> Any:
        """An async context manager of a Session that writes."""

    def ride(self) -> Any:
        """As `write`, for one trip with its commit, of statements that may be run twice."""

    def read(self) -> Any:
        """An async context manager of a Session that only reads."""

    def probe(self) -> Any:
        """As `write`, for the heartbeat: it waits for nothing long."""

    def trouble(self, error: Exception) -> Trouble | None:
        """What this error says of the database; None when it says nothing."""

    async def mended(self) -> None:
        """The database is well again: let go of what broke meanwhile."""


Publish = Callable[[Sequence[object]], Awaitable[None]]


def _nothing() -> None:
    """Nobody waits for the commit."""


class Unit:
    """One transaction. Writes that return nothing wait and travel with the next read or commit."""

    def __init__(self, session: Session, statements: Statements, vault: Vault) -> None:
        self._session = session
        self._statements = statements
        self._waiting: list[Call] = []
        self._afterwards: dict[Callable[[], None], None] = {}
        self._only_reading = False
        self._events: list[object] = []
        self._publish: Publish | None = None
        self._published: Callable[[], None] = _nothing
        self.vault = vault

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database, which has one writer at a time."""
        return self._statements.dialect.name == "sqlite"

    @contextmanager
    def only_reading(self) -> Iterator[None]:
        """Until the block ends whatever writes or locks raises ReadOnlyError."""
        before, self._only_reading = self._only_reading, True
        try:
            yield
        finally:
            self._only_reading = before

    def after(self, call: Callable[[], None]) -> None:
        """Call this once, after the commit; never when there is none."""
        self._may_write("what is to be done after the commit")
        self._afterwards[call] = None

    def record(self, event: object) -> None:
        """Note what a use case did: whoever listens is told before the commit."""
        self._may_write("an event")
        self._events.append(event)

    def listen(self, publish: Publish, published: Callable[[], None]) -> None:
        """Give the events to `publish` before the commit, and call `published` after it.

        The first listener of a unit stays.
        """
        if self._publish is None:
            self._publish, self._published = publish, published

    async def _tell(self) -> None:
        """Publish what was recorded; a listener may do more, and record it."""
        while self._events:
            events, self._events = self._events, []
            if self._publish is None:
                raise RuntimeError(f"nobody listens to {type(events[0]).__name__} in this unit")
            await self._publish(events)
            self.after(self._published)

    def alone(self, name: str) -> None:
        """Until this transaction ends, no other one of any process does what is called so.

        Call it before the first read. SQLite has one writer in any case.
        """
        if not self.is_sqlite:
            self.put(_lock, {"number": lock_number(name)})

    def put(self, clause: Executable, values: Values | None = None) -> None:
        """Write without waiting for the result; done at the latest at the commit."""
        self._may_write("a write")
        self._waiting.append(self._call(clause, values))

    async def all(self, clause: Executable, values: Values | None = None) -> list[Any]:
        """Rows as named tuples (also those of RETURNING)."""
        return (await self._flush(self._call(clause, values)))[-1].rows

    async def first(self, clause: Executable, values: Values | None = None) -> Any | None:
        """The first row, or None."""
        rows = await self.all(clause, values)
        return rows[0] if rows else None

    async def run(self, clause: Executable, values: Values | None = None) -> int:
        """Write now; how many rows it touched."""
        return (await self._flush(self._call(clause, values)))[-1].count

    async def several(
        self, *calls: tuple[Executable, Values], commit: bool = False
    ) -> list[list[Any]]:
        """Several statements in one trip, perhaps the last of the unit: the rows of each."""
        if commit:
            await self._tell()
        prepared = [self._call(clause, values) for clause, values in calls]
        results = await self._flush(*prepared, commit=commit)
        return [result.rows for result in results[-len(calls) :]]

    async def finish(self) -> None:
        """Commit, with the writes that waited."""
        await self._tell()
        waiting, self._waiting = self._waiting, []
        await self._session.send(waiting, commit=True)

    def committed(self) -> None:
        """Tell those who wait for the commit."""
        for call in self._afterwards:
            call()

    def _call(self, clause: Executable, values: Values | None) -> Call:
        statement = self._statements.get(clause, values or {})
        if statement.writes:
            self._may_write(statement.sql[:SHOWN])
        return statement, statement.bind(values or {})

    def _may_write(self, what: str) -> None:
        if self._only_reading:
            raise ReadOnlyError(f"only reading is allowed here (a step; acts write): {what}")

    async def _flush(self, *calls: Call, commit: bool = False) -> list[Result]:
        waiting, self._waiting = self._waiting, []
        return await self._session.send([*waiting, *calls], commit=commit)
