"""Messages that took seconds to read, then «Не те»."""

import asyncio
import time

from tests.torture.target import Target, counted, from_address, session, write

LONG = (
    "_" * 4096,
    "²" * 4096,
    "а-" * 2048,
    "а " * 2048,
    "1-" * 2048,
    ("хочу довідку про несудимість і книжку " * 120)[:4096],
    ("ааа_²-ʼ" * 600)[:4096],
    "@." * 2048,
)


async def run(target: Target) -> str:
    statuses: list[int] = []
    end = time.monotonic() + target.seconds

    async def one(number: int) -> None:
        async with from_address(target, number) as http:
            key = await session(http)
            turn = number
            while time.monotonic() < end:
                turn += 1
                statuses.append(await write(http, key, text=LONG[turn % len(LONG)]))
                await asyncio.sleep(0.5)
                statuses.append(await write(http, key, text="Не те"))
                await asyncio.sleep(1)

    await asyncio.gather(*map(one, range(4)))
    return counted(statuses)
