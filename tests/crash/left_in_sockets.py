"""What a process that died had sent, and a fake has not read yet."""

import asyncio
from urllib.parse import urlsplit

import psutil

from tests.waiting import until

ROUNDS = 20  # of the event loop: what was read of a connection is handled long before


async def read_what_is_left(address: str) -> None:
    """Return when the fake at this address, in this process, has handled all of it."""
    port = urlsplit(address).port
    here = psutil.Process()

    def is_left() -> bool:
        return any(
            one.laddr.port == port and one.status == psutil.CONN_CLOSE_WAIT
            for one in here.net_connections("tcp")
        )

    await until(lambda: not is_left())
    for _ in range(ROUNDS):
        await asyncio.sleep(0)
