"""The web chat as a channel."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bot.channels.contract import Accept
from bot.channels.web.incoming import read_turn
from bot.channels.web.session import Sessions
from bot.engine.model import Message
from bot.engine.turn import Turn


class WebChannel:
    """Wakes open pages; they read the outbox themselves, through `Transcript`.

    A message rests in the outbox before it is "sent", and a page that is closed now reads it
    when it opens: so sending never fails. The page names our messages by their outbox id, and
    a pressed button comes with that id in `Turn.message`.

    Args:
        secret: the project's key, which session tokens are signed with.
    """

    name = "web"

    def __init__(self, *, secret: bytes) -> None:
        self.sessions = Sessions(secret)
        self.closed = False
        self._listening: dict[str, set[asyncio.Event]] = {}

    def turn(self, body: Mapping[str, object]) -> Turn | None:
        """The raw event as a turn."""
        return read_turn(body, channel=self.name)

    async def send(self, peer: str, message: Message) -> str:  # noqa: ARG002 -- the page reads it
        """Wake the peer's open pages. No reference: the outbox id is the page's reference."""
        for woken in self._listening.get(peer, ()):
            woken.set()
        return ""

    async def run(self, accept: Accept) -> None:  # noqa: ARG002 -- the routes accept
        """Wait until cancelled: events come in through the routes."""
        await asyncio.Event().wait()

    async def close(self) -> None:
        """End the open streams, so that the web server can stop."""
        self.closed = True
        for events in self._listening.values():
            for woken in events:
                woken.set()

    def pages_of(self, peer: str) -> int:
        """How many pages of this peer are open here."""
        return len(self._listening.get(peer, ()))

    @contextmanager
    def listening(self, peer: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever there may be something new for `peer`."""
        woken = asyncio.Event()
        self._listening.setdefault(peer, set()).add(woken)
        try:
            yield woken
        finally:
            events = self._listening[peer]
            events.discard(woken)
            if not events:
                del self._listening[peer]
