"""The web server: takes its address, serves an App, and stops wholly when told to."""

import errno
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import uvicorn

from bot.app import App
from bot.config import Settings, SettingsError

ADVICE = {
    errno.EADDRINUSE: "Stop the program that has it, or set MISTOK_PORT to another number.",
    errno.EACCES: "Set MISTOK_PORT to a number above 1023.",
}
OTHER_HOST = "Set MISTOK_HOST to an address of this machine: 127.0.0.1, or 0.0.0.0 for all it has."


def listen(settings: Settings) -> socket.socket:
    """The server's socket, taken before anything else starts. Raises SettingsError."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # The protocol is named because asyncio turns Nagle's delays off for named TCP only.
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
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
    """Uvicorn that ends open streams of pages before it waits for them.

    Ctrl-C and SIGTERM end `serve` and no more: uvicorn would raise them again, and so end the
    process before it has stopped.
    """

    def __init__(self, config: uvicorn.Config, end_streams: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self._end_streams = end_streams

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


async def serve(settings: Settings, *, ready: Callable[[App], Awaitable[None]]) -> None:
    """Run until Ctrl-C or SIGTERM. Raises SettingsError and DatabaseError."""
    door = listen(settings)
    app = App(settings)
    config = uvicorn.Config(
        app.web(),
        log_config=None,
        access_log=False,
        proxy_headers=False,  # the app itself knows which proxies to believe
        timeout_graceful_shutdown=3,
    )
    server = Server(config, app.end_streams)
    async with app.running():
        await ready(app)
        await server.serve(sockets=[door])
