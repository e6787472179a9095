"""A backup is whole or is not there; what is restored is the old database or the new one."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app.settings import ROOT
from bot.storage.backup import BackupError, backup_sqlite, look_into, restore_sqlite
from bot.storage.exclusive import only_process
from bot.storage.keys import WrongKeyError
from bot.storage.migrate import newest_version
from bot.storage.vault import Vault
from tests.storage.test_keys import NEW, OLD, finds, meet

NOW = datetime(2026, 11, 29, 4, 12, tzinfo=UTC)
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.storage.backup import backup_sqlite, restore_sqlite
from bot.storage.vault import Vault
act, url, file, point, secret = sys.argv[1:]
def passing(name):
    if name == point:
        os.kill(os.getpid(), signal.SIGKILL)
if act == "backup":
    backup_sqlite(url, Path(file), passing=passing)
else:
    now = datetime(2026, 11, 29, tzinfo=UTC)
    restore_sqlite(url, Path(file), Vault([secret]), now=now, passing=passing)
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def url(home: Path) -> str:
    return f"sqlite:///{home / 'mistok.db'}"


def killed(act: str, url: str, file: Path, point: str) -> None:
    command = [sys.executable, "-c", KILLED, act, url, str(file), point, OLD]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr


def named(part: str, folder: Path) -> list[str]:
    """Files there with this in their names."""
    return [path.name for path in folder.iterdir() if part in path.name]


async def test_a_backup_is_whole_private_and_tells_its_key(url: str, home: Path) -> None:
    await meet(url, OLD)
    shutil.copy(home / "mistok.db", home / "plain-copy.db")
    made = backup_sqlite(url, home / "copy.bak")
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert made.size == made.file.stat().st_size
    assert made.keys == (Vault([OLD]).newest.hex(),)
    assert made.version == newest_version()
    assert named("part", home) == []
    assert await finds(f"sqlite:///{made.file}", OLD) == "olena"


async def test_a_backup_writes_over_nothing_unasked(url: str, home: Path) -> None:
    await meet(url, OLD)
    (home / "letter.txt").write_text("важливе", encoding="utf-8")
    with pytest.raises(BackupError, match="--force"):
        backup_sqlite(url, home / "letter.txt")
    assert (home / "letter.txt").read_text(encoding="utf-8") == "важливе"
    for taken in ("mistok.db", "mistok.db-wal"):
        (home / taken).touch()
        with pytest.raises(BackupError, match="in use"):
            backup_sqlite(url, home / taken, force=True)
    with pytest.raises(BackupError, match="no folder"):
        backup_sqlite(url, home / "nowhere" / "copy.bak")
    (home / "link").symlink_to(home / "letter.txt")
    with pytest.raises(BackupError, match="not a plain file"):
        backup_sqlite(url, home / "link", force=True)
    backup_sqlite(url, home / "letter.txt", force=True)
    assert await finds(f"sqlite:///{home / 'letter.txt'}", OLD) == "olena"


@pytest.mark.parametrize("point", ["begun", "copied", "checked"])
async def test_killed_under_load_it_leaves_no_half_file_and_loses_nothing(
    url: str, home: Path, point: str
) -> None:
    await meet(url, OLD)
    stop, written = threading.Event(), []

    def load() -> None:
        with closing(sqlite3.connect(home / "mistok.db", timeout=30)) as writer:
            writer.execute("CREATE TABLE load (n INTEGER PRIMARY KEY, body BLOB)")
            while not stop.is_set():
                with writer:
                    writer.execute("INSERT INTO load (body) VALUES (?)", (os.urandom(5000),))
                written.append(1)

    thread = threading.Thread(target=load)
    thread.start()
    try:
        killed("backup", url, home / "copy.bak", point)
        assert not (home / "copy.bak").exists()
        made = backup_sqlite(url, home / "copy.bak")  # beside the load; the half one is gone
    finally:
        stop.set()
        thread.join()
    assert named("part", home) == []
    assert look_into(made.file)[1] == made.keys
    with closing(sqlite3.connect(home / "mistok.db")) as after:
        assert after.execute("SELECT count(*) FROM load").fetchone() == (len(written),)
    assert await finds(url, OLD) == "olena"


async def test_a_restore_keeps_what_was_and_brings_back_what_is_in_the_file(
    url: str, home: Path
) -> None:
    await meet(url, OLD)
    made = backup_sqlite(url, home / "copy.bak")
    await meet(url, OLD, peer="ivan")
    done = restore_sqlite(url, made.file, Vault([OLD]), now=NOW)
    assert (await finds(url, OLD), await finds(url, OLD, peer="ivan")) == ("olena", "")
    assert done.kept == str(home / "mistok.db.before-20261129-041200")
    assert await finds(f"sqlite:///{done.kept}", OLD, peer="ivan") == "ivan"
    assert made.file.exists()


async def test_a_restore_to_an_empty_machine_and_over_a_damaged_database(
    url: str, home: Path
) -> None:
    await meet(url, OLD)
    made = backup_sqlite(url, home / "copy.bak")
    (home / "mistok.db").write_bytes(b"damaged" * 1000)
    restore_sqlite(url, made.file, Vault([OLD]), now=NOW)
    (kept,) = named("before", home)
    assert (home / kept).read_bytes().startswith(b"damaged")
    assert await finds(url, OLD) == "olena"
    (home / "mistok.db").unlink()
    assert restore_sqlite(url, made.file, Vault([OLD]), now=NOW).kept is None
    assert await finds(url, OLD) == "olena"


async def test_what_can_not_be_restored_changes_nothing(url: str, home: Path) -> None:
    await meet(url, OLD)
    made = backup_sqlite(url, home / "copy.bak")
    await meet(url, OLD, peer="ivan")
    vault = Vault([OLD])
    with pytest.raises(WrongKeyError, match="another key"):
        restore_sqlite(url, made.file, Vault([NEW]), now=NOW)
    (home / "letter.txt").write_text("Шановні! " * 500, encoding="utf-8")
    with pytest.raises(BackupError, match="not a backup"):
        restore_sqlite(url, home / "letter.txt", vault, now=NOW)
    shutil.copy(made.file, home / "later.bak")
    with closing(sqlite3.connect(home / "later.bak")) as later, later:
        later.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BackupError, match="later version"):
        restore_sqlite(url, home / "later.bak", vault, now=NOW)
    damaged = made.file.read_bytes()
    (home / "damaged.bak").write_bytes(damaged[: len(damaged) // 2])
    with pytest.raises(BackupError):
        restore_sqlite(url, home / "damaged.bak", vault, now=NOW)
    with pytest.raises(BackupError, match="the database itself"):
        restore_sqlite(url, home / "mistok.db", vault, now=NOW)
    assert await finds(url, OLD, peer="ivan") == "ivan"
    assert named("before", home) == []


async def test_who_uses_the_database_is_not_robbed_of_it(url: str, home: Path) -> None:
    await meet(url, OLD)
    made = backup_sqlite(url, home / "copy.bak")
    with only_process(url), pytest.raises(Exception, match="Another process"):
        restore_sqlite(url, made.file, Vault([OLD]), now=NOW)
    with closing(sqlite3.connect(home / "mistok.db")) as command:  # `mistok chat` beside it
        command.execute("PRAGMA journal_mode=WAL")
        command.execute("SELECT count(*) FROM citizens").fetchone()
        with pytest.raises(BackupError, match="in use"):
            restore_sqlite(url, made.file, Vault([OLD]), now=NOW)
    assert await finds(url, OLD) == "olena"


@pytest.mark.parametrize("point", ["prepared", "kept"])
async def test_a_restore_killed_half_way_leaves_the_old_one(
    url: str, home: Path, point: str
) -> None:
    await meet(url, OLD)
    made = backup_sqlite(url, home / "copy.bak")
    await meet(url, OLD, peer="ivan")
    killed("restore", url, made.file, point)
    assert await finds(url, OLD, peer="ivan") == "ivan"
    restore_sqlite(url, made.file, Vault([OLD]), now=NOW)
    assert await finds(url, OLD, peer="ivan") == ""
