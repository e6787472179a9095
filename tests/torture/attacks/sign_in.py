"""Sixteen sign-ins at once with a wrong password, over and over, each as the page sends it."""

import asyncio
import re
import time

import httpx2

from tests.torture.target import Target, counted, from_address

CSRF = re.compile(r'name="csrf" value="([^"]*)"')


async def run(target: Target) -> str:
    statuses: list[int] = []
    end = time.monotonic() + target.seconds

    async def one(number: int) -> None:
        turn = 0
        while time.monotonic() < end:
            turn += 1
            form = {"login": f"admin{turn}", "password": f"wrong {number} {turn}", "next": "/desk"}
            async with from_address(target, 100 * turn + number) as http:
                try:
                    page = (await http.get("/desk/sign-in")).text
                    if found := CSRF.search(page):
                        form["csrf"] = found[1]
                    statuses.append((await http.post("/desk/sign-in", data=form)).status_code)
                except httpx2.HTTPError:
                    statuses.append(0)

    await asyncio.gather(*map(one, range(16)))
    return counted(statuses)
