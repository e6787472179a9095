"""What only has to be durable soon rides along with whoever commits next."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.storage import inbox
from bot.storage.database import Database, Unavailable, Unit
from bot.storage.riders import Rider
from bot.storage.sqlite import SqliteDriver
from bot.storage.tables import inbox as table
from tests.small_disk import no_room_in, room_in
from tests.waiting import PATIENCE, until

sqlite_only = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
RIDERS = 5
LONG = "ж" * 4000  # what needs a page of its own


def put(unit: Unit, name: str, body: str = "") -> None:
    inbox.accept(unit, "web", [(name, name, {"text": body})], now=NOW)


async def ride(database: Database, name: str, body: str = "") -> None:
    async with database.unit(rides=True) as unit:
        put(unit, name, body)


async def stored(database: Database) -> int:
    async with database.reading() as unit:
        return len(await unit.all(select(table.c.id)))


def waiting(database: Database) -> int:
    assert isinstance(database._driver, SqliteDriver)
    return len(database._driver._riders._waiting)


async def commits(database: Database) -> list[str]:
    """The commits of the writer from now on."""
    seen: list[str] = []

    def note(sql: str) -> None:
        if sql == "COMMIT":
            seen.append(sql)

    assert isinstance(database._driver, SqliteDriver)
    await database._driver._connections[0].trip(lambda one: one.set_trace_callback(note))
    return seen


async def test_it_is_durable_when_the_unit_ends(database: Database) -> None:
    for number in range(2):
        await ride(database, f"{number}")
        assert await stored(database) == number + 1


async def test_its_rows_are_known(database: Database) -> None:
    await ride(database, "one")
    async with database.unit(rides=True) as unit:
        query = select(table.c.channel)
        ((row,),) = await unit.several((query, {}), commit=True)
    assert row.channel == "web"


async def test_what_raises_in_the_unit_is_not_written(database: Database) -> None:
    async def breaks() -> None:
        async with database.unit(rides=True) as unit:
            put(unit, "one")
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await breaks()
    await ride(database, "two")
    assert await stored(database) == 1


@sqlite_only
async def test_it_is_one_trip(database: Database) -> None:
    with pytest.raises(RuntimeError, match="one trip"):
        async with database.unit(rides=True) as unit:
            await unit.all(select(table.c.id))


@sqlite_only
async def test_nobody_waits_within_what_they_wait_for(database: Database) -> None:
    async with database.unit() as unit:
        put(unit, "one")
        with pytest.raises(RuntimeError, match="open here"):
            await ride(database, "two")


@sqlite_only
async def test_who_writes_takes_them_along_in_one_commit(database: Database) -> None:
    seen = await commits(database)
    async with database.unit() as unit:
        put(unit, "turn")
        await unit.all(select(table.c.id))
        riding = [asyncio.create_task(ride(database, f"{n}")) for n in range(RIDERS)]
        await until(lambda: waiting(database) == RIDERS)
        assert not any(one.done() for one in riding)
    await asyncio.gather(*riding)
    assert (await stored(database), len(seen)) == (1 + RIDERS, 1)


@sqlite_only
async def test_whose_transaction_is_undone_loses_nobody(database: Database) -> None:
    async def breaks() -> None:
        async with database.unit() as unit:
            put(unit, "turn")
            await unit.all(select(table.c.id))
            riding.append(asyncio.create_task(ride(database, "one")))
            await until(lambda: waiting(database) == 1)
            raise ValueError("no")

    riding: list[asyncio.Task[None]] = []
    with pytest.raises(ValueError, match="no"):
        await breaks()
    await riding[0]
    assert await stored(database) == 1


@sqlite_only
async def test_whose_commit_fails_loses_nobody(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else comes: who rides is not forgotten for that."""
    driver = database._driver
    assert isinstance(driver, SqliteDriver)
    carried, lost = driver._riders.carried, []

    @contextmanager
    def fails() -> Iterator[Sequence[Rider]]:
        with carried() as riders:
            yield riders
            if not lost:
                lost.append(len(riders))
                raise ConnectionError("lost")

    async def turn() -> None:
        async with database.unit() as unit:
            put(unit, "turn")
            riding.append(asyncio.create_task(ride(database, "one")))
            await asyncio.sleep(0)  # who would carry it has not come yet
            assert waiting(database) == 1

    riding: list[asyncio.Task[None]] = []
    monkeypatch.setattr(driver._riders, "carried", fails)
    with pytest.raises(ConnectionError):
        await turn()
    async with asyncio.timeout(PATIENCE):
        await riding[0]
    assert (await stored(database), lost) == (2, [1])


@sqlite_only
async def test_a_bad_one_harms_nobody(database: Database) -> None:
    async def bad() -> None:
        async with database.unit(rides=True) as unit:
            put(unit, "bad")
            unit.put(table.insert().values(channel=None))

    async with database.unit() as unit:
        put(unit, "turn")
        await unit.all(select(table.c.id))
        riding = [asyncio.create_task(one) for one in (ride(database, "a"), bad())]
        riding.append(asyncio.create_task(ride(database, "b")))
        await until(lambda: waiting(database) == 3)
    told = await asyncio.gather(*riding, return_exceptions=True)
    assert [type(one).__name__ for one in told] == ["NoneType", "IntegrityError", "NoneType"]
    assert await stored(database) == 3


@sqlite_only
async def test_who_gives_up_holds_up_nobody(database: Database) -> None:
    async with database.unit() as unit:
        put(unit, "turn")
        await unit.all(select(table.c.id))
        riding = [asyncio.create_task(ride(database, f"{n}")) for n in range(2)]
        await until(lambda: waiting(database) == 2)
        riding[0].cancel()
    await riding[1]


@sqlite_only
async def test_without_room_they_are_refused_and_nothing_hangs(database: Database) -> None:
    await ride(database, "one")
    await no_room_in(database)
    riding = (ride(database, f"{number}", LONG) for number in range(100))
    told = await asyncio.gather(*riding, return_exceptions=True)
    assert {type(one) for one in told} - {type(None)} == {Unavailable}
    await room_in(database)
    before = await stored(database)
    await ride(database, "after")
    assert await stored(database) == before + 1


@sqlite_only
async def test_without_room_a_turn_is_told_so_too(database: Database) -> None:
    """Its commit takes along what does not fit: that is no fault of the turn."""

    async def turn() -> None:
        async with database.unit() as unit:
            put(unit, "turn")
            await unit.all(select(table.c.id))
            riding.extend(asyncio.create_task(ride(database, f"{n}", LONG)) for n in range(100))
            await until(lambda: waiting(database) == len(riding))

    riding: list[asyncio.Task[None]] = []
    await no_room_in(database)
    with pytest.raises(Unavailable):
        await turn()
    told = await asyncio.gather(*riding, return_exceptions=True)
    assert {type(one) for one in told} == {Unavailable}
    await room_in(database)
    await ride(database, "after")
    assert await stored(database) == 1
