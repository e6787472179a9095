"""Files in the database: sealed, found by their address, gone by their day."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.files.file_store import FileStore
from bot.files.model import FileRef, files, held
from bot.files.repository import Files
from bot.files.rules import FileRefusedError
from bot.storage import inbox
from bot.storage.database import Database
from bot.storage.forgetting import forget
from bot.storage.retention import purge
from bot.storage.tables import metadata

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
LATER = NOW + timedelta(days=8)
PDF = b"%PDF-1.7\n" + "таємні слова".encode()


class Clock:
    """It stands until it is set."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file_store(database: Database, clock: Clock) -> FileStore:
    return FileStore(database, clock=clock)


async def keep(file_store: FileStore, body: bytes = PDF, name: str = "../заява.pdf", days: int = 7):
    return await file_store.keep(body, name=name, days=days)


async def test_a_file_comes_back_as_it_was(file_store):
    kept, token = await keep(file_store)
    assert (kept.name, kept.size, kept.media_type) == ("заява.pdf", len(PDF), "application/pdf")
    assert kept.expires_at == NOW + timedelta(days=7)
    assert len(token) >= 32
    assert await file_store.read(kept.id) == (kept, PDF)
    assert await file_store.about([kept.id, 999]) == {kept.id: kept}
    assert await file_store.about([]) == {}
    assert await file_store.read(999) is None


async def test_a_large_file_too(file_store):
    body = PDF + bytes(3 * 1024 * 1024)
    kept, token = await keep(file_store, body)
    found = await file_store.open_link(token, seen=True)
    assert found is not None
    assert found[1] == body
    assert found[0].id == kept.id


async def test_nothing_of_it_is_readable_in_the_database(database, file_store):
    _, token = await keep(file_store)
    async with database.reading() as unit:
        (row,) = await unit.all(select(files))
    stored = b"".join(bytes(cell) for cell in (row.name, row.body, row.link_key))
    for secret in ("заява".encode(), "таємні".encode(), token.encode()):
        assert secret not in stored


@pytest.mark.parametrize("way", ["link", "messenger"])
async def test_the_first_opening_is_the_receipt(file_store, clock, way):
    kept, token = await keep(file_store)
    await file_store.open_link(token, seen=False)  # a program looked ahead
    assert (await file_store.about([kept.id]))[kept.id].opened_at is None
    for hours in (1, 2):
        clock.now = NOW + timedelta(hours=hours)
        if way == "link":
            await file_store.open_link(token, seen=True)
        else:
            await file_store.arrived(kept.id)
        about = await file_store.about([kept.id])
        assert about[kept.id].opened_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize("token", ["", "x", "x" * 32, "я" * 32, "x" * 100_000, "\0", "' OR 1=1 --"])
async def test_a_wrong_address_opens_nothing(file_store, token):
    await keep(file_store)
    assert await file_store.open_link(token, seen=True) is None


async def test_past_its_day_a_file_is_gone_at_once_and_soon_deleted(database, file_store, clock):
    kept, token = await keep(file_store)
    clock.now = LATER
    assert await file_store.open_link(token, seen=True) is None
    assert await file_store.read(kept.id) is None
    assert await file_store.about([kept.id]) == {}
    assert "citizens" in metadata.tables  # all are purged together
    assert await purge(database, now=LATER + timedelta(days=1)) == 1


async def test_a_request_keeps_a_file_longer_never_shorter(database, file_store):
    kept, _ = await keep(file_store)
    async with database.unit() as unit:
        Files(unit).prolong([kept.id], LATER + timedelta(days=30))
        Files(unit).prolong([kept.id], NOW)
    about = await file_store.about([kept.id])
    assert about[kept.id].expires_at == LATER + timedelta(days=30)


async def test_dropped_files_are_gone(database, file_store):
    first, _ = await keep(file_store)
    second, _ = await keep(file_store)
    async with database.unit() as unit:
        Files(unit).drop([first.id])
    assert set(await file_store.about([first.id, second.id])) == {second.id}


async def test_all_files_of_a_citizen_go_and_no_others(database, file_store):
    hers, _ = await file_store.keep(PDF, name="a.pdf", sender=("web", "olena"))
    sent, _ = await file_store.keep(PDF, name="b.pdf", sender=("web", "olena"))
    his, _ = await file_store.keep(PDF, name="c.pdf", sender=("web", "petro"))
    ours, _ = await file_store.keep(PDF, name="d.pdf")
    async with database.unit() as unit:
        Files(unit).prolong([sent.id], LATER)
        forget(unit, 0, key=inbox.peer_key(unit, "web", "olena"), now=LATER)
    left = await file_store.about([hers.id, sent.id, his.id, ours.id])
    assert set(left) == {his.id, ours.id}
    async with database.reading() as unit:
        stored = {row.id: row.owner_key for row in await unit.all(select(files))}
        assert stored == {his.id: inbox.peer_key(unit, "web", "petro"), ours.id: None}


async def test_what_is_refused_is_not_stored(database, file_store):
    with pytest.raises(FileRefusedError):
        await keep(file_store, b"<html>", "a.pdf")
    with pytest.raises(FileRefusedError):
        await file_store.keep(bytes(21 * 1024 * 1024), name="a")
    async with database.reading() as unit:
        assert await unit.all(select(files.c.id)) == []


@pytest.mark.parametrize(
    ("listed", "ids"),
    [
        ([{"file": 3, "name": "a"}, {"ref": "file:12"}], [3, 12]),
        (
            [{"ref": "AgACAgIAAx"}, {"ref": "x-file:12"}, {"ref": "file:"}, {"ref": "file:x"}, {}],
            [],
        ),
    ],
)
def test_files_we_hold_are_told_from_a_messengers(listed, ids):
    assert held(map(FileRef.from_json, listed)) == ids
