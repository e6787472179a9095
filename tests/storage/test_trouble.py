"""The ground is gone and comes back: refused at once, told in a line, nothing accepted is lost."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.storage.database import Database, Unavailable
from bot.storage.health import Trouble
from bot.storage.postgres import PostgresDriver
from bot.storage.sqlite import SqliteDriver
from bot.storage.tables import inbox
from bot.storage.vault import Vault
from tests.conversation.bot_process import BotProcess, MemoryChannel
from tests.postgres_server import own_postgres
from tests.small_disk import empty, fill, no_room_in, pragma, room_in, small_disk

SOON = 10.0  # seconds until /readyz tells
QUICK = 5.0  # until a write is refused that was begun before anything was known


@asynccontextmanager
async def village_on(database: Database) -> AsyncIterator[BotProcess]:
    """A bot with a heartbeat."""
    bot = BotProcess(database, MemoryChannel())
    await bot.begins()
    beating = asyncio.create_task(bot.heartbeat.run())
    await asyncio.sleep(0)
    yield bot
    beating.cancel()
    await asyncio.wait([beating])


async def until_told(database: Database, what: Trouble | None) -> None:
    async with asyncio.timeout(SOON):
        while database.health.trouble is not what:  # noqa: ASYNC110 -- as /readyz is asked
            await asyncio.sleep(0.05)
    assert bool(database.health.line()) is (what is not None)


async def refuses(bot: BotProcess, number: str) -> None:
    """A message is refused soon, for the reason that is known."""
    with pytest.raises(Unavailable):
        async with asyncio.timeout(QUICK):
            await bot.hears((number, "olena", "у біді"))


async def comes_back(bot: BotProcess) -> None:
    """What came before, what waited, and what comes now is answered, each once, in order."""
    await until_told(bot.database, None)
    await bot.hears(("9", "olena", "після"))
    async with asyncio.timeout(SOON):
        await bot.rests()
    assert bot.told("olena") == ["echo до", "echo після"]


@asynccontextmanager
async def trouble(database: Database, what: Trouble) -> AsyncIterator[BotProcess]:
    """Within the block the ground goes; it must be back at its end."""
    with capture_logs() as logs:
        async with village_on(database) as bot:
            await bot.hears(("1", "olena", "до"))
            await bot.rests()
            yield bot
            await comes_back(bot)
    told = [one for one in logs if one["event"].startswith("database.")]
    assert [one["event"] for one in told] == ["database.trouble", "database.well_again"], logs
    assert told[0]["what"] == what
    assert not [one for one in logs if one["log_level"] == "error" and one not in told]


def move(one: Path, other: Path) -> None:
    one.rename(other)


@pytest.fixture
def path(database: Database) -> Path:
    return Path(database.url.removeprefix("sqlite:///"))


sqlite_only = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@sqlite_only
@pytest.mark.parametrize("replaced", [False, True])
async def test_the_file_is_moved_away_and_put_back(
    database: Database, path: Path, replaced: bool
) -> None:
    what = Trouble.REPLACED if replaced else Trouble.GONE
    async with trouble(database, what) as bot:
        away = path.with_suffix(".away")
        move(path, away)
        if replaced:
            shutil.copy(away, path)
        await refuses(bot, "2")
        await until_told(database, what)
        assert "mistok restore" in database.health.line()
        await refuses(bot, "3")
        async with database.reading() as unit:  # what was there can be read
            assert unit
        move(away, path)


@sqlite_only
async def test_nobody_writes_and_yet_it_is_noticed(database: Database, path: Path) -> None:
    async with trouble(database, Trouble.GONE):
        away = path.with_suffix(".away")
        move(path, away)
        await until_told(database, Trouble.GONE)
        move(away, path)


@sqlite_only
async def test_another_process_holds_it_locked(database: Database, path: Path) -> None:
    async with trouble(database, Trouble.LOCKED) as bot:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        await until_told(database, Trouble.LOCKED)
        await refuses(bot, "2")
        other.execute("ROLLBACK")
        other.close()


@sqlite_only
async def test_it_can_only_be_read(database: Database) -> None:
    async with trouble(database, Trouble.READ_ONLY) as bot:
        await pragma(database, "query_only=ON")
        await until_told(database, Trouble.READ_ONLY)
        await refuses(bot, "2")
        await pragma(database, "query_only=OFF")


@sqlite_only
async def test_there_is_no_room(database: Database) -> None:
    """A heartbeat alone always finds room: while it is full, more is asked for."""
    async with trouble(database, Trouble.FULL) as bot:
        await no_room_in(database)
        for number in range(1000):
            body = f"{number} " + "ж" * 4000
            try:
                await bot.dispatcher._intake.store("web", [event(str(number), body)])
            except Unavailable:
                break
        await until_told(database, Trouble.FULL)
        await refuses(bot, "2")
        for _ in range(2):  # the heartbeat looks again
            async with asyncio.timeout(SOON):
                await database.health._looked.wait()
        assert database.health.trouble is Trouble.FULL
        await room_in(database)


async def test_the_disk_is_full(tmp_path: Path, fresh_sqlite: Path, vault: Vault) -> None:
    with small_disk(tmp_path / "disk") as disk:
        await is_full_and_has_room_again(disk, fresh_sqlite, vault)


async def is_full_and_has_room_again(disk: Path, fresh_sqlite: Path, vault: Vault) -> None:
    path = disk / "mistok.db"
    shutil.copy(fresh_sqlite, path)
    database = Database(f"sqlite:///{path}", vault=vault)
    await database.open()
    try:
        async with trouble(database, Trouble.FULL) as bot:
            fill(disk / "other")
            for number in range(1000):
                try:
                    await bot.dispatcher._intake.store("web", [event(str(number), "ж" * 4000)])
                except Unavailable:
                    break
            await until_told(database, Trouble.FULL)
            await refuses(bot, "2")
            empty(disk / "other")
    finally:
        await database.close()


def event(number: str, text: str):
    from bot.channels.contract import RawEvent

    return RawEvent(f"many {number}", "ivan", {"peer": "ivan", "text": text})


async def test_postgres_is_stopped_and_started(vault: Vault) -> None:
    with own_postgres() as server:
        database = Database(server.url, vault=vault)
        await database.open()
        try:
            async with trouble(database, Trouble.DOWN) as bot:
                await asyncio.to_thread(server.stop)
                await until_told(database, Trouble.DOWN)
                await refuses(bot, "2")
                with pytest.raises(Unavailable):
                    async with asyncio.timeout(QUICK), database.reading() as unit:
                        await unit.all(select(inbox.c.id))
                await asyncio.to_thread(server.start)
        finally:
            await database.close()


@pytest.mark.parametrize(
    ("state", "what"),
    [
        ("25006", Trouble.READ_ONLY),
        ("53100", Trouble.FULL),
        ("57P01", Trouble.DOWN),
        ("57P05", Trouble.DOWN),
        ("08006", Trouble.DOWN),
        ("XX001", Trouble.DAMAGED),
        ("58030", Trouble.DISK),
        ("40P01", None),  # a deadlock is not the database's trouble
        ("23505", None),
    ],
)
def test_what_postgres_says_of_itself(state: str, what: Trouble | None) -> None:
    error = psycopg.errors.lookup(state)() if state != "08006" else psycopg.OperationalError()
    assert PostgresDriver("postgresql://").trouble(error) is what


def test_what_sqlite_says_of_itself() -> None:
    driver = SqliteDriver("sqlite:///x.db")
    for code, what in (
        (sqlite3.SQLITE_CORRUPT, Trouble.DAMAGED),
        (sqlite3.SQLITE_NOTADB, Trouble.DAMAGED),
        (sqlite3.SQLITE_IOERR_WRITE, Trouble.DISK),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, Trouble.LOCKED),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, None),
    ):
        error = sqlite3.DatabaseError("told")
        error.sqlite_errorcode = code
        assert driver.trouble(error) is what
