"""What a browser was shown in lists a moment ago: a page that renews itself is one reading."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timedelta

AGAIN = timedelta(minutes=15)  # then the same request in a list is a reading anew
MOST = 50_000


class Readings:
    """One for each process; what it forgets is merely logged once more."""

    def __init__(self) -> None:
        self._shown: OrderedDict[tuple[int, str], datetime] = OrderedDict()

    def new(self, session: int, numbers: Iterable[str], *, now: datetime) -> list[str]:
        """Those that this session was not shown a moment ago."""
        return [
            one for one in numbers
            if abs(now - self._shown.get((session, one), now - AGAIN)) >= AGAIN
        ]  # fmt: skip

    def logged(self, session: int, numbers: Iterable[str], *, now: datetime) -> None:
        """They are in the log."""
        for one in numbers:
            self._shown[session, one] = now
            self._shown.move_to_end((session, one))
        while len(self._shown) > MOST:
            self._shown.popitem(last=False)
