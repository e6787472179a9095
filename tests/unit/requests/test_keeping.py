"""How long a request and its files are kept: by its kind, and no longer than its reader wants."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.files.file_store import FileStore
from bot.files.model import FileRef, StoredFile
from bot.requests.intake import NewRequest
from bot.requests.model import (
    CONTACT,
    Came,
    Holder,
    Request,
    RequestKind,
    RoutingReason,
)
from bot.requests.tables import (
    request_entries,
    requests,
)
from bot.storage.retention import purge
from tests.unit.requests.small import World

PDF = b"%PDF-1.7\n"
DAYS = {RequestKind.REFERENCE: 365, RequestKind.INFORMATION: 90}


@pytest.fixture
def file_store(world: World) -> FileStore:
    return FileStore(world.database, clock=lambda: world.now)


async def with_files(
    world: World, file_store: FileStore, kind: RequestKind = RequestKind.REFERENCE
) -> tuple[Request, StoredFile, StoredFile]:
    """An answered request, the file its reader uploaded, and the one they got."""
    oksana, olena = await world.person("Оксана"), await world.citizen()
    theirs, _ = await file_store.keep(PDF, name="лист.pdf")
    ours, _ = await file_store.keep(PDF, name="стаття.pdf", days=30)
    uploaded = FileRef("лист.pdf", 9, "", channel="web", ref=f"file:{theirs.id}")
    async with world.at_desk() as desk:
        request = await desk.intake.hand_in(
            NewRequest("Що тут написано?", kind=kind, files=(uploaded,)), citizen=olena,
            holder=Holder("village", RoutingReason.NEAREST, 0.4), now=world.now,
        )  # fmt: skip
        await desk.work.take(request.number, by=oksana, now=world.now)
        sent = FileRef(ours.name, ours.size, ours.media_type, sent=ours.id)
        await desk.work.answer(request.number, "", by=oksana, now=world.now, files=[sent])
    return request, theirs, ours


@pytest.mark.parametrize("kind", DAYS)
async def test_a_readers_file_stays_as_long_as_their_request(
    world: World, file_store: FileStore, kind: RequestKind
) -> None:
    request, theirs, ours = await with_files(world, file_store, kind)
    about = await file_store.about([theirs.id, ours.id])
    assert about[theirs.id].expires_at == request.due_at + timedelta(days=DAYS[kind])
    assert about[ours.id] == ours  # until the day that was told with it


@pytest.mark.parametrize("kind", DAYS)
async def test_a_request_is_erased_with_its_files_by_its_kind(
    world: World, file_store: FileStore, kind: RequestKind
) -> None:
    _, theirs, ours = await with_files(world, file_store, kind)
    for days, left in ((DAYS[kind] - 1, 1), (1, 0)):
        world.later(days=days)
        await world.tick()
        await world.tick()
        async with world.database.reading() as unit:
            assert len(await unit.all(select(requests.c.id))) == left
        assert (theirs.id in await file_store.about([theirs.id, ours.id])) == bool(left)


async def test_who_leaves_takes_their_files_along(world: World, file_store: FileStore) -> None:
    request, theirs, ours = await with_files(world, file_store)
    assert request.citizen_id is not None
    async with world.at_desk() as desk:
        await desk.citizen.forget(request.citizen_id, now=world.now)
    await world.forget(request.citizen_id)
    assert await file_store.about([theirs.id, ours.id]) == {}


async def test_a_purged_request_leaves_no_file(world: World, file_store: FileStore) -> None:
    _, theirs, ours = await with_files(world, file_store)
    async with world.database.unit() as unit:
        long_ago = world.now - timedelta(days=366)
        await unit.run(update(requests).values(closed_at=long_ago, state="closed"))
    await purge(world.database, now=world.now)
    assert await file_store.about([theirs.id, ours.id]) == {}
    async with world.database.reading() as unit:
        assert await unit.all(select(request_entries.c.id)) == []


async def test_how_to_reach_a_reader_rests_sealed_and_goes_with_the_request(world: World) -> None:
    oksana = await world.person("Оксана")
    async with world.at_desk() as desk:
        request = await desk.intake.note_down(
            NewRequest("Знайти статтю", contact="067 731-90-54"), by=oksana, came=Came.PHONE,
            done=False, now=world.now,
        )  # fmt: skip
        await desk.work.close(request.number, by=oksana, now=world.now)
    async with world.database.reading() as unit:
        row = await unit.first(select(requests))
        assert b"731" not in row.contact
        assert unit.vault.open(row.contact, column=CONTACT, row=row.number) == "067 731-90-54"
    await purge(world.database, now=world.now + timedelta(days=364))
    async with world.database.reading() as unit:
        assert len(await unit.all(select(requests.c.id))) == 1
    await purge(world.database, now=world.now + timedelta(days=366))
    async with world.database.reading() as unit:
        assert await unit.all(select(requests.c.id)) == []
