"""A SQLite file serves one process at a time; a second one is told so at its start."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from bot.storage.errors import DatabaseError
from bot.storage.sqlite_file import make_folder, sqlite_path

try:
    import fcntl
except ImportError:  # no such locks on this system: then nobody is kept off
    fcntl = None  # type: ignore[assignment]

log = structlog.get_logger(__name__)

SUFFIX = ".lock"


@contextmanager
def only_process(url: str) -> Iterator[None]:
    """Keep other services off this database while the block runs; PostgreSQL is for all.

    The system gives the lock back when the process ends, however it ends: no lock is ever stale.
    Raises DatabaseError when another process has it, with its number.
    """
    path = sqlite_path(url) if url.startswith("sqlite") else ":memory:"
    if path == ":memory:" or fcntl is None:
        yield
        return
    make_folder(path)
    held = _take(Path(path + SUFFIX), path)
    try:
        yield
    finally:
        os.close(held)


def _take(lock: Path, path: str) -> int:
    """The open lock file. Raises DatabaseError."""
    try:
        held = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise DatabaseError(
            f"The file {lock} can't be written ({error.strerror}). Give this user write access "
            "to its folder, or set MISTOK_DATABASE to a folder that is writable."
        ) from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
            pid = os.pread(held, 32, 0).decode("ascii", "replace").strip()
            os.close(held)
            raise DatabaseError(
                f"Another process ({pid or 'its number is unknown'}) serves from the database "
                f"file {path} already. Stop it first, or set MISTOK_DATABASE to another file. "
                "Several processes can share a PostgreSQL database."
            ) from None
        log.warning("database.no_locks_here", path=str(lock), reason=error.strerror)
        return held
    os.ftruncate(held, 0)
    os.pwrite(held, f"{os.getpid()}\n".encode(), 0)
    return held
