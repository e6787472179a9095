"""Rate limits in memory: a bucket a key, forgotten when it is full again."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

KEYS = 20_000


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then `per_second`."""

    burst: int
    per_second: float


class Buckets:
    """Token buckets by key; the longest unused are dropped beyond `KEYS`."""

    def __init__(self, rate: Rate, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> int:
        """Take one; 0 when allowed, else whole seconds until the next is."""
        now = self._clock()
        level, at = self._buckets.pop(key, (float(self._rate.burst), now))
        level = min(self._rate.burst, level + (now - at) * self._rate.per_second)
        allowed = level >= 1
        self._buckets[key] = (level - 1 if allowed else level, now)
        while len(self._buckets) > KEYS:
            self._buckets.popitem(last=False)
        return 0 if allowed else math.ceil((1 - level) / self._rate.per_second)
