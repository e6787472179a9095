"""Files that a page uploads: how many come at once, how fast they must, how much they may be."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import ClientDisconnect, Request

from bot.channels.web.channel import Shelf
from bot.channels.web.incoming import RefusedError
from bot.channels.web.limits import Limits
from bot.files.model import StoredFile
from bot.files.rules import CITIZEN_BYTES, FileRefusal, FileRefusedError
from bot.pacing.token_bucket import Buckets

NAME_LETTERS = 1000
UPLOAD_SECONDS = 900.0  # 20 MB over a poor mobile connection
SLOT_AGAIN = 15  # seconds until a page may try again
STATUS = {
    FileRefusal.EMPTY: 422,
    FileRefusal.LARGE: 413,
    FileRefusal.TYPE: 415,
    FileRefusal.INFECTED: 422,
    FileRefusal.BUSY: 503,
    FileRefusal.DAILY: 429,
    FileRefusal.FULL: 503,
}


class Uploads:
    """Takes uploads. An address is a string that stands for who is on the other side."""

    def __init__(self, shelf: Shelf, limits: Limits) -> None:
        self._shelf = shelf
        self._limits = limits
        self._times_by_peer = Buckets(limits.files_per_session)
        self._times_by_address = Buckets(limits.files_per_address)
        self._bytes_by_address = Buckets(limits.bytes_per_address)
        self._coming: Counter[str] = Counter()

    async def take(self, request: Request, *, address: str, sender: tuple[str, str]) -> StoredFile:
        """Keep the whole body as a file called by `name`. Raises RefusedError."""
        _wait(self._times_by_peer.take(sender[1]))
        try:
            with self._slot(address):
                size = _told(request)
                await self._shelf.make_sure(size, sender=sender)
                _wait(self._bytes_by_address.take(address, size))
                body = await self._body(request)
                _wait(self._bytes_by_address.take(address, len(body) - size))
                name = request.query_params.get("name", "")[-NAME_LETTERS:]
                return await self._shelf.upload(body, name=name, sender=sender)
        except FileRefusedError as refused:
            status, code = STATUS[refused.code], f"file_{refused.code}"
            raise RefusedError(status, code, after=refused.after) from refused

    def pace(self, address: str) -> None:
        """Raises RefusedError when too many files come from there."""
        _wait(self._times_by_address.take(address))

    @contextmanager
    def _slot(self, address: str) -> Iterator[None]:
        """One of the places for bodies in memory; nobody has them all."""
        here = self._coming[address]
        everywhere = self._coming.total()
        limits = self._limits
        if here >= limits.files_at_once_per_address or everywhere >= limits.files_at_once:
            raise RefusedError(429, "too_many", after=SLOT_AGAIN)
        self._coming[address] += 1
        try:
            yield
        finally:
            self._coming[address] -= 1
            if not self._coming[address]:
                del self._coming[address]

    async def _body(self, request: Request) -> bytes:
        """The body; refused as soon as it is too long, or too slow for too long."""
        raw, mark = bytearray(), 0
        patience = self._limits.upload_patience
        piece = int(self._limits.upload_speed * patience)
        try:
            async with asyncio.timeout(UPLOAD_SECONDS), asyncio.timeout(patience) as slow:
                async for chunk in request.stream():
                    raw += chunk
                    if len(raw) > CITIZEN_BYTES:
                        raise RefusedError(413, "file_large")
                    if len(raw) - mark >= piece:
                        mark = len(raw)
                        slow.reschedule(asyncio.get_running_loop().time() + patience)
        except TimeoutError as error:
            raise RefusedError(408, "file_slow") from error
        except ClientDisconnect as error:
            raise RefusedError(400, "not_uploaded") from error
        return bytes(raw)


def _told(request: Request) -> int:
    """The length the page tells; 0 when it tells none. Raises RefusedError for too long a file."""
    told = request.headers.get("content-length", "")
    size = int(told) if told.isdecimal() and len(told) < 20 else 0
    if size > CITIZEN_BYTES:
        raise RefusedError(413, "file_large")
    return size


def _wait(seconds: int) -> None:
    if seconds:
        raise RefusedError(429, "too_many", after=seconds)
