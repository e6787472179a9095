"""How fast a channel may be used: a bucket for each citizen and one for all."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages a second: to one citizen (after a burst), to all, and to all for bulk."""

    per_peer: float
    burst: int
    total: float
    bulk: float


class Bucket:
    """Fills at `rate` a second up to `size`; taking from an empty one costs waiting."""

    def __init__(self, rate: float, size: float, *, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._size = size
        self._clock = clock
        self._level = size
        self._at = clock()

    def take(self) -> float:
        """Take one; the seconds to wait before using it."""
        now = self._clock()
        self._level = min(self._size, self._level + (now - self._at) * self._rate) - 1
        self._at = now
        return 0.0 if self._level >= 0 else -self._level / self._rate

    @property
    def full(self) -> bool:
        """Whether it needn't be remembered."""
        return self._level + (self._clock() - self._at) * self._rate >= self._size


class Pacer:
    """Keeps one channel's pace."""

    def __init__(self, pace: Pace, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._all = Bucket(pace.total, pace.total, clock=clock)
        self._bulk = Bucket(pace.bulk, 1, clock=clock)
        self._peers: dict[bytes, Bucket] = {}

    async def wait(self, peer: bytes, *, bulk: bool) -> None:
        """Return when one more message may go out; bulk leaves room for replies."""
        bucket = self._peers.get(peer)
        if bucket is None:
            self._forget_full()
            bucket = Bucket(self._pace.per_peer, self._pace.burst, clock=self._clock)
            self._peers[peer] = bucket
        if bulk and (pause := self._bulk.take()):
            await asyncio.sleep(pause)
        if pause := max(bucket.take(), self._all.take()):
            await asyncio.sleep(pause)

    def _forget_full(self) -> None:
        if len(self._peers) > 10_000:
            self._peers = {key: one for key, one in self._peers.items() if not one.full}
