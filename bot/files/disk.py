"""The disk that the database is on."""

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from bot.storage.sqlite_file import sqlite_path


def disk_of(database: str) -> Callable[[], int | None]:
    """What tells the free bytes of the disk that a database is on; None for another machine's."""
    if urlsplit(database).scheme != "sqlite":
        return lambda: None
    folder = Path(sqlite_path(database)).parent

    def free() -> int | None:
        try:
            return shutil.disk_usage(folder).free
        except OSError:
            return None

    return free
