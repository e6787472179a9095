"""The web chat as a channel."""

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from starlette.routing import BaseRoute

from bot.channels.contract import (
    Accept,
    AnswerAtOnce,
    Channel,
    Failure,
    FetchError,
    Fetching,
    Serving,
    Traits,
)
from bot.channels.web.incoming import read_turn
from bot.channels.web.session import Sessions
from bot.engine.model import Message
from bot.engine.turn import Turn
from bot.files.model import StoredFile, stored_id


class Shelf(Protocol):
    """Where uploaded files are kept (bot.files.file_store.FileStore)."""

    async def make_sure(self, size: int, *, sender: tuple[str, str]) -> None:
        """Raises FileRefusedError when there is no room for a file of so many bytes."""

    async def upload(self, body: bytes, *, name: str, sender: tuple[str, str]) -> StoredFile:
        """Store a file of the citizen (channel, peer) for an hour. Raises FileRefusedError."""

    async def claim(self, ids: Collection[int]) -> dict[int, StoredFile]:
        """Uploads that go into a message now, without those that are gone: kept for days."""

    async def read(self, id: int) -> tuple[StoredFile, bytes] | None:
        """A file and its bytes; None when it is gone."""


Serve = Callable[["WebChannel", Accept], list[BaseRoute]]


class WebChannel(Channel, Fetching, Serving):
    """Wakes open pages; they read the outbox themselves, through `Transcript`.

    A message rests in the outbox before it is "sent", and a page that is closed now reads it
    when it opens: so sending never fails. The page names our messages by their outbox id, and
    a pressed button comes with that id in `Turn.message`.

    Args:
        secret: the project's key, which session tokens are signed with.
        older: former keys: what they signed still counts.
        shelf: keeps what pages upload.
        serve: makes its routes of itself and of what accepts its events; None for no routes.
    """

    name = "web"
    traits = Traits(answers_at_once=True)

    def __init__(
        self,
        *,
        secret: bytes,
        shelf: Shelf,
        older: Sequence[bytes] = (),
        serve: Serve | None = None,
    ) -> None:
        self.sessions = Sessions(secret, older=older)
        self.shelf = shelf
        self.closed = False
        self._serve = serve
        self._listening: dict[str, set[asyncio.Event]] = {}

    def turn(self, body: Mapping[str, object]) -> Turn | None:
        """The raw event as a turn."""
        return read_turn(body, channel=self.name)

    async def send(self, peer: str, message: Message) -> str:  # noqa: ARG002 -- the page reads it
        """Wake the peer's open pages. No reference: the outbox id is the page's reference."""
        for woken in self._listening.get(peer, ()):
            woken.set()
        return ""

    async def fetch(self, ref: str) -> bytes:
        """The bytes of a file that a page uploaded. Raises FetchError."""
        id = stored_id(ref)
        found = await self.shelf.read(id) if id else None
        if found is None:
            raise FetchError(Failure.GONE, "the uploaded file is no longer kept")
        return found[1]

    async def run(self, accept: Accept) -> None:  # noqa: ARG002 -- the routes accept
        """Wait until cancelled: events come in through the routes."""
        await asyncio.Event().wait()

    def routes(self, accept: Accept, answer: AnswerAtOnce) -> list[BaseRoute]:  # noqa: ARG002
        """The page, its widget and what they ask."""
        return self._serve(self, accept) if self._serve is not None else []

    async def end_streams(self) -> None:
        """Let open pages go, so that the web server can stop."""
        self.closed = True
        for events in self._listening.values():
            for woken in events:
                woken.set()

    async def close(self) -> None:
        """End the open streams."""
        await self.end_streams()

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
