"""What a browser was shown in lists a moment ago: a page that renews itself is one reading."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timedelta

AGAIN = timedelta(minutes=15)  # then the same request in a list is a reading anew
MOST = 50_000

Reader = tuple[int, bytes]  # who, and the key of their session: neither is ever another's


class Readings:
    """One for each process; what it forgets is merely logged once more."""

    def __init__(self) -> None:
        self._shown: OrderedDict[tuple[Reader, str], datetime] = OrderedDict()

    def new(self, reader: Reader, numbers: Iterable[str], *, now: datetime) -> list[str]:
        """Those that this reader was not shown a moment ago."""
        return [
            one for one in numbers
            if abs(now - self._shown.get((reader, one), now - AGAIN)) >= AGAIN
        ]  # fmt: skip

    def logged(self, reader: Reader, numbers: Iterable[str], *, now: datetime) -> None:
        """They are in the log."""
        for one in numbers:
            self._shown[reader, one] = now
            self._shown.move_to_end((reader, one))
        while len(self._shown) > MOST:
            self._shown.popitem(last=False)
