"""How much is kept, for how long before its message comes, and on which disk."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.contracts.services import Services
from bot.files.disk import disk_of
from bot.files.feature import FEATURE
from bot.files.file_store import FileStore
from bot.files.model import files
from bot.files.quotas import Quotas
from bot.files.repository import Files
from bot.files.rules import FileRefusedError
from bot.storage.database import Database

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
PDF = b"%PDF-1.7\n" + bytes(91)  # a hundred bytes
OLENA, PETRO = ("web", "olena"), ("web", "petro")


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def cabinet_of(database: Database, clock: Clock, **quotas: int) -> FileStore:
    return FileStore(database, clock=clock, quotas=Quotas(**{"floor": 0, **quotas}))


async def upload(file_store: FileStore, sender=OLENA) -> str:
    """What came of it."""
    try:
        await file_store.upload(PDF, name="a.pdf", sender=sender)
    except FileRefusedError as refused:
        return refused.code if refused.after else "without a time to come again"
    return "kept"


async def stored(database: Database) -> list[int]:
    async with database.reading() as unit:
        return [row.id for row in await unit.all(select(files.c.id).order_by(files.c.id))]


async def test_one_citizen_may_send_so_much_a_day(database, clock) -> None:
    file_store = cabinet_of(database, clock, day=250)
    assert [await upload(file_store) for _ in range(3)] == ["kept", "kept", "daily"]
    assert await upload(file_store, PETRO) == "kept"
    assert len(await stored(database)) == 3
    clock.now += timedelta(days=1, seconds=1)
    assert await upload(file_store) == "kept"


async def sweep(database, clock) -> None:
    """What the feature does when time comes."""
    (due,) = FEATURE.due
    async with database.reading() as unit:
        found = await due.find(unit, clock())
    for key in found:
        async with database.unit() as unit:
            await due.do(Services(unit, {}, {}), key, clock())


async def test_all_citizens_may_have_so_much_and_the_staff_is_not_counted(database, clock) -> None:
    file_store = cabinet_of(database, clock, total=250)
    await file_store.keep(b"%PDF-" + bytes(900), name="ours.pdf")
    first = [await upload(file_store, ("web", str(number))) for number in range(3)]
    assert first == ["kept", "kept", "full"]
    clock.now += timedelta(hours=2)
    await sweep(database, clock)  # what nobody sent makes room
    assert await upload(file_store) == "kept"


async def test_nothing_comes_onto_a_disk_that_is_nearly_full(database, clock) -> None:
    file_store = cabinet_of(database, clock, floor=10**18)
    if database.is_sqlite:
        assert await upload(file_store) == "full"
        with pytest.raises(FileRefusedError):  # nor from the staff
            await file_store.prepare(PDF, name="a.pdf")
        assert await stored(database) == []
    else:  # another machine's disk, perhaps
        assert await upload(file_store) == "kept"


def test_the_disk_is_that_of_the_database(tmp_path) -> None:
    free = disk_of(f"sqlite:///{tmp_path}/a.db")()
    assert free is not None
    assert free > 0
    assert disk_of(f"sqlite:///{tmp_path}/no/folder/a.db")() is None
    assert disk_of("postgresql://somewhere/a")() is None


async def test_an_upload_waits_an_hour_for_its_message(database, clock) -> None:
    file_store = cabinet_of(database, clock)
    sent = await file_store.upload(PDF, name="a.pdf", sender=OLENA)
    lost = await file_store.upload(PDF, name="b.pdf", sender=OLENA)
    ours, _ = await file_store.keep(PDF, name="c.pdf")
    clock.now += timedelta(minutes=59)
    await sweep(database, clock)
    assert set(await file_store.claim([sent.id])) == {sent.id}
    clock.now += timedelta(minutes=2)
    assert await file_store.claim([lost.id]) == {}
    assert await stored(database) == [sent.id, lost.id, ours.id]
    await sweep(database, clock)
    assert await stored(database) == [sent.id, ours.id]
    until = (await file_store.about([sent.id]))[sent.id].expires_at
    assert until == NOW + timedelta(days=7, minutes=59)
    clock.now += timedelta(days=8)
    await sweep(database, clock)  # what was sent goes by the rule of its table
    assert await stored(database) == [sent.id, ours.id]


async def test_a_message_with_one_that_is_gone_claims_none(database, clock) -> None:
    file_store = cabinet_of(database, clock)
    kept = await file_store.upload(PDF, name="a.pdf", sender=OLENA)
    assert set(await file_store.claim([kept.id, 999])) == {kept.id}
    clock.now += timedelta(hours=1, seconds=1)
    await sweep(database, clock)
    assert await stored(database) == []


async def test_a_request_keeps_what_was_sent_and_what_was_found_in_it(database, clock) -> None:
    file_store = cabinet_of(database, clock)
    kept = await file_store.upload(b"=1+1", name="a.csv", sender=OLENA)
    assert (kept.risks, kept.scanned_at) == (("formulas",), None)
    async with database.unit() as unit:
        Files(unit).prolong([kept.id], NOW + timedelta(days=300))
    await file_store.claim([kept.id])
    about = (await file_store.about([kept.id]))[kept.id]
    assert about.expires_at == NOW + timedelta(days=300)
    assert about.risks == ("formulas",)


def test_the_sums_are_read_from_the_index_alone(fresh_sqlite: Path) -> None:
    """A body is megabytes: no sum may touch it."""
    with closing(sqlite3.connect(fresh_sqlite)) as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT sum(size) FROM files WHERE owner_key IS NOT NULL"
        ).fetchall()
    assert "COVERING INDEX ix_files_owner_key" in str(plan)
