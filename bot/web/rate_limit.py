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

    def take(self, key: str, amount: int = 1) -> int:
        """Take so many; 0 when allowed, else whole seconds until they are there."""
        now = self._clock()
        level, at = self._buckets.pop(key, (float(self._rate.burst), now))
        level = min(self._rate.burst, level + (now - at) * self._rate.per_second)
        allowed = level >= amount
        self._buckets[key] = (level - amount if allowed else level, now)
        while len(self._buckets) > KEYS:
            self._buckets.popitem(last=False)
        return 0 if allowed else math.ceil((amount - level) / self._rate.per_second)

    def give_back(self, key: str, amount: int = 1) -> None:
        """What was taken came to nothing, through no fault of who asked."""
        if key in self._buckets:
            level, at = self._buckets[key]
            self._buckets[key] = (level + amount, at)
