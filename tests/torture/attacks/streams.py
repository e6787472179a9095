"""Hundreds of event streams from forty addresses."""

import asyncio

from tests.torture.target import Target, address, connection, counted, from_address, session


async def run(target: Target) -> str:
    opened, statuses = [], []
    for number in range(40):
        async with from_address(target, number) as http:
            for _ in range(3):
                key = await session(http)
                head = (
                    "GET /chat/stream HTTP/1.1\r\nHost: x\r\n"
                    f"X-Forwarded-For: {address(number)}\r\n"
                    f"Authorization: {key.get('Authorization', '')}\r\n\r\n"
                )
                tried = [await connection(target, head.encode()) for _ in range(8)]
                opened += [one for one in tried if one]
    await asyncio.sleep(target.seconds)
    for reader, writer in opened:
        said = await reader.read(20) if reader._buffer or reader.at_eof() else b""  # type: ignore[attr-defined]
        statuses.append(int(said[9:12]) if said[9:12].isdigit() else 0)
        writer.close()
    return counted(statuses)
