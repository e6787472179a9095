"""Files in the database: sealed, found by their address, gone by their day."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.files.cabinet import Cabinet
from bot.files.model import files
from bot.files.rules import FileRefusedError
from bot.files.service import Files
from bot.storage.database import Database
from bot.storage.retention import purge
from bot.storage.tables import metadata

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
LATER = NOW + timedelta(days=8)
PDF = b"%PDF-1.7\n" + "таємні слова".encode()


async def keep(database: Database, body: bytes = PDF, name: str = "../заява.pdf", days: int = 7):
    async with database.unit() as unit:
        return await Files(unit).keep(body, name=name, now=NOW, days=days)


async def test_a_file_comes_back_as_it_was(database):
    kept, token = await keep(database)
    assert (kept.name, kept.size, kept.media_type) == ("заява.pdf", len(PDF), "application/pdf")
    assert kept.expires_at == NOW + timedelta(days=7)
    assert len(token) >= 32
    async with database.reading() as unit:
        assert await Files(unit).read(kept.id, now=NOW) == (kept, PDF)
        assert await Files(unit).about([kept.id, 999], now=NOW) == {kept.id: kept}
        assert await Files(unit).about([], now=NOW) == {}
        assert await Files(unit).read(999, now=NOW) is None


async def test_a_large_file_too(database):
    body = PDF + bytes(3 * 1024 * 1024)
    kept, token = await keep(database, body)
    async with database.unit() as unit:
        found = await Files(unit).open_link(token, now=NOW)
    assert found is not None
    assert found[1] == body
    assert found[0].id == kept.id


async def test_nothing_of_it_is_readable_in_the_database(database):
    _, token = await keep(database)
    async with database.reading() as unit:
        (row,) = await unit.all(select(files))
    stored = b"".join(bytes(cell) for cell in (row.name, row.body, row.link_key))
    for secret in ("заява".encode(), "таємні".encode(), token.encode()):
        assert secret not in stored


async def test_the_first_opening_is_the_receipt(database):
    kept, token = await keep(database)
    for hours in (1, 2):
        async with database.unit() as unit:
            found = await Files(unit).open_link(token, now=NOW + timedelta(hours=hours))
        assert found is not None
        assert found[0].opened_at == NOW + timedelta(hours=1)
    async with database.reading() as unit:
        about = await Files(unit).about([kept.id], now=NOW)
    assert about[kept.id].opened_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize("token", ["", "x", "x" * 32, "я" * 32, "x" * 100_000, "\0", "' OR 1=1 --"])
async def test_a_wrong_address_opens_nothing(database, token):
    await keep(database)
    async with database.unit() as unit:
        assert await Files(unit).open_link(token, now=NOW) is None


async def test_past_its_day_a_file_is_gone_at_once_and_soon_deleted(database):
    kept, token = await keep(database)
    async with database.unit() as unit:
        assert await Files(unit).open_link(token, now=LATER) is None
        assert await Files(unit).read(kept.id, now=LATER) is None
        assert await Files(unit).about([kept.id], now=LATER) == {}
    assert "citizens" in metadata.tables  # all are purged together
    assert await purge(database, now=LATER + timedelta(days=1)) == 1


async def test_a_request_keeps_a_file_longer_never_shorter(database):
    kept, _ = await keep(database)
    async with database.unit() as unit:
        Files(unit).prolong([kept.id], LATER + timedelta(days=30))
        Files(unit).prolong([kept.id], NOW)
    async with database.reading() as unit:
        about = await Files(unit).about([kept.id], now=LATER)
    assert about[kept.id].expires_at == LATER + timedelta(days=30)


async def test_dropped_files_are_gone(database):
    first, _ = await keep(database)
    second, _ = await keep(database)
    async with database.unit() as unit:
        Files(unit).drop([first.id])
    async with database.reading() as unit:
        assert set(await Files(unit).about([first.id, second.id], now=NOW)) == {second.id}


async def test_what_is_refused_is_not_stored(database):
    with pytest.raises(FileRefusedError):
        await keep(database, b"<html>", "a.pdf")
    with pytest.raises(FileRefusedError):
        await Cabinet(database, clock=lambda: NOW).keep(bytes(21 * 1024 * 1024), name="a")
    async with database.reading() as unit:
        assert await unit.all(select(files.c.id)) == []


async def test_the_cabinet_keeps_reads_and_notes_only_what_is_seen(database):
    cabinet = Cabinet(database, clock=lambda: NOW)
    kept, token = await cabinet.keep(PDF, name="заява.pdf")
    assert await cabinet.about([kept.id]) == {kept.id: kept}
    assert await cabinet.read(kept.id) == (kept, PDF)
    assert await cabinet.read(kept.id + 1) is None
    for seen, noted in ((False, None), (True, NOW)):
        assert await cabinet.open_link(token, seen=seen)
        about = await cabinet.about([kept.id])
        assert about[kept.id].opened_at == noted
    assert await cabinet.open_link("x" * 32, seen=True) is None
