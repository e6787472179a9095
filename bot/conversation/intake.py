"""Raw events into the inbox: one that can't be stored doesn't hold up the others."""

from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from bot.channels.contract import RawEvent
from bot.channels.reception import Reception
from bot.pacing.gathering import Gathering
from bot.storage import inbox
from bot.storage.database import Database, Unavailable
from bot.storage.failures import NOT_STORED, told

log = structlog.get_logger(__name__)

Batch = tuple[str, list[RawEvent]]  # of one channel


class Intake:
    """Stores events of all channels."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], reception: Reception
    ) -> None:
        self._database = database
        self._clock = clock
        self._reception = reception
        self._gathering = Gathering(self._together)

    async def store(self, channel: str, events: list[RawEvent]) -> list[bytes]:
        """Commit events; keys of their citizens, in order.

        What comes meanwhile, of all channels, is committed together. When that fails, each event
        is tried alone, and one that fails for itself is parked with the kind of its error, never
        its words. Raises when nothing can be stored at all, and Unavailable while the database is
        in trouble: no event is to blame then.
        """
        try:
            return await self._gathering.add((channel, events))
        except Unavailable:
            raise
        except Exception:
            return [await self._alone(channel, event) for event in events]

    async def _together(self, batch: Sequence[Batch]) -> list[list[bytes]]:
        async with self._database.unit(rides=True) as unit:
            keys = [
                inbox.accept(
                    unit, channel, [(one.id, one.peer, one.body) for one in events],
                    now=self._clock(),
                )
                for channel, events in batch
            ]  # fmt: skip
        for channel, _ in batch:
            self._reception.kept(channel)
        return keys

    async def _alone(self, channel: str, event: RawEvent) -> bytes:
        try:
            ((key,),) = await self._together([(channel, [event])])
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
