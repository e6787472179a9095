"""How much may pass in a time: token buckets, alone or by key, in memory.

aiolimiter waits itself, by the event loop's clock, and tells nobody how long; limits counts in
windows and refuses, by the wall clock. A page must say when to try again and a letter must wait,
by the one rule and by a clock that a test can turn: so it is written here.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

KEYS = 20_000

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then `per_second`."""

    burst: float
    per_second: float


class Bucket:
    """Full at first; what is taken comes back at the rate."""

    __slots__ = ("_at", "_clock", "_level", "_rate")

    def __init__(self, rate: Rate, *, clock: Clock = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._level = float(rate.burst)
        self._at = clock()

    def missing(self, amount: float = 1) -> float:
        """Seconds until so much is there; 0 when it is."""
        now = self._clock()
        grown = self._level + (now - self._at) * self._rate.per_second
        self._level, self._at = min(self._rate.burst, grown), now
        return max(0.0, amount - self._level) / self._rate.per_second

    def take(self, amount: float = 1) -> float:
        """Take it if it is there. 0 then, else the seconds until it will be."""
        missing = self.missing(amount)
        if not missing:
            self._level -= amount
        return missing

    def reserve(self) -> float:
        """Take one whether it is there or not; the seconds to wait before using it."""
        missing = self.missing()
        self._level -= 1
        return missing

    def give_back(self, amount: float) -> None:
        """What was taken came to nothing."""
        self._level += amount


class Buckets:
    """A bucket for each key; the longest unused are dropped beyond `KEYS`."""

    def __init__(self, rate: Rate, *, clock: Clock = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[Hashable, Bucket] = OrderedDict()

    def take(self, key: Hashable, amount: int = 1) -> int:
        """Take so many; 0 when allowed, else whole seconds until they are there."""
        return math.ceil(self._of(key).take(amount))

    def reserve(self, key: Hashable) -> float:
        """Take one whether it is there or not; the seconds to wait before using it."""
        return self._of(key).reserve()

    def give_back(self, key: Hashable, amount: int = 1) -> None:
        """What was taken came to nothing, through no fault of who asked."""
        if key in self._buckets:
            self._buckets[key].give_back(amount)

    def _of(self, key: Hashable) -> Bucket:
        bucket = self._buckets.pop(key, None) or Bucket(self._rate, clock=self._clock)
        self._buckets[key] = bucket
        while len(self._buckets) > KEYS:
            self._buckets.popitem(last=False)
        return bucket
