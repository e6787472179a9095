"""Texts are understood before their turn's transaction opens, in a thread beside the event loop."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import structlog

from bot.channels.contract import Channel, RawEvent
from bot.engine.engine import Engine
from bot.engine.flow import H
from bot.engine.reading import Read, UnreadTextError
from bot.engine.turn import Turn
from bot.storage.database import Database
from bot.storage.inbox import Waiting, event_key

log = structlog.get_logger(__name__)

MOST_OTHERS = 4  # earlier texts of one turn; those beyond are read within it
MOST_HELD = 32  # events of one citizen; those beyond are read when their turn comes

ReadText = Callable[[str], Read]
NOT_READ = Read(None, is_read=False)


@dataclass(frozen=True, slots=True)
class Ahead:
    """The text of one event, read; None when that failed: its turn will fail too, and tell."""

    event: str
    read: Read | None


class UnreadError(Exception):
    """The text of the oldest event is not read yet: first that, then its transaction."""

    def __init__(self, event: str, text: str) -> None:
        super().__init__("the text is not read yet")
        self.event = event
        self.text = text


class ReadingAhead:
    """Reads what was accepted, one text of each citizen at a time.

    Args:
        database: knows the names of events.
        engine: knows which texts need be understood at all.
        channels: read raw events.
        read: looks for danger and understands, within its own budget of time.
    """

    def __init__(
        self,
        database: Database,
        engine: Engine[H],
        channels: Mapping[str, Channel],
        read: ReadText | None,
    ) -> None:
        self._database = database
        self._engine = engine
        self._channels = channels
        self._read = read
        # One thread: the interpreter runs one at a time anyway, and texts take turns.
        self._thread: ThreadPoolExecutor | None = None
        self._held: dict[bytes, deque[tuple[str, str]]] = {}
        self._ahead: dict[bytes, Ahead] = {}

    def hold(self, key: bytes, channel: str, event: RawEvent) -> None:
        """Remember the text of an accepted event, so that no look into the inbox is needed."""
        if self._read is None:
            return
        try:
            turn = self._channels[channel].turn(event.body)
        except Exception:
            return  # the turn itself will fail, and tell
        text = self._engine.to_read(turn) if turn else ""
        held = self._held.setdefault(key, deque()) if text else None
        if held is not None and len(held) < MOST_HELD:
            held.append((event_key(self._database, channel, event.id), text))

    async def next(self, key: bytes) -> None:
        """Read the text that probably comes next, before its transaction."""
        held = self._held.get(key)
        if key not in self._ahead and held:
            event_id, text = held[0]
            await self.read(key, event_id, text)

    async def read(self, key: bytes, event_id: str, text: str) -> None:
        """Read one text. Never raises: what fails here fails in the turn too, and is told."""
        self._ahead[key] = Ahead(event_id, await self._beside(text))

    async def needed(
        self, key: bytes, event: Waiting | None, unread: UnreadError | UnreadTextError
    ) -> None:
        """Read what a turn could not go on without. Never raises."""
        if isinstance(unread, UnreadError):
            await self.read(key, unread.event, unread.text)
        elif event is not None:
            await self.also(key, event.event_id, unread.text)

    async def also(self, key: bytes, event_id: str, text: str) -> None:
        """Read an earlier text that the turn of this event needs. Never raises."""
        ahead = self._ahead.get(key)
        is_its = ahead is not None and ahead.event == event_id
        read = (ahead.read if ahead and is_its else None) or NOT_READ
        other = await self._beside(text)
        others = (*read.others, *([other] if other else []))
        asks = other is not None and len(others) < MOST_OTHERS
        self._ahead[key] = Ahead(event_id, replace(read, others=others, asks=asks))

    async def _beside(self, text: str) -> Read | None:
        assert self._read is not None
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="reading")
        loop = asyncio.get_running_loop()
        read: Read | None = None
        try:
            read = await loop.run_in_executor(self._thread, self._read, text)
        except Exception as error:
            log.error("text.not_read", exc_info=error)
        return read

    def of(self, key: bytes, event_id: str, turn: Turn) -> Read | None:
        """What was found out for an event; None where nothing is read before a turn.

        Raises UnreadError for a text that was not read: after a restart, or out of turn.
        """
        if self._read is None:
            return None
        ahead = self._ahead.get(key)
        if ahead is not None and ahead.event == event_id:
            return ahead.read
        if text := self._engine.to_read(turn):
            raise UnreadError(event_id, text)
        return NOT_READ

    @property
    def unread(self) -> Read | None:
        """What `of` gives where there is nothing to read."""
        return None if self._read is None else NOT_READ

    def nothing_to_read(self, turn: Turn) -> bool:
        """Whether its turn can run at once."""
        return self._read is None or not self._engine.to_read(turn)

    def done(self, key: bytes, event_id: str) -> None:
        """The event has ended."""
        ahead = self._ahead.get(key)
        if ahead is not None and ahead.event == event_id:
            del self._ahead[key]
        held = self._held.get(key)
        if held is not None:
            kept = deque(one for one in held if one[0] != event_id)
            if kept:
                self._held[key] = kept
            else:
                del self._held[key]

    def rests(self, key: bytes) -> None:
        """Nothing of this citizen waits."""
        self._held.pop(key, None)
        self._ahead.pop(key, None)

    def close(self) -> None:
        """End the thread."""
        if self._thread is not None:
            self._thread.shutdown(wait=False, cancel_futures=True)
            self._thread = None
