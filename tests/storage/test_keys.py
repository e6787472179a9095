"""Whose key a database has: told in words before anything is written."""

import shutil
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

import bot.files.model
import bot.learning.model
import bot.requests.model
import bot.staff.model  # noqa: F401 -- every table
from bot.storage import citizens, inbox
from bot.storage.database import Database
from bot.storage.keys import WrongKeyError
from bot.storage.migrate import alembic_config, migrate, sync_url
from bot.storage.schema import metadata, sealed_by_of
from bot.storage.tables import citizens as citizens_table
from bot.storage.tables import system_facts
from bot.storage.vault import ID_BYTES, LostKeyError, Vault, VaultError
from tests.lines.quick import clock

OLD = "an-older-secret-of-the-tests-of-40-letters"
NEW = "a-newer-secret-of-the-tests-of-40-letters."
OTHER = "somebody-elses-secret-of-some-40-letters.."


def of_one_byte(cell: bytes) -> bytes:
    """The cell as it was sealed before December 2026."""
    return cell[1:2] + cell[1 + ID_BYTES :]


def with_first_byte_of(secret: str) -> str:
    """Another secret whose old id is the same."""
    first = Vault([secret]).newest[0]
    tried = (f"{OTHER}{number}" for number in range(10_000))
    return next(one for one in tried if Vault([one]).newest[0] == first)


async def opened(url: str, *secrets: str) -> Database:
    """As every command does it."""
    vault = Vault(secrets)
    migrate(url, vault=vault)
    database = Database(url, vault=vault)
    await database.open()
    return database


async def meet(url: str, *secrets: str, peer: str = "olena") -> bytes:
    """A citizen comes; their key."""
    database = await opened(url, *secrets)
    async with database.unit() as unit:
        key = inbox.peer_key(unit, "web", peer)
        citizens.add(unit, "web", peer, key=key, lang="uk", now=clock())
    await database.close()
    return key


async def finds(url: str, *secrets: str, peer: str = "olena") -> str:
    """The citizen's address, found by it."""
    database = await opened(url, *secrets)
    async with database.reading() as unit:
        key = inbox.peer_key(unit, "web", peer)
        row = await unit.first(citizens.known, {"peer_key": key})
        found = citizens.read_known(unit, row, key=key).peer if row else ""
    await database.close()
    return found


def execute(url: str, statement: str) -> list[tuple]:
    engine = create_engine(sync_url(url), poolclass=NullPool)
    with engine.begin() as connection:
        done = connection.execute(text(statement))
        return [tuple(row) for row in done] if done.returns_rows else []


def test_a_cell_of_the_old_form_opens_even_when_two_keys_share_its_id() -> None:
    twin = with_first_byte_of(OLD)
    for secrets in ((OLD, twin), (twin, OLD)):
        both = Vault(secrets)
        for secret in secrets:
            cell = Vault([secret]).seal("слово", column="c", row="1")
            assert both.open(of_one_byte(cell), column="c", row="1") == "слово"
            assert both.open(cell, column="c", row="1") == "слово"
    with pytest.raises(VaultError, match="another row"):
        both.open(of_one_byte(cell), column="c", row="2")


def test_a_cell_of_a_lost_key_says_so_and_an_empty_one_too() -> None:
    cell = Vault([OTHER]).seal("слово", column="c", row="1")
    with pytest.raises(LostKeyError, match="not in MISTOK_SECRET"):
        Vault([OLD, NEW]).open(cell, column="c", row="1")
    for nothing in (b"", b"\x02", b"\x02" + Vault([OLD]).newest):
        with pytest.raises(VaultError):
            Vault([OLD]).open(nothing, column="c", row="1")
    with pytest.raises(VaultError, match="same id"):
        Vault([OLD, OLD])


async def test_a_wrong_key_is_told_and_nothing_is_written(database_url: str) -> None:
    await meet(database_url, OLD)
    before = execute(database_url, "SELECT name, cell FROM system_facts ORDER BY name")
    with pytest.raises(WrongKeyError, match="another key") as told:
        await opened(database_url, NEW)
    assert Vault([OLD]).newest.hex() in str(told.value)
    assert Vault([NEW]).newest.hex() in str(told.value)
    assert execute(database_url, "SELECT name, cell FROM system_facts ORDER BY name") == before
    # Who skips the migration is stopped too.
    database = Database(database_url, vault=Vault([NEW]))
    with pytest.raises(WrongKeyError, match="another key"):
        await database.open()
    assert await finds(database_url, OLD) == "olena"


