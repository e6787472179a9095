"""Raw events into the inbox: one that can't be stored doesn't hold up the others."""

from collections.abc import Callable
from datetime import datetime

import structlog

from bot.channels.contract import RawEvent
from bot.channels.reception import Reception
from bot.storage import inbox
from bot.storage.database import Database, Unavailable
from bot.storage.failures import NOT_STORED, told

log = structlog.get_logger(__name__)


class Intake:
    """Stores events of all channels."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], reception: Reception
    ) -> None:
        self._database = database
        self._clock = clock
        self._reception = reception

    async def store(self, channel: str, events: list[RawEvent]) -> list[bytes]:
        """Commit events; keys of their citizens, in order.

        When a batch fails, each is tried alone, and one that fails for itself is parked with the
        kind of its error, never its words. Raises when nothing can be stored at all, and
        Unavailable while the database is in trouble: no event is to blame then.
        """
        try:
            return await self._together(channel, events)
        except Unavailable:
            raise
        except Exception as error:
            if len(events) == 1:
                return [await self._park(channel, events[0], error)]
        return [await self._alone(channel, event) for event in events]

    async def _together(self, channel: str, events: list[RawEvent]) -> list[bytes]:
        rows = [(event.id, event.peer, event.body) for event in events]
        async with self._database.unit() as unit:
            keys = inbox.accept(unit, channel, rows, now=self._clock())
        self._reception.kept(channel)
        return keys

    async def _alone(self, channel: str, event: RawEvent) -> bytes:
        try:
            (key,) = await self._together(channel, [event])
        except Unavailable:
            raise
        except Exception as error:
            return await self._park(channel, event, error)
        return key

    async def _park(self, channel: str, event: RawEvent, error: Exception) -> bytes:
        """Keep that it came. Raises when the database itself fails: then nothing is lost."""
        reason = f"{NOT_STORED}{told(error)}"
        self._reception.failed(channel, reason)
        async with self._database.unit() as unit:
            key = inbox.park(unit, channel, event.id, event.peer, reason=reason, now=self._clock())
        log.error("event.parked", channel=channel, exc_info=error)
        return key
