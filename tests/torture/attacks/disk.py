"""Uploads of 20 MB from four addresses, as many as are taken."""

import asyncio
import time

from tests.torture.target import Target, counted, from_address, session, upload

BODY = b"%PDF-1.7\n" + bytes(20 * 1024 * 1024 - 100)


async def run(target: Target) -> str:
    statuses: list[int] = []
    end = time.monotonic() + target.seconds

    async def one(number: int) -> None:
        async with from_address(target, number) as http:
            while time.monotonic() < end and len(statuses) < 60:
                key = await session(http)
                statuses.extend([await upload(http, key, "а.pdf", BODY) for _ in range(3)])
                await asyncio.sleep(0.2)

    await asyncio.gather(*map(one, range(4)))
    return counted(statuses)
