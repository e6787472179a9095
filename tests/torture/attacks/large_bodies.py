"""250 MB posted to the sign-in page and to pages of the desk, signed out."""

import asyncio
from collections.abc import AsyncIterator

import httpx2

from tests.torture.target import Target, counted, from_address

PAGES = ("/desk/sign-in", "/desk/requests/1234-5678/answer", "/desk/account/password")
TYPE = {"Content-Type": "multipart/form-data; boundary=x"}
HEAD = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'


async def large(megabytes: int) -> AsyncIterator[bytes]:
    yield HEAD
    for _ in range(megabytes):
        yield bytes(1_000_000)


async def post(target: Target, number: int, page: str, body: object, kind: dict[str, str]) -> int:
    """The status, 0 when the connection was closed on us."""
    async with from_address(target, number) as http:
        try:
            return (await http.post(page, content=body, headers=kind)).status_code
        except httpx2.HTTPError:
            return 0


async def run(target: Target) -> str:
    statuses: list[int] = []
    async with asyncio.TaskGroup() as group:
        posts = [
            group.create_task(post(target, number, page, large(250), TYPE))
            for number, page in enumerate(PAGES)
        ]
    statuses += [one.result() for one in posts]
    return counted(statuses)