async def test_a_secret_that_is_still_needed_is_asked_for(database_url: str) -> None:
    await meet(database_url, OLD)
    await meet(database_url, OLD, NEW, peer="ivan")
    with pytest.raises(WrongKeyError, match="mistok rekey") as told:
        await opened(database_url, NEW)
    assert Vault([OLD]).newest.hex() in str(told.value)
    with pytest.raises(WrongKeyError, match="still holds"):
        await opened(database_url, OLD)
    assert await finds(database_url, OLD, NEW) == "olena"
    assert await finds(database_url, OLD, NEW, peer="ivan") == "ivan"


async def test_rows_are_found_whatever_the_order_of_secrets(database_url: str) -> None:
    key = await meet(database_url, OLD)
    assert await finds(database_url, NEW, OLD) == "olena"
    # The key of look-ups comes of no secret.
    assert key not in {Vault([one]).lookup("web\0olena") for one in (OLD, NEW)}


async def earlier(url: str, *secrets: str) -> None:
    """Make it a database of an earlier version, with its short ids."""
    vault = Vault(secrets)
    key = vault.lookup("web\0olena")
    peer = of_one_byte(vault.seal("olena", column=citizens.PEER, row=key.hex()))
    profile = of_one_byte(vault.seal("{}", column=citizens.PROFILE, row=key.hex()))
    engine = create_engine(sync_url(url), poolclass=NullPool)
    values = {
        "channel": "web", "peer_key": key, "peer": peer, "lang": "uk", "noticed": True,
        "reachable": True, "profile": profile, "created_at": clock(), "seen_at": clock(),
    }  # fmt: skip
    with engine.begin() as connection:
        connection.execute(citizens_table.insert(), values)
        connection.execute(system_facts.delete())


async def test_an_earlier_database_gets_a_canary_once_its_cells_open(database_url: str) -> None:
    await earlier(database_url, OLD)
    with pytest.raises(WrongKeyError, match="another key"):
        await opened(database_url, NEW)
    assert execute(database_url, "SELECT name FROM system_facts") == []
    assert await finds(database_url, OLD) == "olena"
    names = {name for (name,) in execute(database_url, "SELECT name FROM system_facts")}
    assert names == {f"canary {Vault([OLD]).newest.hex()}", "lookup key"}


async def test_of_an_earlier_database_every_secret_listed_is_kept_in_mind(
    database_url: str,
) -> None:
    await earlier(database_url, OLD, NEW)
    with pytest.raises(WrongKeyError, match="another key"):
        await opened(database_url, OLD)
    assert await finds(database_url, OLD, NEW) == "olena"
    with pytest.raises(WrongKeyError, match="still holds"):
        await opened(database_url, NEW)


async def test_a_wrong_key_does_not_even_upgrade_the_tables(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    with create_engine(sync_url(url), poolclass=NullPool).begin() as connection:
        command.upgrade(alembic_config(connection), "0008")
    await earlier(url, OLD)
    execute(url, "DROP TABLE system_facts")
    execute(url, "UPDATE alembic_version SET version_num = '0007'")
    shutil.copy(tmp_path / "old.db", tmp_path / "before.db")
    with pytest.raises(WrongKeyError):
        migrate(url, vault=Vault([NEW]))
    assert (tmp_path / "old.db").read_bytes() == (tmp_path / "before.db").read_bytes()
    assert migrate(url, vault=Vault([OLD]))


def test_every_sealed_column_says_how_its_cells_are_bound() -> None:
    for table in metadata.tables.values():
        if table is system_facts:
            continue
        for column in table.c:
            long = column.type.__class__.__name__ == "LargeBinary" and not column.type.length
            sealed = column.info.get("rests") == "sealed"
            if long or sealed:
                assert column.name in sealed_by_of(table), (
                    f"{table.name}.{column.name} has no SealedBy"
                )
