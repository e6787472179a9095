"""The file of an SQLite database: where it is, whether it is there still, what is left in it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import structlog

from bot.storage.errors import DatabaseError

log = structlog.get_logger(__name__)

# All goes from the log of changes (WAL) into the database, and the log becomes empty.
EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"


def sqlite_path(url: str) -> str:
    """The file of sqlite:///relative/path or sqlite:////absolute/path."""
    return url.removeprefix("sqlite://").removeprefix("/") or ":memory:"


class MovedError(Exception):
    """Our file is no longer where it was; `replaced` when another one is there."""

    def __init__(self, *, replaced: bool) -> None:
        super().__init__("the database file was moved")
        self.replaced = replaced


class Place:
    """Where the file is: what is written to one that was moved away would be lost at the end."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._known = self._look()

    def _look(self) -> tuple[int, int] | None:
        if self._path == ":memory:":
            return None
        found = os.stat(self._path)  # noqa: PTH116 -- on every write: a Path costs more
        return found.st_dev, found.st_ino

    def check(self) -> None:
        """Raises MovedError."""
        try:
            if self._look() == self._known:
                return
        except OSError:
            raise MovedError(replaced=False) from None
        raise MovedError(replaced=True)


def make_folder(path: str) -> None:
    """Make the file, for this user's eyes only, and its folder. Raises DatabaseError."""
    file = Path(path)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)
    except OSError as error:
        raise DatabaseError(
            f"The database file {file} can't be created ({error.strerror}). Give this user "
            "write access to its folder, or set MISTOK_DATABASE to a folder that is writable."
        ) from error


def wipe(path: str) -> None:
    """Write the file anew, so that nothing that was deleted earlier is left in it.

    It needs as much free space again; without it, or with others at work, it is left for now.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("VACUUM")
            connection.execute(EMPTY_LOG)
    except sqlite3.Error as error:
        log.warning("database.not_wiped", exc_info=error, do="free some space, then VACUUM it")
