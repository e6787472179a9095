"""Lines from standard input, read without holding up the loop or the program's end."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress


def keyboard() -> str:
    """The next typed line with its end, "" when there are no more; waits for it."""
    # Unbuffered and not through sys.stdin: a thread that still waits in that one would break
    # the interpreter's end.
    typed = bytearray()
    while sys.stdin and (letter := os.read(sys.stdin.fileno(), 1)):
        typed += letter
        if letter == b"\n":
            break
    return typed.decode("utf-8", "replace")


async def next_line(read: Callable[[], str]) -> str:
    """What `read` gives, "" when the input is gone.

    It runs in a thread nobody waits for at the end: after Ctrl-C no line may ever come.
    """
    loop = asyncio.get_running_loop()
    line: asyncio.Future[str] = loop.create_future()

    def wait() -> None:
        typed = ""
        with suppress(OSError):  # the terminal itself is gone
            typed = read()
        with suppress(RuntimeError):  # the loop has ended: the line came too late
            loop.call_soon_threadsafe(_give, line, typed)

    threading.Thread(target=wait, name="keyboard", daemon=True).start()
    return await line


def _give(line: asyncio.Future[str], typed: str) -> None:
    if not line.done():
        line.set_result(typed)
