"""400 messages whose body comes a byte in two seconds."""

import asyncio

from tests.torture.target import Target, address, connection, is_closed


async def run(target: Target) -> str:
    opened = []
    for number in range(400):
        head = (
            "POST /desk/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n"
            f"X-Forwarded-For: {address(number)}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin="
        )
        if one := await connection(target, head.encode()):
            opened.append(one)
    for _ in range(int(target.seconds / 2)):
        for _, writer in opened:
            if not writer.is_closing():
                writer.write(b"a")
        await asyncio.sleep(2)
    closed = sum([await is_closed(reader) for reader, _ in opened])
    for _, writer in opened:
        writer.close()
    return f"{len(opened)} opened, {closed} closed by the program"
