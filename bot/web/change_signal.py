"""Rings when anything happened at the desk: open pages look anew."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class ChangeSignal:
    """One for each process. Who listens wakes at the next signal, whatever gave it."""

    def __init__(self) -> None:
        self._listening: set[asyncio.Event] = set()
        self.closed = False

    def signal(self) -> None:
        """Something has changed."""
        for woken in self._listening:
            woken.set()

    def close(self) -> None:
        """The process stops: streams end."""
        self.closed = True
        self.signal()

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """An event that is set at each signal; the listener clears it."""
        woken = asyncio.Event()
        self._listening.add(woken)
        try:
            yield woken
        finally:
            self._listening.discard(woken)
