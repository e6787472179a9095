"""100 MB of "&" posted as a form to the sign-in page, again and again."""

import asyncio
import time
from collections.abc import AsyncIterator

from tests.torture.attacks.large_bodies import post
from tests.torture.target import Target, counted

MEGABYTES = 100
TOLD = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Content-Length": str(MEGABYTES * 1_000_000),
}


async def ampersands() -> AsyncIterator[bytes]:
    for _ in range(MEGABYTES):
        yield b"&" * 1_000_000


async def run(target: Target) -> str:
    statuses: list[int] = []
    end = time.monotonic() + target.seconds
    while time.monotonic() < end:
        statuses.append(await post(target, len(statuses), "/desk/sign-in", ampersands(), TOLD))
        await asyncio.sleep(0.2)
    return counted(statuses)
