"""1,060 connections that say nothing, where the program may open 1,024 files."""

import asyncio

from tests.torture.target import Target, connection, is_closed

MANY = 1060


async def hold(target: Target, sent: bytes, many: int = MANY) -> str:
    """Open them, keep them, say how many the program took and still keeps."""
    opened = [one for one in [await connection(target, sent) for _ in range(many)] if one]
    await asyncio.sleep(target.seconds)
    closed = sum([await is_closed(reader) for reader, _ in opened])
    for _, writer in opened:
        writer.close()
    return f"{len(opened)} opened, {closed} closed by the program"


async def run(target: Target) -> str:
    return await hold(target, b"")
