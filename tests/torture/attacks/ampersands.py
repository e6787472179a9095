"""100 MB of "&" posted as a form to the sign-in page."""

from collections.abc import AsyncIterator

from tests.torture.attacks.large_bodies import post
from tests.torture.target import Target, counted

TYPE = {"Content-Type": "application/x-www-form-urlencoded"}


async def ampersands() -> AsyncIterator[bytes]:
    for _ in range(100):
        yield b"&" * 1_000_000


async def run(target: Target) -> str:
    return counted([await post(target, 1, "/desk/sign-in", ampersands(), TYPE)])
