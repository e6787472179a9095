"""Waiting for what changes in a fake."""

import asyncio
import contextlib


class Changes:
    """Something that changes, and who waits for it."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Something changed for those who wait."""
        self._woken.set()
        self._woken = asyncio.Event()

    async def changed(self, seconds: float) -> None:
        """Wait for a change, at most so many seconds."""
        # Not wait_for: on Python 3.11 it loses a cancellation that comes with the change.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
