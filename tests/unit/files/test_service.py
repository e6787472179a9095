"""Files in the database: sealed, found by their address, gone by their day."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.files.cabinet import Cabinet
from bot.files.model import files, held
from bot.files.rules import FileRefusedError
from bot.files.service import Files
from bot.storage import inbox
from bot.storage.database import Database
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
def cabinet(database: Database, clock: Clock) -> Cabinet:
    return Cabinet(database, clock=clock)


async def keep(cabinet: Cabinet, body: bytes = PDF, name: str = "../заява.pdf", days: int = 7):
    return await cabinet.keep(body, name=name, days=days)


async def test_a_file_comes_back_as_it_was(cabinet):
    kept, token = await keep(cabinet)
    assert (kept.name, kept.size, kept.media_type) == ("заява.pdf", len(PDF), "application/pdf")
    assert kept.expires_at == NOW + timedelta(days=7)
    assert len(token) >= 32
    assert await cabinet.read(kept.id) == (kept, PDF)
    assert await cabinet.about([kept.id, 999]) == {kept.id: kept}
    assert await cabinet.about([]) == {}
    assert await cabinet.read(999) is None


async def test_a_large_file_too(cabinet):
    body = PDF + bytes(3 * 1024 * 1024)
    kept, token = await keep(cabinet, body)
    found = await cabinet.open_link(token, seen=True)
    assert found is not None
    assert found[1] == body
    assert found[0].id == kept.id


async def test_nothing_of_it_is_readable_in_the_database(database, cabinet):
    _, token = await keep(cabinet)
    async with database.reading() as unit:
        (row,) = await unit.all(select(files))
    stored = b"".join(bytes(cell) for cell in (row.name, row.body, row.link_key))
    for secret in ("заява".encode(), "таємні".encode(), token.encode()):
        assert secret not in stored


@pytest.mark.parametrize("way", ["link", "messenger"])
async def test_the_first_opening_is_the_receipt(cabinet, clock, way):
    kept, token = await keep(cabinet)
    await cabinet.open_link(token, seen=False)  # a program looked ahead
    assert (await cabinet.about([kept.id]))[kept.id].opened_at is None
    for hours in (1, 2):
        clock.now = NOW + timedelta(hours=hours)
        if way == "link":
            await cabinet.open_link(token, seen=True)
        else:
            await cabinet.arrived(kept.id)
        about = await cabinet.about([kept.id])
        assert about[kept.id].opened_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize("token", ["", "x", "x" * 32, "я" * 32, "x" * 100_000, "\0", "' OR 1=1 --"])
async def test_a_wrong_address_opens_nothing(cabinet, token):
    await keep(cabinet)
    assert await cabinet.open_link(token, seen=True) is None


async def test_past_its_day_a_file_is_gone_at_once_and_soon_deleted(database, cabinet, clock):
    kept, token = await keep(cabinet)
    clock.now = LATER
    assert await cabinet.open_link(token, seen=True) is None
    assert await cabinet.read(kept.id) is None
    assert await cabinet.about([kept.id]) == {}
    assert "citizens" in metadata.tables  # all are purged together
    assert await purge(database, now=LATER + timedelta(days=1)) == 1


async def test_a_request_keeps_a_file_longer_never_shorter(database, cabinet):
    kept, _ = await keep(cabinet)
    async with database.unit() as unit:
        Files(unit).prolong([kept.id], LATER + timedelta(days=30))
        Files(unit).prolong([kept.id], NOW)
    about = await cabinet.about([kept.id])
    assert about[kept.id].expires_at == LATER + timedelta(days=30)


async def test_dropped_files_are_gone(database, cabinet):
    first, _ = await keep(cabinet)
    second, _ = await keep(cabinet)
    async with database.unit() as unit:
        Files(unit).drop([first.id])
    assert set(await cabinet.about([first.id, second.id])) == {second.id}


async def test_all_files_of_a_citizen_go_and_no_others(database, cabinet):
    hers, _ = await cabinet.keep(PDF, name="a.pdf", sender=("web", "olena"))
    sent, _ = await cabinet.keep(PDF, name="b.pdf", sender=("web", "olena"))
    his, _ = await cabinet.keep(PDF, name="c.pdf", sender=("web", "petro"))
    ours, _ = await cabinet.keep(PDF, name="d.pdf")
    async with database.unit() as unit:
        Files(unit).prolong([sent.id], LATER)
        Files(unit).drop_of(inbox.peer_key(unit, "web", "olena"))
    left = await cabinet.about([hers.id, sent.id, his.id, ours.id])
    assert set(left) == {his.id, ours.id}
    async with database.reading() as unit:
        stored = {row.id: row.owner_key for row in await unit.all(select(files))}
        assert stored == {his.id: inbox.peer_key(unit, "web", "petro"), ours.id: None}


async def test_what_is_refused_is_not_stored(database, cabinet):
    with pytest.raises(FileRefusedError):
        await keep(cabinet, b"<html>", "a.pdf")
    with pytest.raises(FileRefusedError):
        await cabinet.keep(bytes(21 * 1024 * 1024), name="a")
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
    assert held(listed) == ids
