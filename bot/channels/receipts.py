"""What messengers tell of messages they have taken: a letter's state, not an event of a turn."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import structlog

from bot.channels.contract import Failure, Receipt, ReceiptKind
from bot.pacing.gathering import Gathering
from bot.storage import receipts
from bot.storage.database import Database, Unit
from bot.storage.receipts import Names

log = structlog.get_logger(__name__)


class Receipts:
    """Writes them down.

    Args:
        database: holds the letters.
        lost: tells who began a letter that it will not be delivered.
        clock: aware UTC now.
    """

    def __init__(
        self,
        database: Database,
        *,
        lost: Callable[[Unit, int, Failure], Awaitable[None]],
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._lost = lost
        self._clock = clock
        self._gathering = Gathering(self._arrived)

    async def take(self, channel: str, receipt: Receipt) -> bool:
        """Whether such a letter is known. Raises what the database raises: tell it again then."""
        if receipt.kind is not ReceiptKind.FAILED:
            return await self._gathering.add((channel, receipt))
        async with self._database.unit() as unit:
            return await self._failed(unit, channel, receipt)

    async def _arrived(self, batch: Sequence[tuple[str, Receipt]]) -> list[bool]:
        """Each message of ours is told of twice: what comes at once is one transaction."""
        async with self._database.unit(rides=True) as unit:
            return await receipts.delivered(
                unit,
                [(_names(*one), one[1].kind is ReceiptKind.READ) for one in batch],
                now=self._clock(),
            )

    async def _failed(self, unit: Unit, channel: str, receipt: Receipt) -> bool:
        known, letter = await receipts.failed_later(
            unit, _names(channel, receipt), why=receipt.reason
        )
        if letter:
            log.warning("send.failed", letter=letter, channel=channel, reason=receipt.reason)
            await self._lost(unit, letter, Failure.BAD)
        return known


def _names(channel: str, receipt: Receipt) -> Names:
    return Names(channel, receipt.reference, receipt.also)
