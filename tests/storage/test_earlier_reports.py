"""What earlier versions kept of cards that somebody found wrong is a task now."""

from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import command

from bot.libraries.reports import Reports
from bot.staff.model import Person, Role
from bot.storage.database import Database
from bot.storage.migrate import alembic_config, migrate, sync_url
from bot.storage.schema import UtcDateTime
from bot.storage.vault import Vault

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
OLHA = Person(1, "Ольга", Role.COORDINATOR, "hounb")


async def test_a_card_that_was_told_wrong_is_a_task(tmp_path: Path) -> None:
    url, vault = f"sqlite:///{tmp_path / 'old.db'}", Vault(["a secret of the tests"])
    engine = sa.create_engine(sync_url(url))
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection, vault), "0027")
    faults = sa.table(
        "service_faults",
        *map(sa.column, ("service", "content")),
        sa.column("at", UtcDateTime()),
    )
    with engine.begin() as connection:
        connection.execute(sa.insert(faults).values(service="kep", content="1", at=NOW))
    engine.dispose()
    migrate(url, vault=vault)
    database = Database(url, vault=vault)
    await database.open()
    async with database.reading() as unit:
        (task,) = await Reports(unit, content_version="2").of(OLHA)
    await database.close()
    assert (task.about, task.words, task.at) == ("service:kep", "", NOW)
