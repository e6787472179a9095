"""`python -m tests.fakes.telegram --port N`: the fake as a process of its own, until a signal."""

import argparse
import asyncio
import signal

from tests.fakes.telegram.server import running
from tests.fakes.telegram.state import TOKEN


async def _main(port: int, token: str) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    async with running(token, port=port) as server:
        print(server.api, flush=True)
        await ended.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    given = parser.parse_args()
    asyncio.run(_main(given.port, given.token))
