"""A fake messenger in a thread of the test process: it stays while bots come and go."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from tests.waiting import PATIENCE


class Listening(Protocol):
    """A fake server that listens; `api` is the base address that settings take."""

    @property
    def fake(self) -> Any: ...
    @property
    def api(self) -> str: ...


S = TypeVar("S", bound=Listening)
People = Callable[[Any, str, dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class InThread(Generic[S]):
    """A fake that listens; `people` runs a command in it."""

    loop: asyncio.AbstractEventLoop
    server: S
    people: People

    @property
    def api(self) -> str:
        """Its address, as the setting of the messenger's API."""
        return self.server.api

    def do(self, name: str, body: dict[str, Any]) -> dict[str, Any]:
        """A command of the fake's people.py."""

        async def run() -> dict[str, Any]:
            return self.people(self.server.fake, name, body)

        return asyncio.run_coroutine_threadsafe(run(), self.loop).result(PATIENCE)


T = TypeVar("T")


@contextmanager
def in_thread(
    running: Callable[[], AbstractAsyncContextManager[S]],
    made: Callable[[asyncio.AbstractEventLoop, S], T],
) -> Iterator[T]:
    """What `made` makes of the loop and the running server, until the block ends."""
    started: Future[T] = Future()
    stop: Future[None] = Future()

    async def serve() -> None:
        async with running() as server:
            started.set_result(made(asyncio.get_running_loop(), server))
            await asyncio.wrap_future(stop)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="fake")
    thread.start()
    try:
        yield started.result(PATIENCE)
    finally:
        stop.set_result(None)
        thread.join()
