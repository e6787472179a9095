"""One writes at a time, of all processes on this machine."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.content.editing.errors import EditError

try:
    import fcntl
except ImportError:  # no such locks on this system: two at one moment are told by the texts
    fcntl = None  # type: ignore[assignment]


@contextmanager
def only_writer(kept: Path) -> Iterator[None]:
    """Keep others out while the block runs: a save is over in a moment. Raises EditError."""
    try:
        kept.mkdir(parents=True, exist_ok=True)
        held = os.open(kept / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise EditError(
            f"Не вдалося відкрити {kept}: {error.strerror}. Скажіть тому, хто веде сервер."
        ) from error
    try:
        if fcntl is not None:
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
