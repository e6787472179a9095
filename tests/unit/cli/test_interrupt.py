"""Ctrl-C ends a command."""

import asyncio
import os
import signal
from contextlib import suppress

import pytest

from bot.cli.interrupt import interruptible


async def test_a_lost_cancellation_is_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.interrupt.AGAIN_SECONDS", 0.01)

    async def deaf() -> None:
        asyncio.get_running_loop().call_soon(os.kill, os.getpid(), signal.SIGINT)
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await asyncio.Event().wait()

    with pytest.raises(KeyboardInterrupt):
        async with asyncio.timeout(20):
            await interruptible(deaf())


async def test_what_ends_by_itself_tells_what_went_wrong() -> None:
    async def breaks() -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        await interruptible(breaks())
