"""A disk without room: a small one of its own, or a database that may grow no more."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.sqlite import SqliteDriver


@contextmanager
def small_disk(folder: Path, *, size: str = "12m") -> Iterator[Path]:
    """A disk at this new folder; where none can be mounted the test is left out."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("a small disk can't be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(path: Path) -> None:
    """Take all room that the disk of this file has."""
    with path.open("wb", buffering=0) as other, suppress(OSError):
        while True:
            other.write(bytes(4096))


def empty(path: Path) -> None:
    """Let that room go."""
    path.write_bytes(b"")


async def pragma(database: Database, text: str) -> int:
    """Ask or set something of the writer of an SQLite database."""
    driver = database._driver
    assert isinstance(driver, SqliteDriver)
    row = await driver._connections[0].trip(
        lambda connection: connection.execute(f"PRAGMA {text}").fetchone()
    )
    return int(row[0]) if row else 0


async def no_room_in(database: Database) -> None:
    """What needs a further page does not fit any more."""
    await pragma(database, f"max_page_count={await pragma(database, 'page_count')}")


async def room_in(database: Database) -> None:
    """It may grow again."""
    await pragma(database, "max_page_count=1000000000")
