"""The fake Viber in a thread of the test process: it stays while bots and commands come and go."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.fakes.viber import people
from tests.fakes.viber.citizen import Citizen
from tests.fakes.viber.server import Running, running
from tests.waiting import PATIENCE


@dataclass(frozen=True, slots=True)
class Viber:
    """A fake that listens."""

    loop: asyncio.AbstractEventLoop
    server: Running

    @property
    def api(self) -> str:
        """Its address, as MISTOK_VIBER_API."""
        return self.server.api

    def do(self, name: str, body: dict[str, Any]) -> dict[str, Any]:
        """A command of tests/fakes/viber/people.py."""

        async def run() -> dict[str, Any]:
            return people.run(self.server.fake, name, body)

        return asyncio.run_coroutine_threadsafe(run(), self.loop).result(PATIENCE)

    def citizen(self, *, name: str = "Оксана", lang: str = "uk") -> Citizen:
        """A person who has not written yet."""
        return Citizen(self.do, name=name, lang=lang)


@contextmanager
def fake_viber() -> Iterator[Viber]:
    """A fake until the block ends."""
    started: Future[Viber] = Future()
    stop: Future[None] = Future()

    async def serve() -> None:
        async with running() as server:
            started.set_result(Viber(asyncio.get_running_loop(), server))
            await asyncio.wrap_future(stop)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="viber")
    thread.start()
    try:
        yield started.result(PATIENCE)
    finally:
        stop.set_result(None)
        thread.join()
