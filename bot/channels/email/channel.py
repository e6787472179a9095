"""Letters go out; what is answered to them goes to whoever reads the sender's mailbox."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from bot.channels.contract import Accept, Channel
from bot.channels.email.client import MailServer
from bot.channels.email.letter import letter_of
from bot.engine.model import Message
from bot.engine.turn import Turn
from bot.storage.outbox import EMAIL

AT_ONCE = 4  # connections to the server


class EmailChannel(Channel):
    """Its peers are addresses.

    Args:
        server: takes our letters.
        sender: our address.
        name: what the service is called.
    """

    name = EMAIL

    def __init__(self, server: MailServer, *, sender: str, name: Callable[[], str]) -> None:
        self._server = server
        self._sender = sender
        self._called = name
        self._free = asyncio.Semaphore(AT_ONCE)

    def turn(self, body: Mapping[str, object]) -> Turn | None:  # noqa: ARG002 -- none come
        """Nothing comes in by it."""
        return None

    async def send(self, peer: str, message: Message) -> str:
        """Hand one letter to the server; its Message-ID. Raises SendError."""
        letter = letter_of(
            message, sender=self._sender, name=self._called(), to=peer, now=datetime.now(UTC)
        )
        async with self._free:
            await self._server.hand_over(letter)
        return str(letter["Message-ID"])

    async def run(self, accept: Accept) -> None:  # noqa: ARG002 -- none come
        """Wait until cancelled."""
        await asyncio.Event().wait()
