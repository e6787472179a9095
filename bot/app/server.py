"""The web server: takes its address, serves an App, and stops wholly when told to."""

import asyncio
import errno
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import structlog
import uvicorn

from bot.app.logs import tell_left_out
from bot.app.settings import Settings, SettingsError
from bot.app.wiring import App
from bot.web.addresses import Proxies
from bot.web.bounds import Bounds, fitted, raise_open_files
from bot.web.connections import Connections
from bot.web.protocol import Config

log = structlog.get_logger(__name__)

ADVICE = {
    errno.EADDRINUSE: "Stop the program that has it, or set MISTOK_PORT to another number.",
    errno.EACCES: "Set MISTOK_PORT to a number above 1023.",
}
OUT_OF_FILES = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
LOOK_TICKS = 5  # of a tenth of a second
SWITCH_SECONDS = 0.0005  # instead of 0.005
GONE_SECONDS = 60  # a client that confirms nothing for so long has gone
OTHER_HOST = "Set MISTOK_HOST to an address of this machine: 127.0.0.1, or 0.0.0.0 for all it has."


def listen(settings: Settings) -> socket.socket:
    """The server's socket, taken before anything else starts. Raises SettingsError."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # The protocol is named because asyncio turns Nagle's delays off for named TCP only.
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # each connection has it from here
        taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_SECONDS * 1000)
    try:
        taken.bind((settings.host, settings.port))
        taken.listen()
    except OSError as error:
        taken.close()
        raise SettingsError(
            f"The address {settings.host}:{settings.port} can't be used ({error.strerror}). "
            + ADVICE.get(error.errno or 0, OTHER_HOST)
        ) from error
    return taken


class Server(uvicorn.Server):
    """Uvicorn that looks after its connections, and ends open streams before it waits for them.

    Ctrl-C and SIGTERM end `serve` and no more: uvicorn would raise them again, and so end the
    process before it has stopped.
    """

    def __init__(self, config: Config, end_streams: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self._connections = config.connections
        self._end_streams = end_streams

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen. When the system has no more files, idle connections make room."""
        asyncio.get_running_loop().set_exception_handler(self._on_loop_error)
        await super().startup(sockets)

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second."""
        if counter % LOOK_TICKS == 0:
            self._connections.look()
            tell_left_out()
        return await super().on_tick(counter)

    def _on_loop_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, OSError) and error.errno in OUT_OF_FILES:
            log.error("server.out_of_files", open_connections=len(self._connections))
            self._connections.free()
        else:
            loop.default_exception_handler(context)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals while the block runs."""
        numbers = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop taking requests, end the streams, wait for the rest."""
        await self._end_streams()
        await super().shutdown(sockets)


def configured(app: App, bounds: Bounds) -> Config:
    """What the server of an app needs."""
    return Config(app.web(bounds), Connections(bounds, Proxies(app.settings.proxies)))


def suit_interpreter() -> None:
    """Let what computes in a thread hold up nobody, and calls of messengers search for nothing."""
    # The loop and the database want the interpreter back after each wait, many times a turn.
    sys.setswitchinterval(SWITCH_SECONDS)
    # httpcore looks on every call which library runs the loop: not installed, it is sought in
    # all folders each time.
    if find_spec("sniffio") is None:
        sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]


async def serve(settings: Settings, *, ready: Callable[[App], Awaitable[None]]) -> None:
    """Run until Ctrl-C or SIGTERM. Raises SettingsError and DatabaseError."""
    suit_interpreter()
    bounds = fitted(Bounds(), raise_open_files())
    door = listen(settings)
    app = App(settings)
    server = Server(configured(app, bounds), app.end_streams)
    async with app.running():
        await ready(app)
        await server.serve(sockets=[door])
