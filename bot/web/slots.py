"""A bounded number of places, shared fairly between addresses."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field

VOUCHED = "vouched"  # in place of an address


@dataclass(slots=True, eq=False)
class Slot:
    """A place. It ends when somebody else needs it more, or when its holder is too slow.

    Attributes:
        may_end: whether ending it loses nothing but patience.
        status: of the refusal, when it has ended; 0 before.
    """

    key: str
    may_end: bool
    status: int = 0
    _waiting: asyncio.Timeout | None = field(default=None, repr=False)

    def end(self, status: int) -> None:
        """Take the place away: who waits within `patience` is woken with TimeoutError."""
        if self.status:
            return
        self.status = status
        if self._waiting is not None:
            self._waiting.reschedule(asyncio.get_running_loop().time())

    def patience(self) -> asyncio.Timeout:
        """A block that lasts until the slot ends; it has not ended yet."""
        self._waiting = asyncio.timeout(None)
        return self._waiting

    def rest(self) -> None:
        """Nobody waits within `patience` any more."""
        self._waiting = None


class Slots:
    """`most` places in all, `each` for one key.

    When all are taken, whoever holds the most gives one up to whoever holds fewer: so a few
    addresses never keep everybody else out.
    """

    def __init__(self, most: int, each: int) -> None:
        self._most = most
        self._each = each
        self._count = 0
        self._held: dict[str, OrderedDict[Slot, None]] = {}

    def __len__(self) -> int:
        return self._count

    def is_full_for(self, key: str) -> bool:
        """Whether this key has all that one may have."""
        return len(self._held.get(key, ())) >= self._each

    def take(self, key: str, *, may_end: bool) -> Slot | None:
        """A place, or None: there is none, and nobody who has more than this key."""
        if self.is_full_for(key):
            return None
        if self._count >= self._most and not self._make_room(len(self._held.get(key, ()))):
            return None
        slot = Slot(key, may_end)
        self._hold(slot)
        return slot

    def vouch(self, slot: Slot) -> None:
        """Its holder is known by more than an address: this place is none of the address's."""
        if slot.status or slot.key == VOUCHED:
            return
        self.free(slot)
        slot.key, slot.may_end = VOUCHED, False
        self._hold(slot)

    def free(self, slot: Slot) -> None:
        """Give a place back; once or more often."""
        held = self._held.get(slot.key)
        if held is None or slot not in held:
            return
        del held[slot]
        self._count -= 1
        if not held:
            del self._held[slot.key]

    def _hold(self, slot: Slot) -> None:
        self._held.setdefault(slot.key, OrderedDict())[slot] = None
        self._count += 1

    def _make_room(self, mine: int) -> bool:
        """End the oldest place of who has the most, and more than `mine` and one."""
        for held in sorted(self._held.values(), key=len, reverse=True):
            if len(held) <= mine + 1:
                return False
            oldest = next((slot for slot in held if slot.may_end), None)
            if oldest is not None:
                self.free(oldest)
                oldest.end(503)
                return True
        return False
