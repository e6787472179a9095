"""Letters that go out in the response to the event they answer."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from bot.storage.outbox import Letter

SECONDS = 3.0  # a response waits no longer
SECONDS_BEHIND = 0.05  # behind the citizen's own earlier words: who wrote can be sent messages


class Answers:
    """Who waits for which event's letters."""

    def __init__(self) -> None:
        self._asked: dict[str, asyncio.Future[list[Letter]]] = {}
        self._citizens: Counter[bytes] = Counter()

    def awaited(self, key: bytes) -> bool:
        """Whether somebody waits for what is said to this citizen."""
        return key in self._citizens

    @contextmanager
    def awaiting(
        self, event: str, key: bytes, *, behind: bool
    ) -> Iterator[Callable[[], Awaitable[list[Letter]]]]:
        """Wait for the letters of this citizen's event; none when they take too long, and are sent.

        `behind`: something earlier of this citizen is answered first.
        """
        asked = self._asked[event] = asyncio.get_running_loop().create_future()
        self._citizens[key] += 1

        async def letters() -> list[Letter]:
            try:
                async with asyncio.timeout(SECONDS_BEHIND if behind else SECONDS):
                    return await asyncio.shield(asked)
            except TimeoutError:
                return []

        try:
            yield letters
        finally:
            self._asked.pop(event, None)
            self._citizens -= Counter([key])

    def take(self, event: str, letters: list[Letter]) -> bool:
        """Hand the letters to who waits for them; whether somebody does."""
        asked = self._asked.pop(event, None)
        if asked is None or asked.done():
            return False
        asked.set_result(letters)
        return True
