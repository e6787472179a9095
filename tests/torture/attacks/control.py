"""Nothing happens: what the machine itself gives now."""

import asyncio

from tests.torture.target import Target


async def run(target: Target) -> str:
    await asyncio.sleep(target.seconds)
    return "–"
