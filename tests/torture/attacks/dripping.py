"""24 uploads of one address that never come to an end, and an honest one beside them."""

import asyncio
from collections.abc import AsyncIterator

from tests.torture.target import Target, counted, from_address, session, upload


async def drops(seconds: float) -> AsyncIterator[bytes]:
    yield b"%PDF-1.7\n"
    for _ in range(int(seconds)):
        await asyncio.sleep(1)
        yield b"a"


async def run(target: Target) -> str:
    async with from_address(target, 1) as http, from_address(target, 2) as honest:
        keys = [await session(http) for _ in range(6)]
        dripping = [
            asyncio.create_task(upload(http, keys[n % 6], "а.pdf", drops(target.seconds)))
            for n in range(24)
        ]
        await asyncio.sleep(1)
        key = await session(honest)
        got = [await upload(honest, key, "моя.pdf", b"%PDF-1.7\n" + bytes(1000)) for _ in range(3)]
        ended = await asyncio.gather(*dripping)
    mark = "" if got == [201] * 3 else "! "
    return f"{mark}honest {counted(got)}; dripping {counted(list(ended))}"
