"""Waiting for what should come: no longer than it takes, and as long as a busy machine needs."""

import asyncio
import time
from collections.abc import Awaitable, Callable

PATIENCE = 60.0  # seconds; only what never comes is waited for so long


async def until(true: Callable[[], object], *, within: float = PATIENCE) -> None:
    """Wait until `true()`, which may be a coroutine function, holds. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while not await _asked(true):  # noqa: ASYNC110 -- of anything, told or not
            await asyncio.sleep(0.01)


def wait_until(true: Callable[[], object]) -> None:
    """The same for tests without an event loop. Raises AssertionError."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"nothing after {PATIENCE} s"
        time.sleep(0.02)


async def _asked(true: Callable[[], object]) -> object:
    found = true()
    return await found if isinstance(found, Awaitable) else found
