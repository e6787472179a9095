"""How much one citizen may send, in any channel; danger is heard beyond that too."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.channels.contract import Channel, RawEvent
from bot.engine.turn import TurnKind
from bot.pacing.token_bucket import KEYS, Buckets, Rate

ALBUM = 10  # parts of one message that come as messages of their own, at most


@dataclass(frozen=True, slots=True)
class Rates:
    """Events of one citizen. `danger` is what still passes when the rest is spent."""

    citizen: Rate = Rate(30, 1 / 3)
    staff: Rate = Rate(150, 1.0)
    danger: Rate = Rate(5, 0.1)
    notice: Rate = Rate(1, 1 / 60)


@dataclass(slots=True)
class Sifted:
    """Events that are accepted and those that are not; `after` is seconds until the next may come.

    `told` are refused ones whose citizens were not told yet; `spent` is what all of them cost.
    """

    taken: list[RawEvent] = field(default_factory=list)
    told: list[RawEvent] = field(default_factory=list)
    after: int = 0
    spent: list[tuple[Buckets, str]] = field(default_factory=list)

    def take(self, buckets: Buckets, key: str) -> int:
        """Take one; 0 when allowed, else whole seconds until the next."""
        after = buckets.take(key)
        if not after:
            self.spent.append((buckets, key))
        return after


class Limits:
    """Token buckets of citizens, in memory, bounded.

    Args:
        channels: read raw events.
        is_staff: whether somebody of the staff has this conversation (channel, peer).
        is_danger: whether a text tells of danger; called in a thread.
        rates: how much.
    """

    def __init__(
        self,
        channels: Mapping[str, Channel],
        *,
        is_staff: Callable[[str, str], Awaitable[bool]],
        is_danger: Callable[[str], bool],
        rates: Rates,
    ) -> None:
        self._channels = channels
        self._is_staff = is_staff
        self._is_danger = is_danger
        self._citizen = Buckets(rates.citizen)
        self._staff = Buckets(rates.staff)
        self._danger = Buckets(rates.danger)
        self._notice = Buckets(rates.notice)
        self._albums: OrderedDict[str, tuple[str, int]] = OrderedDict()

    @asynccontextmanager
    async def sifting(self, channel: str, events: list[RawEvent]) -> AsyncIterator[Sifted]:
        """Part events that are accepted from those that are too many.

        When the block raises, they were not accepted and will come again: they have cost nothing.
        """
        sifted = Sifted()
        try:
            await self._sift(channel, events, sifted)
            yield sifted
        except BaseException:
            for buckets, key in sifted.spent:
                buckets.give_back(key)
                self._albums.pop(key, None)
            raise

    async def _sift(self, channel: str, events: list[RawEvent], sifted: Sifted) -> None:
        if self._channels[channel].traits.is_local:
            sifted.taken = events
            return
        for event in events:
            key = f"{channel}\0{event.peer}"
            after = self._after(key, event, sifted)
            if not after or await self._passes(key, channel, event, sifted):
                sifted.taken.append(event)
                continue
            sifted.after = max(sifted.after, after)
            if not sifted.take(self._notice, key):
                sifted.told.append(event)

    def _after(self, key: str, event: RawEvent, sifted: Sifted) -> int:
        if not event.peer:
            return 0
        album, parts = self._albums.get(key, ("", 0))
        if event.album and event.album == album and parts < ALBUM:
            self._albums[key] = (album, parts + 1)
            return 0  # the first part paid for all
        after = sifted.take(self._citizen, key)
        if event.album and not after:
            self._albums[key] = (event.album, 1)
            while len(self._albums) > KEYS:
                self._albums.popitem(last=False)
        return after

    async def _passes(self, key: str, channel: str, event: RawEvent, sifted: Sifted) -> bool:
        """What is accepted all the same: who leaves, what staff write, words of danger."""
        try:
            turn = self._channels[channel].turn(event.body)
        except Exception:
            return False
        if turn is None or turn.kind is TurnKind.LEFT:
            return True
        if await self._is_staff(channel, event.peer) and not sifted.take(self._staff, key):
            return True
        return (
            bool(turn.text)
            and await asyncio.to_thread(self._is_danger, turn.text)
            and not sifted.take(self._danger, key)
        )
