"""250 MB posted to the sign-in page and to pages of the desk, signed out."""

import asyncio
import time
from collections.abc import AsyncIterator

import httpx2

from tests.torture.target import Target, counted, from_address

PAGES = ("/desk/sign-in", "/desk/requests/1234-5678/answer", "/desk/account/password")
TYPE = {"Content-Type": "multipart/form-data; boundary=x"}
HEAD = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'


MEGABYTES = 250


async def large() -> AsyncIterator[bytes]:
    yield HEAD
    for _ in range(MEGABYTES):
        yield bytes(1_000_000)


async def post(target: Target, number: int, page: str, body: object, kind: dict[str, str]) -> int:
    """The status, 0 when the connection was closed on us. `kind` tells the body's length:
    without one a program may refuse it for that alone, and nothing is tried."""
    async with from_address(target, number) as http:
        try:
            return (await http.post(page, content=body, headers=kind)).status_code
        except httpx2.HTTPError:
            return 0


async def run(target: Target) -> str:
    statuses: list[int] = []
    end = time.monotonic() + target.seconds
    told = TYPE | {"Content-Length": str(len(HEAD) + MEGABYTES * 1_000_000)}

    async def one(number: int) -> None:
        while time.monotonic() < end:
            statuses.append(await post(target, number, PAGES[number], large(), told))
            await asyncio.sleep(0.2)

    await asyncio.gather(*map(one, range(len(PAGES))))
    return counted(statuses)
