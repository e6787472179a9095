"""The attacked program: how an attack reaches it, and small tools that attacks share."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx2

PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Target:
    """What an attack knows.

    Attributes:
        base: the program's address.
        seconds: how long to go on.
        folder: where `prepare` of an attack left what it needs.
        telegram: address of the fake Bot API; "" for none.
    """

    base: str
    seconds: float
    folder: Path
    telegram: str = ""

    @property
    def place(self) -> tuple[str, int]:
        """Host and port."""
        parts = urlsplit(self.base)
        return str(parts.hostname), int(parts.port or 80)


def address(number: int) -> str:
    """One of many addresses an attacker may have; a proxy on loopback vouches for it."""
    return f"198.18.{number // 250 % 250}.{number % 250 + 1}"


@asynccontextmanager
async def from_address(target: Target, number: int) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of that address."""
    async with httpx2.AsyncClient(
        base_url=target.base,
        headers={"X-Forwarded-For": address(number)},
        trust_env=False,
        timeout=PATIENCE,
        verify=False,
        limits=httpx2.Limits(max_connections=None),
    ) as http:
        yield http


async def session(http: httpx2.AsyncClient) -> dict[str, str]:
    """The header of a new web chat session; {} when there is none to be had."""
    answer = await http.post("/chat/session")
    given = answer.json().get("session") if answer.status_code == 200 else None
    return {"Authorization": f"Bearer {given}"} if given else {}


async def write(http: httpx2.AsyncClient, key: dict[str, str], **content: object) -> int:
    """One message; the status of its answer, 0 for none."""
    try:
        body = {"id": str(uuid.uuid4()), **content}
        return (await http.post("/chat/messages", json=body, headers=key)).status_code
    except httpx2.HTTPError:
        return 0


async def upload(http: httpx2.AsyncClient, key: dict[str, str], name: str, body: object) -> int:
    """One file; the status of its answer, 0 for none."""
    try:
        answer = await http.post("/chat/files", params={"name": name}, content=body, headers=key)
    except httpx2.HTTPError:
        return 0
    return answer.status_code


async def connection(
    target: Target, sent: bytes
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
    """A raw connection that has sent these bytes; None when it is refused."""
    try:
        async with asyncio.timeout(2):
            reader, writer = await asyncio.open_connection(*target.place)
            writer.write(sent)
            await writer.drain()
    except (OSError, TimeoutError):
        return None
    return reader, writer


async def is_closed(reader: asyncio.StreamReader) -> bool:
    """Whether the program has ended this connection, whatever it said last."""
    try:
        async with asyncio.timeout(0.01):
            await reader.read()
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


def counted(statuses: list[int]) -> str:
    """ "201×3 429×17"."""
    return " ".join(f"{one}×{statuses.count(one)}" for one in sorted(set(statuses)))
