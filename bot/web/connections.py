"""All open connections of this process: bounded, and none of them waits for ever."""

import time
from collections import OrderedDict
from collections.abc import Callable
from itertools import islice
from typing import Protocol

import structlog

from bot.web.addresses import Proxies, key_of, read_address
from bot.web.bounds import SPARE, Bounds

log = structlog.get_logger(__name__)

FREED_AT_ONCE = 32
FREE_AGAIN_SECONDS = 0.5  # what was dropped is closed by then
NEW_SECONDS = 0.25  # who has just come, or was just answered, may still ask


class Connected(Protocol):
    """A connection as its keeper sees it."""

    def drop(self) -> None:
        """Close at once, whatever it holds."""

    def look(self, now: float) -> None:
        """Give up when it has waited too long."""


class Connections:
    """Keeps count. Too many: the longest idle one goes, of the same address or of all.

    Many come at once, and those that are refused are busy for a moment: so who has just come
    is not sent away for that. It stays beyond the bound, among at most `SPARE` such.

    Args:
        proxies: their connections are many people's, and have no bound of their own.
    """

    def __init__(
        self, bounds: Bounds, proxies: Proxies, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.bounds = bounds
        self.clock = clock
        self._proxies = proxies
        self._open: dict[Connected, str] = {}
        self._count: dict[str, int] = {}
        self._idle: OrderedDict[Connected, float] = OrderedDict()  # since when
        self._idle_of: dict[str, OrderedDict[Connected, None]] = {}
        self._freed: float | None = None

    def __len__(self) -> int:
        return len(self._open)

    def opened(self, one: Connected, peer: str) -> None:
        """Take a new connection in; it is idle. One too many drops another, or itself."""
        key = "" if self._proxies.trusts(read_address(peer)) else key_of(peer)
        self._open[one] = key
        self._count[key] = self._count.get(key, 0) + 1
        self.idle(one)
        if key and self._count[key] > self.bounds.connections_per_address:
            log.warning("connections.many_of_one_address")
            next(iter(self._idle_of[key])).drop()
        elif len(self._open) > self.bounds.connections:
            log.warning("connections.full", open=len(self._open), idle=len(self._idle))
            self._drop_idle()

    def closed(self, one: Connected) -> None:
        """Forget a connection; once or more often."""
        key = self._open.pop(one, None)
        if key is None:
            return
        self._count[key] -= 1
        if not self._count[key]:
            del self._count[key]
        self._not_idle(one, key)

    def idle(self, one: Connected) -> None:
        """It waits for its client, who has asked for nothing."""
        key = self._open.get(one)
        if key is not None and one not in self._idle:
            self._idle[one] = self.clock()
            self._idle_of.setdefault(key, OrderedDict())[one] = None

    def busy(self, one: Connected) -> None:
        """It is being answered."""
        key = self._open.get(one)
        if key is not None:
            self._not_idle(one, key)

    def look(self) -> None:
        """Let each give up that has waited too long. Called about twice a second."""
        now = self.clock()
        for one in list(self._open):
            one.look(now)
        self._drop_idle()

    def free(self, many: int = FREED_AT_ONCE) -> None:
        """Drop the longest idle ones: the system has run out of something.

        It may tell so many times in a row, before those dropped are closed.
        """
        now = self.clock()
        if self._freed is not None and now - self._freed < FREE_AGAIN_SECONDS:
            return
        self._freed = now
        for one in list(self._idle)[:many]:
            one.drop()

    def _drop_idle(self) -> None:
        """Drop those beyond the bound, the longest idle first; new ones only beyond `SPARE`."""
        old = self.clock() - NEW_SECONDS
        beyond = max(0, len(self._open) - self.bounds.connections)
        for one, since in list(islice(self._idle.items(), beyond)):
            if since < old or beyond > SPARE:
                one.drop()
                beyond -= 1

    def _not_idle(self, one: Connected, key: str) -> None:
        if one in self._idle:
            del self._idle[one]
            del self._idle_of[key][one]
            if not self._idle_of[key]:
                del self._idle_of[key]
