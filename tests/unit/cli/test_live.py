"""What holds at libraries now is known to `mistok near` and to dialogues with a database of their
own, where the service has told it."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app.content_index import ContentIndex
from bot.app.settings import Settings
from bot.cli.live import access_now, copy_states, states_now
from bot.libraries.live import LiveDesk
from bot.libraries.live_rules import NewState
from bot.places.live import LiveKind, of_library
from bot.staff.model import Person, Role
from bot.storage.database import Database
from bot.storage.vault import Vault

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SECRET = "a-secret-of-the-tests-as-long-as-settings-want"
OLHA = Person(1, "Ольга", Role.COORDINATOR, "hounb")


def settings(database: str) -> Settings:
    return Settings(_env_file=None, database=database, secret=SECRET)  # type: ignore[call-arg]


async def nobody(_events: object) -> None:
    """Nobody is told."""


async def test_it_is_read_and_where_there_is_no_database_nothing_holds(
    content_index: ContentIndex, fresh_sqlite: Path, tmp_path: Path
) -> None:
    of = next(one for one in content_index.content.access_points if one.id == "hounb")
    absent = f"sqlite:///{tmp_path / 'absent.db'}"
    assert not (await access_now(settings(absent), content_index, NOW)).live
    shutil.copy(fresh_sqlite, tmp_path / "own.db")
    url = f"sqlite:///{tmp_path / 'own.db'}"
    database = Database(url, vault=Vault([SECRET]))
    await database.open()
    async with database.unit() as unit:
        unit.listen(nobody, lambda: None)
        new = NewState(of_library("hounb"), LiveKind.CLOSED, NOW + timedelta(hours=2))
        await LiveDesk(unit).tell(new, by=OLHA, now=NOW)
    await database.close()
    access = await access_now(settings(url), content_index, NOW)
    assert access.live.closed(of, NOW)
    assert not access.live.closed(of, NOW + timedelta(hours=2))
    states = await states_now(settings(url), NOW)
    shutil.copy(fresh_sqlite, tmp_path / "dialogues.db")
    dialogues = f"sqlite:///{tmp_path / 'dialogues.db'}"
    other = Database(dialogues, vault=Vault([SECRET]))
    await other.open()
    await copy_states(states, other)
    await other.close()
    assert [
        (one.whom, one.kind, one.until) for one in await states_now(settings(dialogues), NOW)
    ] == [(of_library("hounb"), LiveKind.CLOSED, NOW + timedelta(hours=2))]
