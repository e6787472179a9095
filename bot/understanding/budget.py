"""How long understanding one text may take, in CPU time of its thread."""

from __future__ import annotations

import time
from collections.abc import Callable

# A usual question takes 2 ms, the worst texts known 40.
SECONDS = 0.25


class SpentError(Exception):
    """The text is too tangled: its time is spent."""


class Budget:
    """Time for one text; begins to run at once.

    Args:
        seconds: CPU time; infinite by default.
        clock: CPU seconds of the thread that asks.
    """

    def __init__(
        self, seconds: float = float("inf"), *, clock: Callable[[], float] = time.thread_time
    ) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def check(self) -> None:
        """Called between steps of the work. Raises SpentError."""
        if self._clock() > self._end:
            raise SpentError
