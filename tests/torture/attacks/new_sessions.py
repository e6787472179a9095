"""New people, as many as are let in, each with a first message."""

import asyncio
import time

from tests.torture.target import Target, counted, from_address, session, write


async def run(target: Target) -> str:
    statuses: list[int] = []
    end = time.monotonic() + target.seconds

    async def one(number: int) -> None:
        async with from_address(target, number) as http:
            while time.monotonic() < end:
                key = await session(http)
                statuses.append(await write(http, key, start="") if key else 429)
                await asyncio.sleep(0.1)

    await asyncio.gather(*map(one, range(4)))
    return counted(statuses)
