"""Ctrl-C ends what a command does, even when being told once is not enough."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

AGAIN_SECONDS = 10.0  # longer than an orderly end takes


async def interruptible(work: Coroutine[Any, Any, None]) -> None:
    """Do this until it ends or Ctrl-C is pressed. Raises KeyboardInterrupt then.

    It is cancelled until it ends: on Python 3.11 one cancellation can be lost on its way.
    """
    task, pressed = asyncio.create_task(work), asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, pressed.set)
    ending = asyncio.create_task(_end(task, pressed))
    try:
        await asyncio.wait([task])
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        ending.cancel()
    if pressed.is_set():
        raise KeyboardInterrupt
    task.result()


async def _end(task: asyncio.Task[None], pressed: asyncio.Event) -> None:
    await pressed.wait()
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=AGAIN_SECONDS)
