"""The web chat over real HTTP, with a memory in place of inbox and outbox."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.channels.contract import RawEvent, TranscriptEntry
from bot.channels.web.channel import WebChannel
from bot.channels.web.routes import About, Limits, routes
from bot.engine.model import Message
from bot.engine.texts import load_texts
from bot.engine.turn import Turn
from bot.files.model import StoredFile
from bot.files.parsing.signatures import judged
from bot.files.rules import CITIZEN_BYTES, safe_name
from tests.ports import free_port
from tests.unit.files.samples import media_type_of
from tests.waiting import PATIENCE

LOCALES = Path(__file__).parents[3] / "locales"
WIDE = Limits(streams_per_session=8)

Answerer = Callable[[Turn], list[Message]]


def about(**changes: object) -> About:
    """The installation the tests talk to, with the project's own catalogues."""
    texts = load_texts(LOCALES)
    return About(translate={lang: one.text for lang, one in texts.items()}, **changes)


class MemoryShelf:
    """Keeps uploads as the cabinet does, without a database."""

    def __init__(self) -> None:
        self.files: dict[int, tuple[StoredFile, bytes]] = {}
        self.expected = 0  # so many bodies were let in

    async def make_sure(self, size: int, *, sender: tuple[str, str]) -> None:
        """There is always room."""
        self.expected += 1

    async def upload(self, body: bytes, *, name: str, sender: tuple[str, str]) -> StoredFile:
        media_type = media_type_of(body, name, most=CITIZEN_BYTES)
        number = len(self.files) + 1
        until = datetime.now(UTC) + timedelta(days=7)
        risks = tuple(judged(body)[1])
        shown = safe_name(name, media_type)
        kept = StoredFile(number, shown, len(body), media_type, until, risks=risks)
        self.files[number] = (kept, body)
        return kept

    async def claim(self, ids: Collection[int]) -> dict[int, StoredFile]:
        return {number: self.files[number][0] for number in ids if number in self.files}

    async def read(self, id: int) -> tuple[StoredFile, bytes] | None:
        return self.files.get(id)


class Memory:
    """Accept and Transcript in one: what was said, in order. `answer` plays the bot."""

    def __init__(self, channel: WebChannel, answer: Answerer | None = None) -> None:
        self.channel = channel
        self.answer = answer
        self.events: list[RawEvent] = []
        self.lines: dict[str, list[TranscriptEntry]] = {}
        self.read: dict[str, set[int]] = {}
        self.hold: asyncio.Event | None = None
        self.failing = False
        self._last_id = 0

    async def __call__(self, channel: str, events: list[RawEvent]) -> None:
        if self.failing:
            raise OSError("the disk is read-only")
        if self.hold:
            await self.hold.wait()
        for event in events:
            if any(known.id == event.id for known in self.events):
                continue
            self.events.append(event)
            self._lines(event.peer).append(TranscriptEntry(0, None, event.body, event.id))
            turn = self.channel.turn(event.body)
            for message in self.answer(turn) if self.answer and turn else []:
                await self.say(event.peer, message)

    async def say(self, peer: str, message: Message) -> int:
        self._last_id += 1
        self._lines(peer).append(TranscriptEntry(self._last_id, message, None, ""))
        await self.channel.send(peer, message)
        return self._last_id

    async def history(self, channel: str, peer: str, *, limit: int) -> list[TranscriptEntry]:
        return self.lines.get(peer, [])[-limit:]

    async def after(self, channel: str, peer: str, *, outbox_id: int) -> list[TranscriptEntry]:
        return [entry for entry in self.lines.get(peer, []) if entry.id > outbox_id]

    async def shown(self, channel: str, peer: str, ids: Collection[int]) -> None:
        self.read.setdefault(peer, set()).update(ids)

    def _lines(self, peer: str) -> list[TranscriptEntry]:
        return self.lines.setdefault(peer, [])


class ServedChat:
    """A running server and what is behind it."""

    def __init__(self, channel: WebChannel, memory: Memory, address: str) -> None:
        self.channel = channel
        self.memory = memory
        self.address = address

    @property
    def only_peer(self) -> str:
        [peer] = self.memory.lines
        return peer


@asynccontextmanager
async def serving(
    *,
    answer: Answerer | None = None,
    limits: Limits = WIDE,
    more: list[BaseRoute] | None = None,
    port: int = 0,
    **changes: object,
) -> AsyncIterator[ServedChat]:
    """A server on a free port until the block ends."""
    channel = WebChannel(secret=b"a secret of the tests", shelf=MemoryShelf())
    memory = Memory(channel, answer)
    chat = routes(channel, memory, memory, about(**changes), limits=limits, poll=0.2)
    port = port or free_port()
    config = uvicorn.Config(
        Starlette(routes=[*chat, *(more or [])]),
        host="127.0.0.1",
        port=port,
        log_config=None,
        log_level="warning",
        lifespan="off",
        timeout_graceful_shutdown=3,
    )
    server = Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 -- uvicorn has only a flag
        await asyncio.sleep(0.01)
    try:
        yield ServedChat(channel, memory, f"http://127.0.0.1:{port}")
    finally:
        await channel.close()
        server.should_exit = True
        await running


class Server(uvicorn.Server):
    """Leaves the test runner's signal handlers alone."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Visitor:
    """A page without a browser."""

    def __init__(self, served: ServedChat, *, lang: str = "uk") -> None:
        self.http = httpx2.AsyncClient(
            base_url=served.address,
            headers={"Accept-Language": lang},
            trust_env=False,
            verify=False,  # no certificates here, and reading those of the system takes long
            timeout=PATIENCE,
        )
        self.token = ""

    async def __aenter__(self) -> "Visitor":
        response = await self.http.post("/chat/session")
        self.token = response.json()["session"]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    @property
    def key(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def post(self, **body: object) -> httpx2.Response:
        return await self.http.post(
            "/chat/messages", json={"id": str(uuid.uuid4()), **body}, headers=self.key
        )

    async def post_raw(self, content: bytes) -> httpx2.Response:
        return await self.http.post("/chat/messages", content=content, headers=self.key)

    async def upload(self, body: object, name: str = "заява.pdf") -> httpx2.Response:
        return await self.http.post(
            "/chat/files", params={"name": name}, content=body, headers=self.key
        )

    async def history(self) -> list[dict]:
        response = await self.http.get("/chat/history", headers=self.key)
        return [json.loads(line) for line in response.text.splitlines()]

    @asynccontextmanager
    async def stream(self, *, last: int | None = None) -> AsyncIterator["Reading"]:
        headers = dict(self.key)
        if last is not None:
            headers["Last-Event-ID"] = str(last)
        async with self.http.stream("GET", "/chat/stream", headers=headers) as response:
            yield Reading(response)


class Reading:
    """An open stream."""

    def __init__(self, response: httpx2.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def next(self, *, within: float = PATIENCE) -> tuple[int, dict]:
        """The next message: its id and its body."""
        number = 0
        async with asyncio.timeout(within):
            async for line in self._lines:
                name, _, value = line.partition(": ")
                if name == "id":
                    number = int(value)
                if name == "data":
                    return number, json.loads(value)["message"]
        raise EOFError
