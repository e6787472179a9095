"""What may not be done while a unit of work is open: everything that computes long or waits.

The single writer of SQLite (or a connection of the pool) would be held meanwhile, and every
citizen with it. Whatever is heavy calls `needs_no_unit` first; it raises in tests and in
production alike. `tests/architecture/test_units.py` reads the code for the same rule.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


class UnitHeldError(RuntimeError):
    """A defect: heavy work was begun inside a transaction."""


@dataclass(slots=True)
class _Held:
    """A unit and the task it belongs to; tasks begun inside inherit the variable, not the unit."""

    task: object
    is_open: bool = True


_held: ContextVar[_Held | None] = ContextVar("mistok_open_unit", default=None)


@contextmanager
def holding_unit() -> Iterator[None]:
    """Tell the running task that it holds a transaction until the block ends."""
    before, mine = _held.get(), _Held(_task())
    _held.set(mine)
    try:
        yield
    finally:
        mine.is_open = False
        _held.set(before)


def needs_no_unit(what: str) -> None:
    """Refuse heavy work while this task holds a transaction.

    Args:
        what: the work in a few words, for the error: "a password is hashed".

    Raises:
        UnitHeldError: a unit of work is open in the running task.
    """
    held = _held.get()
    if held is not None and held.is_open and held.task is _task():
        raise UnitHeldError(f"{what} inside a transaction: do it before or after")


def _task() -> object:
    try:
        return asyncio.current_task()
    except RuntimeError:  # a thread of its own
        return None
