"""The door of the web server."""

import asyncio
import socket

import pytest

from bot.app.server import listen
from bot.app.settings import Settings, SettingsError
from tests.ports import free_port


def settings(**changes: object) -> Settings:
    return Settings(port=free_port(), _env_file=None, **changes)  # type: ignore[call-arg]


async def test_an_answer_leaves_at_once() -> None:
    """Nagle's algorithm would hold each second packet of an answer back for 40 ms."""
    seen: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def met(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        taken = writer.get_extra_info("socket")
        seen.set_result(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    async with asyncio.timeout(5), await asyncio.start_server(met, sock=listen(settings())) as door:
        _, writer = await asyncio.open_connection(*door.sockets[0].getsockname())
        assert await seen
        writer.close()
        await writer.wait_closed()


def test_who_comes_early_waits() -> None:
    """The address is printed before the first request can be answered."""
    with listen(settings()) as door, socket.create_connection(door.getsockname(), timeout=1):
        pass


def test_a_taken_port_is_told_before_anything_starts() -> None:
    mine = settings()
    with listen(mine), pytest.raises(SettingsError, match=f"127.0.0.1:{mine.port} .*MISTOK_PORT"):
        listen(mine)
