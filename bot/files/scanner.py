"""A virus scanner beside us: clamd, asked over its socket (INSTREAM)."""

import asyncio
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

import structlog

log = structlog.get_logger(__name__)

CHUNK = 64 * 1024
CONNECT_SECONDS = 5.0
SECONDS = 60.0  # for one file, its way there included
AT_ONCE = 2
REPLY_BYTES = 4096
WARN_EVERY = 600.0  # seconds between two warnings of one trouble


class Scan(StrEnum):
    """What the scanner said of a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    NONE = "none"  # it did not look: it is away, or the file is longer than it takes


@dataclass(frozen=True, slots=True)
class ScannerAddress:
    """Where clamd listens: a path of a socket, or a host and a port."""

    path: str = ""
    host: str = ""
    port: int = 0


def read_scanner_address(value: str) -> ScannerAddress:
    """From `unix:/path` or `tcp:host:port`. Raises ValueError."""
    kind, _, rest = value.partition(":")
    host, _, port = rest.rpartition(":")
    if kind == "unix" and rest.startswith("/"):
        return ScannerAddress(path=rest)
    if kind == "tcp" and host and port.isdecimal() and 0 < int(port) < 65536:
        return ScannerAddress(host=host.strip("[]"), port=int(port))
    raise ValueError("write unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310")


class Scanner:
    """Asks clamd about files, a few at a time. A trouble with it is logged, and harms no file.

    Args:
        address: where it listens.
        seconds: how long one file may take.
        clock: monotonic seconds.
    """

    def __init__(
        self,
        address: ScannerAddress,
        *,
        seconds: float = SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address = address
        self._seconds = seconds
        self._clock = clock
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._warned: dict[str, float] = {}

    async def scan(self, body: bytes) -> Scan:
        """What it says of the file. Never raises."""
        async with self._turns:
            try:
                async with asyncio.timeout(self._seconds):
                    reply = await self._ask(body)
            except (OSError, EOFError, TimeoutError) as error:
                self._warn(type(error).__name__)
                return Scan.NONE
        if reply.endswith(b" FOUND"):
            log.warning("scanner.found", what=reply.decode("ascii", "replace")[-100:])
            return Scan.INFECTED
        if reply.endswith(b" OK"):
            return Scan.CLEAN
        self._warn(reply.decode("ascii", "replace")[-100:] or "no answer")
        return Scan.NONE

    async def _ask(self, body: bytes) -> bytes:
        async with asyncio.timeout(CONNECT_SECONDS):
            reader, writer = await self._connected()
        try:
            writing = asyncio.create_task(_written(writer, body))
            try:
                # It may answer before it has all, when the file is too long for it.
                reply = await reader.read(REPLY_BYTES)
                while reply and not reply.endswith(b"\0") and len(reply) < REPLY_BYTES:
                    more = await reader.read(REPLY_BYTES)
                    if not more:
                        break
                    reply += more
            finally:
                writing.cancel()
                with suppress(asyncio.CancelledError):
                    await writing
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
        return reply.rstrip(b"\0\n")

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._address.path:
            return await asyncio.open_unix_connection(self._address.path)
        return await asyncio.open_connection(self._address.host, self._address.port)

    def _warn(self, why: str) -> None:
        """Once in a while: an operator reads it, and a log isn't filled."""
        now = self._clock()
        if now - self._warned.get(why, -WARN_EVERY) >= WARN_EVERY:
            self._warned = {why: now, **dict(list(self._warned.items())[:9])}
            self._warned[why] = now
            log.warning("scanner.no_answer", why=why)


async def _written(writer: asyncio.StreamWriter, body: bytes) -> None:
    """The file in pieces, each after its length; nothing after the last."""
    with suppress(OSError):
        writer.write(b"zINSTREAM\0")
        for start in range(0, len(body), CHUNK):
            piece = body[start : start + CHUNK]
            writer.write(struct.pack("!L", len(piece)) + piece)
            await writer.drain()
        writer.write(struct.pack("!L", 0))
        await writer.drain()
