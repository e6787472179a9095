"""Letters that go out in the response to the event they answer."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from bot.storage.outbox import Letter

SECONDS = 3.0  # a response waits no longer


class Answers:
    """Who waits for which event's letters."""

    def __init__(self) -> None:
        self._asked: dict[str, asyncio.Future[list[Letter]]] = {}

    @contextmanager
    def awaiting(self, event: str) -> Iterator[Callable[[], Awaitable[list[Letter]]]]:
        """Wait for this event's letters; none when they take too long, and are sent."""
        asked = self._asked[event] = asyncio.get_running_loop().create_future()

        async def letters() -> list[Letter]:
            try:
                async with asyncio.timeout(SECONDS):
                    return await asyncio.shield(asked)
            except TimeoutError:
                return []

        try:
            yield letters
        finally:
            self._asked.pop(event, None)

    def take(self, event: str, letters: list[Letter]) -> bool:
        """Hand the letters to who waits for them; whether somebody does."""
        asked = self._asked.pop(event, None)
        if asked is None or asked.done():
            return False
        asked.set_result(letters)
        return True
