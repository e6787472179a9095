"""Forged posts to the webhook, hundreds a second; the log is watched."""

import asyncio
import time

import httpx2

from tests.torture.target import Target, counted, from_address

TELEGRAM = True
SETTINGS = {"MISTOK_TELEGRAM_MODE": "webhook", "MISTOK_PUBLIC_URL": "https://mistok.test"}


async def run(target: Target) -> str:
    statuses: list[int] = []
    end = time.monotonic() + target.seconds

    async def one(number: int) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": f"wrong{number}"}
        async with from_address(target, number) as http:
            while time.monotonic() < end:
                try:
                    answer = await http.post(
                        "/telegram/webhook", json={"update_id": 1}, headers=headers
                    )
                    statuses.append(answer.status_code)
                except httpx2.HTTPError:
                    statuses.append(0)
                await asyncio.sleep(0.02)

    await asyncio.gather(*map(one, range(8)))
    return counted(statuses)
