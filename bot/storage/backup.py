"""Backups of the SQLite database: one consistent file while the service runs, and back again.

Nothing half done ever has a final name: a file is made beside it, checked, kept on the disk, and
only then named. PostgreSQL is in `bot.storage.backup_postgres`.
"""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from bot.storage.database import DatabaseError
from bot.storage.exclusive import only_process
from bot.storage.keys import check_key, key_ids
from bot.storage.migrate import (
    MIGRATIONS,
    is_nothing,
    migrate,
    newest_version,
    no_database,
    version_of,
)
from bot.storage.secrets import sync_folder
from bot.storage.sqlite_file import sqlite_path
from bot.storage.vault import Vault

Passing = Callable[[str], None]
COPY_SECONDS = 30.0  # that a busy writer is waited for


class BackupError(DatabaseError):
    """It was not done, and nothing was changed; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: `keys` are the ids of the keys it needs to be read."""

    file: Path
    size: int  # bytes
    keys: tuple[str, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A database that was put back: `kept` is where the one before is, None when there was none."""

    kept: str | None
    version: str


def ignore(_point: str) -> None:
    """Nobody watches the points of the way."""


def check_target(target: Path, *, force: bool, but: tuple[Path, ...] = ()) -> None:
    """Raise BackupError unless a backup may be written there."""
    if not target.parent.is_dir():
        raise BackupError(f"There is no folder {target.parent}. Make it, or name another file.")
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise BackupError(f"{target} is not a plain file. Name another one.")
    if any(one.exists() and target.exists() and one.samefile(target) for one in but):
        raise BackupError(f"{target} is in use by the service itself. Name another file.")
    if target.exists() and not force:
        raise BackupError(f"{target} is there already. Name another file, or add --force.")


@contextmanager
def part_of(target: Path) -> Iterator[Path]:
    """An empty file beside it that only this user can read; gone in the end, named or not."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(6)}.part")
    before = os.umask(0o077)
    try:
        for left in target.parent.glob(f".{target.name}.*.part"):
            left.unlink(missing_ok=True)  # of one that was killed
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield part
    except OSError as error:
        raise BackupError(
            f"{target} can't be written ({error.strerror}). Free some space there or give this "
            "user write access. Nothing was changed."
        ) from error
    finally:
        os.umask(before)
        for suffix in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{part}{suffix}").unlink(missing_ok=True)


def name_it(part: Path, target: Path, *, force: bool) -> None:
    """Let the finished part be the target, at once and for good."""
    descriptor = os.open(part, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if not force and target.exists():
        raise BackupError(f"{target} is there already. Name another file, or add --force.")
    part.replace(target)
    sync_folder(target.parent)


def backup_sqlite(
    url: str, target: Path, *, force: bool = False, passing: Passing = ignore
) -> Backup:
    """Write one consistent file; the service may run. Raises BackupError."""
    path = Path(sqlite_path(url))
    if is_nothing(path):
        raise BackupError(str(no_database(path)))
    own = (path, Path(f"{path}-wal"), Path(f"{path}-shm"), Path("var/secret"))
    check_target(target, force=force, but=own)
    with part_of(target) as part:
        passing("begun")
        try:
            with closing(sqlite3.connect(path, timeout=COPY_SECONDS)) as source:
                source.execute("VACUUM INTO ?", (str(part),))
        except sqlite3.Error as error:
            raise BackupError(
                f"The database {path} can't be copied ({error}). Check that it is whole and "
                f"that there is room for {target}. Nothing was changed."
            ) from error
        passing("copied")
        version, keys = look_into(part)
        size = part.stat().st_size
        passing("checked")
        name_it(part, target, force=force)
    return Backup(target, size, keys, version)


def look_into(file: Path, vault: Vault | None = None) -> tuple[str, tuple[str, ...]]:
    """The version of a file and the ids of its keys.

    Raises BackupError for one that is damaged or not ours, WrongKeyError when the vault does not
    open it.
    """
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            (found,) = opened.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise BackupError(f"{file} is damaged ({found}). Take another backup.")
        engine = create_engine(f"sqlite:///{file}", poolclass=NullPool)
        with engine.connect() as connection:
            version = version_of(connection)
            check_version(str(file), version)
            if vault is not None:
                check_key(connection, vault)
            return version, key_ids(connection)
    except (sqlite3.Error, SQLAlchemyError) as error:
        raise BackupError(
            f"{file} is not a backup of this program ({getattr(error, 'orig', error)})."
        ) from error


def check_version(file: str, version: str) -> None:
    """Raise BackupError for what is not ours or of a later program."""
    known = {path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}
    if not version or not version.isdecimal():
        raise BackupError(f"{file} is not a backup of this program. Nothing was changed.")
    if version not in known:
        raise BackupError(
            f"{file} was made by a later version of this program (tables {version}, here "
            f"{newest_version()}). Install that version first. Nothing was changed."
        )


def restore_sqlite(
    url: str, source: Path, vault: Vault, *, now: datetime, passing: Passing = ignore
) -> Restored:
    """Put a backup in the database's place; the one before is kept beside it.

    Killed at any moment it leaves the old database or the new one. Raises BackupError.
    """
    path = Path(sqlite_path(url))
    if not source.is_file():
        raise BackupError(f"There is no file {source}.")
    if path.exists() and path.samefile(source):
        raise BackupError(f"{source} is the database itself: there is nothing to restore.")
    look_into(source, vault)
    is_there = path.exists()  # the lock makes an empty one
    with only_process(url), part_of(path) as part:
        shutil.copyfile(source, part)
        with closing(sqlite3.connect(part)) as copied:
            copied.execute("PRAGMA journal_mode=DELETE")
        migrate(f"sqlite:///{part}", vault=vault)
        with closing(sqlite3.connect(part)) as copied:
            copied.execute("PRAGMA journal_mode=DELETE")
        version, _ = look_into(part, vault)
        passing("prepared")
        kept = _kept_aside(path, now) if is_there else None
        passing("kept")
        name_it(part, path, force=True)
    return Restored(str(kept) if kept else None, version)


def _kept_aside(path: Path, now: datetime) -> Path:
    """A second name of the present database, whole in one file. Raises BackupError when used."""
    kept = path.with_name(f"{path.name}.before-{now:%Y%m%d-%H%M%S}")
    try:
        with closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as present:
            # Only who is alone with a database can leave its log: it is then in the file itself.
            present.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise BackupError(
            f"The database {path} is in use ({error}). Stop the service and every other mistok "
            "command, then restore. Nothing was changed."
        ) from error
    except sqlite3.DatabaseError:  # damaged: that is why it is restored
        pass
    for suffix in ("-wal", "-shm"):
        with suppress(FileNotFoundError):  # a log that stays would be taken for the new one's
            Path(f"{path}{suffix}").rename(f"{kept}{suffix}")
    try:
        os.link(path, kept)
    except FileExistsError:
        raise BackupError(f"{kept} is there already. Try again in a second.") from None
    except OSError:  # a file system without links
        shutil.copy2(path, kept)
    sync_folder(path.parent)
    return kept
