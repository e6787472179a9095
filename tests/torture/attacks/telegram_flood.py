"""Two people in Telegram write hundreds of messages."""

import asyncio
import time

import httpx2

from tests.torture.target import Target

TELEGRAM = True


async def run(target: Target) -> str:
    end = time.monotonic() + target.seconds
    sent = 0
    async with httpx2.AsyncClient(base_url=target.telegram, trust_env=False, verify=False) as http:
        for who in (1001, 1002):
            await http.post("/fake/meet", json={"user": {"id": who}})
        while time.monotonic() < end and sent < 600:
            for who in (1001, 1002):
                content = {"text": f"де бібліотека {sent}"}
                await http.post("/fake/write", json={"chat": who, "content": content})
                sent += 1
            await asyncio.sleep(0.02)
        await asyncio.sleep(max(0.0, end - time.monotonic()))
    return f"{sent} written"
