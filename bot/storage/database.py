"""The database as features use it: units of work, each one transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from bot.storage.errors import DatabaseError, ReadOnlyError
from bot.storage.health import Health, Trouble, Unavailable
from bot.storage.held import holding_unit
from bot.storage.unit import Driver, Unit
from bot.storage.vault import Vault

__all__ = ["Database", "DatabaseError", "ReadOnlyError", "Unavailable", "Unit"]


class Database:
    """Opens units of work on SQLite or PostgreSQL, by the address."""

    def __init__(self, url: str, *, vault: Vault) -> None:
        self.url = url
        self.vault = vault
        self.health = Health()
        self._driver = _driver_for(url)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database (then we are its only process)."""
        return self._driver.statements.dialect.name == "sqlite"

    @property
    def turns(self) -> int:
        """How many turns are worthwhile at once: more would only keep others waiting."""
        return self._driver.turns

    async def open(self) -> None:
        """Connect. Raises DatabaseError, also for secrets that are not this database's."""
        await self._driver.open()
        try:
            await self._take_keys()
        except BaseException:
            await self.close()
            raise

    async def _take_keys(self) -> None:
        from bot.storage.keys import take_lookup_key  # which knows units

        async with self.reading() as unit:
            await take_lookup_key(unit)

    async def close(self) -> None:
        """Disconnect."""
        await self._driver.close()

    async def empty_log(self) -> None:
        """After a deletion: SQLite's log of changes (WAL) holds nothing that was deleted."""
        await self._driver.empty_log()

    @asynccontextmanager
    async def unit(self, *, rides: bool = False) -> AsyncIterator[Unit]:
        """One transaction: committed at the end, rolled back when anything raises.

        `rides`: it waits for no turn. It is one trip, with its commit, of statements that may be
        run twice, and on SQLite the next commit of any other is its commit too.

        Raises Unavailable, soon and every time, while the database takes no writes.
        """
        await self.health.passable()
        try:
            async with self._driver.ride() if rides else self._driver.write() as session:
                self.health.check()
                with holding_unit():
                    unit = Unit(session, self._driver.statements, self.vault)
                    yield unit
                    await unit.finish()
        except Exception as error:
            self._judge(error)
            raise
        unit.committed()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Unit]:
        """One consistent look that writes nothing and delays no turn. Raises Unavailable."""
        if self.health.trouble is Trouble.DOWN:
            await self.health.passable()
        try:
            async with self._driver.read() as session:
                with holding_unit():
                    yield Unit(session, self._driver.statements, self.vault)
        except Exception as error:
            self._judge(error)
            raise

    @asynccontextmanager
    async def probe(self) -> AsyncIterator[Unit]:
        """A transaction of the heartbeat: it is tried whatever is known. Raises Unavailable."""
        try:
            async with self._driver.probe() as session:
                unit = Unit(session, self._driver.statements, self.vault)
                yield unit
                await unit.finish()
            if self.health.trouble is not None:
                await self._driver.mended()
        except Exception as error:
            self._judge(error)
            raise

    def _judge(self, error: Exception) -> None:
        """Raises Unavailable when the error tells of the database itself."""
        trouble = None if isinstance(error, Unavailable) else self._driver.trouble(error)
        if trouble is None:
            return
        if self.health.watched:
            self.health.met(trouble)
        raise Unavailable(trouble) from error


def _driver_for(url: str) -> Driver:
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        from bot.storage.sqlite import SqliteDriver

        return SqliteDriver(url)
    if scheme in {"postgresql", "postgres"}:
        from bot.storage.postgres import PostgresDriver

        return PostgresDriver(url)
    raise DatabaseError(
        f"MISTOK_DATABASE starts with {scheme!r}; use sqlite:///var/mistok.db or postgresql://…"
    )
