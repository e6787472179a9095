"""A small app behind the real server, guard and connections; and raw clients of it."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sse_starlette import EventSourceResponse
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.app.server import Server, listen
from bot.app.settings import ROOT, Settings
from bot.engine.texts import load_texts
from bot.web.addresses import LOOPBACK, ClientAddress, Proxies, read_networks
from bot.web.bounds import Bounds
from bot.web.connections import Connections
from bot.web.guard import Guard, vouch
from bot.web.protocol import Config
from tests.ports import free_port
from tests.waiting import PATIENCE, until

LARGE = b"x" * 20_000_000
HEAD = "GET {path} HTTP/1.1\r\nHost: here\r\n{more}\r\n"
POST = "POST {path} HTTP/1.1\r\nHost: here\r\nContent-Length: {length}\r\n{more}\r\n"


class Client:
    """One connection, byte by byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def write(self, text: str | bytes) -> "Client":
        self.writer.write(text.encode() if isinstance(text, str) else text)
        return self

    def get(self, path: str, **headers: str) -> "Client":
        return self.write(HEAD.format(path=path, more=lines(headers)))

    def post(
        self, path: str, body: bytes, *, length: int | None = None, **headers: str
    ) -> "Client":
        told = len(body) if length is None else length
        head = POST.format(path=path, length=told, more=lines(headers))
        return self.write(head.encode() + body)

    async def status(self) -> int:
        """Of the next answer; its head is then read."""
        return (await self.head())[0]

    async def head(self) -> tuple[int, Mapping[str, str]]:
        async with asyncio.timeout(PATIENCE):
            raw = await self.reader.readuntil(b"\r\n\r\n")
        first, *rest = raw.decode().splitlines()
        pairs = (line.split(": ", 1) for line in rest if line)
        return int(first.split()[1]), {name.lower(): value for name, value in pairs}

    async def answer(self) -> tuple[int, Mapping[str, str], str]:
        """The next answer whole."""
        status, headers = await self.head()
        body = await self.reader.readexactly(int(headers["content-length"]))
        return status, headers, body.decode()

    async def rest(self) -> bytes:
        """What comes until the server closes."""
        async with asyncio.timeout(PATIENCE):
            try:
                return await self.reader.read()
            except ConnectionResetError:
                return b""

    def is_open(self) -> bool:
        return not self.reader.at_eof() and self.reader.exception() is None

    def close(self) -> None:
        self.writer.close()


def lines(headers: Mapping[str, str]) -> str:
    return "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())


@dataclass
class Served:
    """The app; `held` requests to /hold wait until `go` is set."""

    port: int
    connections: Connections
    server: Server
    go: asyncio.Event = field(default_factory=asyncio.Event)
    held: int = 0
    clients: list[Client] = field(default_factory=list)
    streams: set[str] = field(default_factory=set)

    async def connect(self, *, local: str = "127.0.0.1") -> Client:
        pair = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(local, 0))
        self.clients.append(Client(*pair))
        return self.clients[-1]

    async def until(self, true: Callable[[], object]) -> None:
        """Wait for what should come."""
        await until(true)

    async def is_well(self, *, local: str = "127.0.0.1") -> bool:
        """Whether somebody who comes now is answered."""
        client = await self.connect(local=local)
        return await client.get("/", Connection="close").status() == 200


def routes(served: Served) -> list[Route]:
    async def fine(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def hold(_request: Request) -> Response:
        served.held += 1
        await served.go.wait()
        return PlainTextResponse("ok")

    async def proved(request: Request) -> Response:
        vouch(request.scope)
        return await hold(request)

    async def large(_request: Request) -> Response:
        return Response(LARGE)

    async def take(request: Request) -> Response:
        try:
            return PlainTextResponse(str(len(await request.body())))
        except ClientDisconnect:
            return PlainTextResponse("gone", 400)

    async def stream(request: Request) -> Response:
        name = request.query_params["name"]

        async def lines() -> AsyncIterator[str]:
            served.streams.add(name)
            try:
                yield name
                await asyncio.Event().wait()
            finally:
                served.streams.discard(name)

        return EventSourceResponse(lines())

    return [
        *(Route(path, fine) for path in ("/", "/readyz", "/desk")),
        *(Route(path, hold) for path in ("/hold", "/chat/hold")),
        Route("/proved", proved),
        Route("/large", large),
        *(Route(path, take, methods=["POST"]) for path in ("/take", "/chat/take")),
        Route("/chat/stream", stream),
    ]


@asynccontextmanager
async def serving(
    bounds: Bounds, *, proxies: str = LOOPBACK, clock: Callable[[], float] = time.monotonic
) -> AsyncIterator[Served]:
    """The app on a free port until the block ends."""
    settings = Settings(port=free_port(), _env_file=None)  # type: ignore[call-arg]
    known = Proxies(read_networks(proxies))
    connections = Connections(bounds, known, clock=clock)
    translate = {lang: one.text for lang, one in load_texts(ROOT / "locales").items()}
    inner = Starlette()
    config = Config(ClientAddress(Guard(inner, bounds, translate), known), connections)
    served = Served(settings.port, connections, Server(config, _nothing))
    inner.router.routes += routes(served)
    running = asyncio.create_task(served.server._serve([listen(settings)]))
    await served.until(lambda: served.server.started)
    try:
        yield served
    finally:
        served.go.set()
        for client in served.clients:
            client.close()
        served.server.should_exit = True
        await running


async def _nothing() -> None:
    """No streams to end."""


def chunks(raw: bytes) -> bytes:
    """A chunked body put together; it must be whole."""
    assert raw.endswith(b"0\r\n\r\n"), raw[-40:]
    return b"".join(re.findall(rb"(?s)[0-9a-f]+\r\n(.*?)\r\n", raw))
