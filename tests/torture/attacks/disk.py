"""Uploads of 20 MB from one address by many people, as many as are taken."""

import asyncio
import time

from tests.torture.target import Target, counted, from_address, session, upload

BODY = b"%PDF-1.7\n" + bytes(20 * 1024 * 1024 - 100)
# 400 MB an address may send at once; until a checkpoint they are in the journal too.
DISK = 950.0


async def run(target: Target) -> str:
    statuses: list[int] = []
    end = time.monotonic() + target.seconds

    async def one() -> None:
        async with from_address(target, 1) as http:
            while time.monotonic() < end:
                key = await session(http)
                for _ in range(3):
                    statuses.append(await upload(http, key, "а.pdf", BODY))  # noqa: PERF401
                await asyncio.sleep(0.2)

    await asyncio.gather(*(one() for _ in range(3)))
    return counted(statuses)
