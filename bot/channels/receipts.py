"""What messengers tell of messages they have taken: a letter's state, not an event of a turn."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.channels.contract import Failure, Receipt, ReceiptKind
from bot.storage import receipts
from bot.storage.database import Database, Unit

log = structlog.get_logger(__name__)


class Receipts:
    """Writes them down, each in a transaction of its own.

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

    async def take(self, channel: str, receipt: Receipt) -> bool:
        """Whether such a letter is known. Raises what the database raises: tell it again then."""
        async with self._database.unit() as unit:
            if receipt.kind is ReceiptKind.FAILED:
                return await self._failed(unit, channel, receipt)
            read = receipt.kind is ReceiptKind.READ
            return await receipts.delivered(
                unit, channel, receipt.reference, read=read, now=self._clock()
            )

    async def _failed(self, unit: Unit, channel: str, receipt: Receipt) -> bool:
        known, letter = await receipts.failed_later(
            unit, channel, receipt.reference, why=receipt.reason
        )
        if letter:
            log.warning("send.failed", letter=letter, channel=channel, reason=receipt.reason)
            await self._lost(unit, letter, Failure.BAD)
        return known
