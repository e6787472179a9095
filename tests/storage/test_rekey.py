"""Everything is sealed anew with the newest secret; then the older one is needed no more."""

from datetime import time, timedelta

import pytest
from sqlalchemy import create_engine, select, update
from sqlalchemy.pool import NullPool

from bot.announcements import repository as announcements
from bot.appointments.seats import take
from bot.files.model import FileRef
from bot.files.repository import Files
from bot.files.sealing import sealed
from bot.files.verdict import Verdict
from bot.learning.model import WORDS, unclear_questions
from bot.libraries.repository import report_rows
from bot.requests.model import (
    Said,
    State,
)
from bot.requests.repository import entry_rows, request_rows
from bot.requests.tables import (
    requests,
)
from bot.staff.model import MAIL, TOTP, Role, staff, staff_mail
from bot.staff.service import Staff
from bot.storage import citizens, inbox, outbox
from bot.storage.database import Database, DatabaseError
from bot.storage.keys import WrongKeyError
from bot.storage.migrate import sync_url
from bot.storage.rekey import rekey
from bot.storage.schema import metadata, sealed_by_of
from bot.storage.sealed_cells import cells_of, id_of, rows_with_cells
from bot.storage.tables import citizens as citizens_table
from bot.storage.vault import Vault
from tests.lines.quick import clock
from tests.storage.test_clock import ask
from tests.storage.test_keys import NEW, OLD, finds, of_one_byte, opened
from tests.unit.appointments.small import schedule, slot

EARLY = (time(8), time(18))
PDF = b"%PDF-1.4\n" + b"x" * 3000 + b"\n%%EOF\n"
TABLES = [table for table in metadata.sorted_tables if sealed_by_of(table)]


async def plant(database: Database) -> None:
    """Something sealed in every table that has sealed columns."""
    now, vault = clock(), database.vault
    ready = await sealed(vault, PDF, Verdict("application/pdf"), name="заява.pdf")
    async with database.unit() as unit:
        (key,) = inbox.accept(unit, "web", [("1", "olena", {"text": "hi"})], now=now)
        citizens.add(unit, "web", "olena", key=key, lang="uk", now=now)
        citizen = (await unit.first(citizens.known, {"peer_key": key})).id
        citizens.save_dialogue(unit, citizen, {"flow": "menu"}, now=now)
        row = outbox.letter_row(unit, {"text": "a"}, key="1", channel="web", peer_key=key, now=now)
        await outbox.queue(unit, [row])
        invited = await Staff(unit).invite("Оксана", role=Role.ADMIN, point="lib", now=now, by=None)
        totp = vault.seal("A" * 32, column=TOTP, row=str(invited.person.id))
        await unit.run(update(staff).values(totp=totp))
        address = vault.seal("oksana@lib.example", column=MAIL, row=str(invited.person.id))
        mailbox = {"staff_id": invited.person.id, "address": address, "wish": "each"}
        await unit.run(staff_mail.insert().values(mailbox))
        await Files(unit).store(ready, now=now, until=now + timedelta(days=7), owner=key)
        words = {"asker_key": key, "words": vault.seal("що", column=WORDS, row=key.hex())}
        about = {"why": "none", "offered": [], "content": "1", "at": now}
        await unit.run(unclear_questions.insert().values(words | about))
        by = invited.person.id
        await announcements.add(unit, "Навчання о 10:00", "", by=by, now=now)
        told = {"about": "", "kind": "other", "citizen_id": citizen, "content": "1", "at": now}
        await report_rows.add(unit, told, "телефон не відповідає")
    await ask(database, citizen, State.NEW, at=now)
    async with database.unit() as unit:
        (request,) = await unit.all(select(requests.c.id, requests.c.number))
        name = vault.seal("Олена", column=request_rows.NAME, row=request.number)
        await unit.run(update(requests).values(name=name))
        await entry_rows.add(
            unit, request.id, request.number, author="citizen", said=Said.WORDS, words="Хто?",
            at=now, files=[FileRef("a", 1, "text/plain")],
        )  # fmt: skip
        place = slot(now.date(), 10)
        given = {"state": "booked", "name": "Ганна", "contact": "067 1"}
        assert await take(unit, schedule(hours=((EARLY,),) * 7), place, now=now, **given)


