"""Sixteen sign-ins at once with a wrong password, over and over."""

import asyncio
import time

import httpx2

from tests.torture.target import Target, counted, from_address


async def run(target: Target) -> str:
    statuses: list[int] = []
    end = time.monotonic() + target.seconds

    async def one(number: int) -> None:
        turn = 0
        while time.monotonic() < end:
            turn += 1
            form = {"login": "admin", "password": f"wrong {number} {turn}", "next": "/desk"}
            async with from_address(target, 100 * turn + number) as http:
                try:
                    statuses.append((await http.post("/desk/sign-in", data=form)).status_code)
                except httpx2.HTTPError:
                    statuses.append(0)

    await asyncio.gather(*map(one, range(16)))
    return counted(statuses)
