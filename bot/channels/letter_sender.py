"""Sends one letter through its channel: no faster than it allows, if it may cost what it costs."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.channels.broadcasts import Broadcasts
from bot.channels.charges import NEVER_WROTE, Charges
from bot.channels.contract import Broadcasting, Channel, Charging, Failure, SendError
from bot.channels.pace import Pacer
from bot.engine.model import Message, message_from_json
from bot.storage.database import Database
from bot.storage.outbox import Letter


class LetterSender:
    """The channels and what holds each back; `passing` learns of points a letter passes."""

    def __init__(
        self,
        database: Database,
        *,
        channels: Mapping[str, Channel],
        pacers: Mapping[str, Pacer],
        clock: Callable[[], datetime],
        passing: Callable[[str], None],
    ) -> None:
        self._channels = channels
        self._pacers = pacers
        self._passing = passing
        self._charges = Charges(database, clock=clock)
        self._broadcasts = Broadcasts()

    async def send(self, letter: Letter) -> str:
        """Send it; what the channel calls it, "" where that is of no use.

        Raises SendError, Unavailable of what the channel reads for it.
        """
        channel = self._channels.get(letter.channel)
        if channel is None or not letter.peer:
            raise SendError(Failure.BAD, "the channel is switched off or the citizen left")
        pacer = self._pacers.get(letter.channel)
        if pacer is not None:
            together = _goes_together(letter, channel)
            await pacer.wait(letter.peer_key, bulk=letter.bulk, together=together)
        message = message_from_json(letter.body)
        if isinstance(channel, Charging):
            reference = await self._send_charged(letter, message, channel, channel)
        else:
            reference = await self._take(letter, message, channel)
        is_of_use = channel.traits.receipts or channel.traits.recalls
        return reference if is_of_use else ""

    async def _take(self, letter: Letter, message: Message, channel: Channel) -> str:
        self._passing("before send")
        if isinstance(channel, Broadcasting) and _goes_together(letter, channel):
            return await self._broadcasts.send(letter.peer, message, channel)
        return await channel.send(letter.peer, message)

    async def _send_charged(
        self, letter: Letter, message: Message, channel: Channel, charging: Charging
    ) -> str:
        charge = await self._charges.admit(letter, message, charging)
        try:
            return await self._take(letter, message, channel)
        except SendError as error:
            await self._charges.give_back(letter, charge)
            if error.failure is Failure.GONE and not charge.has_written:
                # A late welcome, say: nobody has closed anything.
                raise SendError(Failure.LATER, NEVER_WROTE) from None
            raise


def _goes_together(letter: Letter, channel: Channel) -> bool:
    return letter.bulk and isinstance(channel, Broadcasting) and channel.broadcasts