async def cells(database: Database) -> dict[str, list[bytes]]:
    """What every sealed cell holds, by table and column. Raises VaultError."""
    found: dict[str, list[bytes]] = {}
    for table in TABLES:
        async with database.reading() as unit:
            rows = await unit.all(rows_with_cells(table).order_by(id_of(table)))
        for row in rows:
            for one in cells_of(table, row):
                body = database.vault.open_bytes(one.sealed, column=one.sealed_by.name, row=one.row)
                found.setdefault(f"{table.name}.{one.column}", []).append(body)
    return found


async def test_after_it_the_old_secret_is_needed_no_more(database_url: str) -> None:
    database = await opened(database_url, OLD)
    await plant(database)
    before = await cells(database)
    assert {name.partition(".")[0] for name in before} == {table.name for table in TABLES}
    await database.close()

    both = await opened(database_url, OLD, NEW)
    done = await rekey(both)
    assert done.cells == sum(map(len, before.values()))
    assert (done.closed, done.retired) == ({}, [Vault([OLD]).newest.hex()])
    assert (await rekey(both)).cells == 0
    await both.close()

    alone = await opened(database_url, NEW)
    assert await cells(alone) == before
    await alone.close()
    assert await finds(database_url, NEW) == "olena"
    with pytest.raises(WrongKeyError):
        await opened(database_url, OLD)


async def test_one_that_is_killed_is_gone_on_with(database_url: str) -> None:
    database = await opened(database_url, OLD)
    await plant(database)
    before = await cells(database)
    await database.close()
    both = await opened(database_url, OLD, NEW)
    for times in (1, 3):
        left = iter(range(times))

        def dies(_table: str, left=left) -> None:
            if next(left, None) is None:
                raise InterruptedError

        with pytest.raises(InterruptedError):
            await rekey(both, passing=dies)
        assert await cells(both) == before
    with pytest.raises(WrongKeyError, match="still holds"):
        await opened(database_url, NEW)
    await rekey(both)
    await both.close()
    assert await finds(database_url, NEW) == "olena"


async def test_cells_of_the_old_form_and_damaged_ones(database_url: str) -> None:
    database = await opened(database_url, OLD)
    await plant(database)
    async with database.unit() as unit:
        (row,) = await unit.all(select(citizens_table))
        values = {"peer": of_one_byte(row.peer), "profile": of_one_byte(row.peer)}
        await unit.run(update(citizens_table).values(values))
    await database.close()
    both = await opened(database_url, OLD, NEW)
    assert (await rekey(both)).closed == {"citizens.profile": 1}
    async with both.reading() as unit:
        (row,) = await unit.all(select(citizens_table))
    assert Vault([NEW]).open(row.peer, column="citizens.peer", row=row.peer_key.hex()) == "olena"
    await both.close()


async def test_what_changes_meanwhile_is_not_overwritten(database_url: str) -> None:
    database = await opened(database_url, OLD)
    await plant(database)
    await database.close()
    both, service = await opened(database_url, OLD, NEW), await opened(database_url, OLD, NEW)
    async with service.unit() as unit:
        (row,) = await unit.all(select(citizens_table))
    profile = {"point": "lib"}

    async def writes() -> None:
        async with service.unit() as unit:
            citizens.save(
                unit, row.id, key=row.peer_key, lang="uk", noticed=True, reachable=True,
                profile=profile, now=clock(),
            )  # fmt: skip

    await writes()
    await rekey(both)
    async with both.reading() as unit:
        known = await unit.first(citizens.known, {"peer_key": row.peer_key})
        assert citizens.read_known(unit, known, key=row.peer_key).profile == profile
    await both.close()
    await service.close()


async def test_a_service_that_has_only_the_old_secret_is_noticed(database_url: str) -> None:
    database = await opened(database_url, OLD)
    await plant(database)
    both = await opened(database_url, OLD, NEW)
    old = Vault([OLD])

    engine = create_engine(sync_url(database_url), poolclass=NullPool)

    def seals_again(_table: str) -> None:
        with engine.begin() as connection:
            key = connection.execute(select(citizens_table.c.peer_key)).scalar_one()
            cell = old.seal("olena", column="citizens.peer", row=bytes(key).hex())
            connection.execute(update(citizens_table).values(peer=cell))

    with pytest.raises(DatabaseError, match="Restart it"):
        await rekey(both, passing=seals_again)
    assert (await cells(both))["citizens.peer"] == [b"olena"]
    with pytest.raises(WrongKeyError, match="still holds"):
        await opened(database_url, NEW)
    await both.close()
    await database.close()
