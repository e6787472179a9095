"""How fast a channel may be used: a bucket for each citizen and one for all."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.pacing.token_bucket import Bucket, Buckets, Rate


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages a second: to one citizen (after a burst), to all, and to all for bulk."""

    per_peer: float
    burst: int
    total: float
    bulk: float


class Pacer:
    """Keeps one channel's pace."""

    def __init__(self, pace: Pace, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._all = Bucket(Rate(pace.total, pace.total), clock=clock)
        self._bulk = Bucket(Rate(1, pace.bulk), clock=clock)
        self._peers = Buckets(Rate(pace.burst, pace.per_peer), clock=clock)

    async def wait(self, peer: bytes, *, bulk: bool, together: bool = False) -> None:
        """Return when one more message may go out; bulk leaves room for replies.

        `together`: it goes out with those of others, and only its citizen's own pace counts.
        """
        if together:
            await asyncio.sleep(self._peers.reserve(peer))
            return
        if bulk and (pause := self._bulk.reserve()):
            await asyncio.sleep(pause)
        if pause := max(self._peers.reserve(peer), self._all.reserve()):
            await asyncio.sleep(pause)
