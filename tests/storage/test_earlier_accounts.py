"""Accounts that an earlier version left: logins are sealed, and their people still come in."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from bot.staff import passwords
from bot.staff.authentication import Attempt, Authentication
from bot.staff.model import NAME, staff, staff_invitations
from bot.staff.rules import StaffError
from bot.staff.sign_in import SignIn
from bot.storage.database import Database, DatabaseError
from bot.storage.migrate import alembic_config, migrate, sync_url
from bot.storage.schema import UtcDateTime
from bot.storage.sqlite_file import sqlite_path
from bot.storage.vault import Vault

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
LOGIN, PASSWORD = "oksana@derazhnia.example", "три довгі слова"
BOND = "0" * 32
earlier_staff = sa.table(
    "staff",
    *map(sa.column, ("id", "name", "role", "point", "langs", "login", "password", "notices",
                     "state")),
    sa.column("created_at", UtcDateTime()),
    sa.column("entered_at", UtcDateTime()),
)  # fmt: skip
earlier_links = sa.table(
    "staff_invitations",
    *map(sa.column, ("staff_id", "link_key", "code_key")),
    sa.column("expires_at", UtcDateTime()),
)


@pytest.fixture
async def earlier(empty: str, vault: Vault) -> str:
    """A database as version 9 left it, with somebody who has a password and some links."""
    engine = create_engine(sync_url(empty), poolclass=NullPool)
    stored = await passwords.hashed(PASSWORD)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0009")
        for number, login in ((1, LOGIN), (2, None)):
            person = {
                "id": number, "role": "librarian", "point": "village", "langs": '["uk"]',
                "name": BOND.encode() + vault.seal("Оксана", column=NAME, row=BOND),
                "login": login, "password": login and stored, "notices": True, "state": "active",
                "created_at": NOW, "entered_at": NOW,
            }  # fmt: skip
            connection.execute(sa.insert(earlier_staff), [person])
            for name in ("invited", "messenger"):
                link = {
                    "staff_id": number, "expires_at": NOW + timedelta(days=1),
                    "link_key": vault.lookup(f"staff link\0{name}{number}"),
                    "code_key": vault.lookup(f"code{number}") if name == "invited" else None,
                }  # fmt: skip
                connection.execute(sa.insert(earlier_links), [link])
    engine.dispose()
    return empty


async def test_who_had_a_login_signs_in_and_no_login_rests_readably(
    earlier: str, vault: Vault
) -> None:
    assert migrate(earlier, vault=vault)
    database = Database(earlier, vault=vault)
    await database.open()
    at = Authentication(database, key=b"k", clock=lambda: NOW)
    entered = await at.sign_in(Attempt(LOGIN, PASSWORD))
    assert (entered.person.id, entered.person.login) == (1, LOGIN)
    async with database.unit() as unit:
        kinds = {row.staff_id: row.kind for row in await unit.all(sa.select(staff_invitations))}
        # An invitation of before does not enter past a password; who has none still comes in.
        assert kinds.keys() == {1, 2}
        with pytest.raises(StaffError, match="unknown"):
            await SignIn(unit).enter("invited1", now=NOW)
        assert (await SignIn(unit).enter("invited2", now=NOW))[0].id == 2
        assert (await SignIn(unit).enter("messenger1", now=NOW))[0].id == 1
        rows = await unit.all(sa.select(staff))
    await database.close()
    assert all(LOGIN.encode() not in (row.login or b"") for row in rows)
    if earlier.startswith("sqlite"):
        for path in Path(sqlite_path(earlier)).parent.glob("*.db*"):
            assert LOGIN.encode() not in path.read_bytes(), path.name


async def test_without_the_key_nothing_is_changed(earlier: str) -> None:
    with pytest.raises(DatabaseError, match="mistok migrate"):
        migrate(earlier)
