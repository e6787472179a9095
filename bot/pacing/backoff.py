"""How long to wait before the next try.

stamina and tenacity wrap a call: they count its tries within one process and end with its success
or its last error. Our loops end with neither, count in a row of the database (letters) or as long
as a channel is up, wait for as long as the other side asks, and sleep as a test tells them. All
they share is this number.
"""

from dataclasses import dataclass

_DOUBLED = 30  # times at most: more is beyond any `longest`


@dataclass(frozen=True, slots=True)
class Backoff:
    """Each further failure waits twice as long: from `first` to `longest` seconds."""

    first: float
    longest: float

    def after(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row; 0 after none."""
        if failures <= 0:
            return 0.0
        return min(self.longest, self.first * 2.0 ** min(failures - 1, _DOUBLED))
