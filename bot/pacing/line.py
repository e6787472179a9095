"""A line before a few places: who is waited for goes before the others, and never for ever."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

IN_A_ROW = 4  # so many go before the others, then one of the others


class Line:
    """So many work at once, `places`; the others wait in their order.

    Each waits under a name of its own, once at a time.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._first: OrderedDict[Hashable, asyncio.Future[None]] = OrderedDict()
        self._others: OrderedDict[Hashable, asyncio.Future[None]] = OrderedDict()
        self._row = 0

    @property
    def is_free(self) -> bool:
        """Whether who comes now need not wait."""
        return self._free > 0

    @asynccontextmanager
    async def place(self, name: Hashable, *, first: bool = False) -> AsyncIterator[None]:
        """Have a place until the block ends. `first`: somebody waits for what is done in it."""
        if self._free:
            self._free -= 1
        else:
            await self._wait(name, self._first if first else self._others)
        try:
            yield
        finally:
            self._leave()

    def hurry(self, name: Hashable) -> None:
        """Who waits under this name, if anybody, is waited for now."""
        if name in self._others:
            self._first[name] = self._others.pop(name)

    async def _wait(
        self, name: Hashable, among: OrderedDict[Hashable, asyncio.Future[None]]
    ) -> None:
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        among[name] = called
        try:
            await called
        except asyncio.CancelledError:
            if called.done() and not called.cancelled():
                self._leave()  # the place was given just now
            self._first.pop(name, None)
            self._others.pop(name, None)
            raise

    def _leave(self) -> None:
        """The place goes to the next one, or becomes free."""
        while among := self._next():
            _, called = among.popitem(last=False)
            if not called.done():
                called.set_result(None)
                return
        self._free += 1

    def _next(self) -> OrderedDict[Hashable, asyncio.Future[None]]:
        if self._first and (self._row < IN_A_ROW or not self._others):
            self._row += 1
            return self._first
        self._row = 0
        return self._others
