"""How a page leads into a chat of ours: an address for each messenger that tells its own."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping

import structlog

log = structlog.get_logger(__name__)

PATIENCE = 3.0  # seconds a page waits for a messenger at most
PAUSE = 60.0  # one that did not tell is not asked for so long

# Of a deep link («appointment_slip__…») the address that opens it there, "" where none is known.
Entrance = Callable[[str], Awaitable[str]]


class Entrances:
    """The messengers that are on, by name; `ways` is filled in when they are made."""

    def __init__(self, ways: Mapping[str, Entrance] | None = None) -> None:
        self.ways: Mapping[str, Entrance] = ways or {}
        self._silent: dict[str, float] = {}

    async def to(self, link: str) -> dict[str, str]:
        """By messenger, what opens this deep link there; those that do not tell are left out."""
        asked = [name for name in self.ways if time.monotonic() >= self._silent.get(name, 0.0)]
        found = await asyncio.gather(*(self._ask(name, link) for name in asked))
        return {name: address for name, address in zip(asked, found, strict=True) if address}

    async def _ask(self, name: str, link: str) -> str:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.ways[name](link)
        except Exception as error:
            log.info("entrance.not_told", channel=name, exc_info=error)
            self._silent[name] = time.monotonic() + PAUSE
            return ""
