"""Those who wait before their password is compared: so many, and so many of one place."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

from bot.staff.passwords import BusyError
from bot.storage.held import needs_no_unit

MOST = 256  # a waiting one costs a timer
MOST_OF_PLACE = 4

Pause = Callable[[float], Awaitable[None]]


class WaitingLine:
    """One for each process."""

    def __init__(self, pause: Pause = asyncio.sleep) -> None:
        self._pause = pause
        self._waiting: Counter[str] = Counter()

    async def wait(self, seconds: float, *, place: str) -> None:
        """Wait there, unless too many do. Raises BusyError, UnitHeldError."""
        if not seconds:
            return
        needs_no_unit("a pause")
        if self._waiting.total() >= MOST or self._waiting[place] >= MOST_OF_PLACE:
            raise BusyError(round(seconds) + 1)
        self._waiting[place] += 1
        try:
            await self._pause(seconds)
        finally:
            self._waiting[place] -= 1
            if not self._waiting[place]:
                del self._waiting[place]
