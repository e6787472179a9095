"""Uploads don't stand in each other's way: places by address, a least speed, bytes."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx2
import pytest

from bot.channels.web.limits import Limits
from bot.files.quotas import Quotas, Taken
from bot.files.rules import FileRefusal, FileRefusedError
from bot.pacing.token_bucket import Rate
from tests.channels.web.served_chat import ServedChat, Visitor, serving
from tests.waiting import PATIENCE, until

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 4


def elsewhere(served: ServedChat) -> Visitor:
    """Somebody with another address."""
    visitor = Visitor(served)
    transport = httpx2.AsyncHTTPTransport(local_address="127.0.0.2", verify=False)
    visitor.http = httpx2.AsyncClient(
        base_url=served.address, transport=transport, timeout=PATIENCE
    )
    return visitor


class Drip:
    """A body whose second half waits."""

    def __init__(self) -> None:
        self.more = asyncio.Event()

    async def __call__(self) -> AsyncIterator[bytes]:
        yield b"%PDF-"
        await self.more.wait()
        yield b"1.7"


async def dripping(served: ServedChat, visitor: Visitor) -> tuple[str, dict[str, str]]:
    """A letter now and then, for ever; the first line of the answer, and its body."""
    host, _, port = served.address.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    heading = f"POST /chat/files?name=a.pdf HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5000\r\n"
    key = visitor.key["Authorization"]
    writer.write(f"{heading}Accept-Language: uk\r\nAuthorization: {key}\r\n\r\n".encode())

    async def drip() -> None:
        while True:
            writer.write(b"x")
            await asyncio.sleep(0.1)

    dropping = asyncio.create_task(drip())
    async with asyncio.timeout(PATIENCE):
        first = (await reader.readline()).decode()
        size = 0
        while line := (await reader.readline()).strip():
            if line.lower().startswith(b"content-length:"):
                size = int(line.partition(b":")[2])
        told = json.loads(await reader.readexactly(size))
    dropping.cancel()
    writer.close()
    return first, told


async def test_many_slow_ones_from_one_address_leave_places_to_others() -> None:
    limits = Limits(files_per_session=Rate(100, 100), files_at_once_per_address=3)
    async with (
        serving(limits=limits) as served,
        Visitor(served) as slow,
        elsewhere(served) as other,
    ):
        drips = [Drip() for _ in range(3)]
        coming = [asyncio.create_task(slow.upload(one())) for one in drips]
        await until(lambda: served.channel.shelf.expected == 3)  # each has its place
        refused = await slow.upload(PDF)
        assert (refused.status_code, refused.json()["code"]) == (429, "too_many")
        assert int(refused.headers["retry-after"]) > 0
        assert (await other.upload(PDF)).status_code == 201
        for one in drips:
            one.more.set()
        assert [(await one).status_code for one in coming] == [201] * 3
        assert (await slow.upload(PDF)).status_code == 201


async def test_one_that_drips_loses_its_place_and_is_told() -> None:
    limits = Limits(files_at_once=1, upload_speed=2048, upload_patience=1.0)
    async with serving(limits=limits) as served, Visitor(served) as slow, Visitor(served) as other:
        heading, told = await dripping(served, slow)
        assert " 408 " in heading
        assert told["code"] == "file_slow"
        assert "повільно" in told["error"]
        assert (await other.upload(PDF)).status_code == 201
        assert len(served.channel.shelf.files) == 1


async def test_one_that_is_slow_but_fast_enough_passes() -> None:
    async def slowly() -> AsyncIterator[bytes]:
        yield b"%PDF-1.7\n"
        for _ in range(5):
            await asyncio.sleep(0.5)
            yield bytes(2000)

    limits = Limits(upload_speed=1000, upload_patience=1.5)
    async with serving(limits=limits) as served, Visitor(served) as visitor:
        assert (await visitor.upload(slowly())).status_code == 201


@pytest.mark.parametrize("tells", [True, False])
async def test_so_many_bytes_from_one_address(tells: bool) -> None:
    async def untold() -> AsyncIterator[bytes]:
        yield PDF

    limits = Limits(bytes_per_address=Rate(3 * len(PDF), len(PDF) / 3600))
    async with (
        serving(limits=limits) as served,
        Visitor(served) as loud,
        elsewhere(served) as other,
    ):
        codes = [(await loud.upload(PDF if tells else untold())).status_code for _ in range(3)]
        refused = await loud.upload(PDF if tells else untold())
        assert [*codes, refused.status_code] == [201, 201, 201, 429]
        assert 3500 <= int(refused.headers["retry-after"]) <= 3600
        assert len(served.channel.shelf.files) == 3
        assert (await other.upload(PDF)).status_code == 201


@pytest.mark.parametrize(
    ("error", "status", "after"),
    [
        (FileRefusedError(FileRefusal.DAILY, after=3600), 429, "3600"),
        (FileRefusedError(FileRefusal.FULL, after=600), 503, "600"),
        (FileRefusedError(FileRefusal.BUSY, after=30), 503, "30"),
        (FileRefusedError(FileRefusal.INFECTED), 422, None),
    ],
)
async def test_why_not_is_told_in_words_and_when_to_come_again(error, status, after) -> None:
    async with serving() as served, Visitor(served) as visitor:

        async def refusing(size: int, *, sender: tuple[str, str]) -> None:
            assert (size, sender) == (len(PDF), ("web", sender[1]))
            raise error

        served.channel.shelf.make_sure = refusing
        refused = await visitor.upload(PDF)
        assert (refused.status_code, refused.json()["code"]) == (status, f"file_{error.code}")
        assert refused.headers.get("retry-after") == after
        assert refused.json()["error"] not in {"", error.text}  # in the person's language
        assert served.channel.shelf.files == {}


@pytest.mark.parametrize(
    ("taken", "more", "code"),
    [
        (Taken(0, 0), 100, ""),
        (Taken(0, 0), 101, "daily"),
        (Taken(60, 60), 41, "daily"),
        (Taken(0, 950), 50, ""),
        (Taken(0, 950), 51, "full"),
    ],
)
def test_quotas_are_exact(taken: Taken, more: int, code: str) -> None:
    quotas = Quotas(day=100, total=1000)
    if not code:
        quotas.check(taken, more)
        return
    with pytest.raises(FileRefusedError) as refused:
        quotas.check(taken, more)
    assert refused.value.code == code
    assert refused.value.after > 0
