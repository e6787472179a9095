"""The real bot with Telegram and the web chat, in a thread of its own: many tests share it.

Each conversation is another citizen's. Between a line and the bot is real HTTP; only to know
when everything is answered does a line ask the bot itself.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.app.content_index import ContentIndex
from bot.app.server import Server, configured, listen
from bot.app.settings import Settings
from bot.app.wiring import App
from bot.web.bounds import Bounds
from tests.channels.web.served_chat import free_port
from tests.fakes.telegram.server import Running, running
from tests.fakes.telegram.state import TOKEN
from tests.lines.quick import SECRET, clock, hurried
from tests.waiting import PATIENCE

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Service:
    """What lines use. Its loop runs in another thread: `do` and `ask` go there."""

    loop: asyncio.AbstractEventLoop
    app: App
    telegram: Running
    web: str  # base address

    async def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Run `work` in the bot's thread."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self.loop))

    def ask(self, question: Callable[[], T]) -> T:
        """What `question` returns in the bot's thread; it must not wait."""

        async def answer() -> T:
            return question()

        return asyncio.run_coroutine_threadsafe(answer(), self.loop).result(PATIENCE)

    async def rest(self) -> None:
        """Wait until all that was accepted is answered and sent."""
        async with asyncio.timeout(PATIENCE):
            await self.do(self.app.rest())

    async def take_updates(self) -> None:
        """Wait until all updates at the Bot API are accepted and answered."""
        async with asyncio.timeout(PATIENCE):
            await self.do(self._confirmed())
        await self.rest()

    async def _confirmed(self) -> None:
        fake = self.telegram.fake
        while fake.updates:
            await fake.changed(PATIENCE)


@contextmanager
def serving(database: str, content_index: ContentIndex) -> Iterator[Service]:
    """The bot over this database until the block ends."""
    started: Future[Service] = Future()
    stop: Future[None] = Future()
    thread = threading.Thread(target=_run, args=(database, content_index, started, stop))
    thread.start()
    try:
        yield started.result(PATIENCE)
    finally:
        stop.set_result(None)
        thread.join()


def _run(
    database: str, content_index: ContentIndex, started: "Future[Service]", stop: "Future[None]"
) -> None:
    try:
        asyncio.run(_serve(database, content_index, started, stop))
    except BaseException as error:
        if started.done():
            raise
        started.set_exception(error)


async def _serve(
    database: str, content_index: ContentIndex, started: "Future[Service]", stop: "Future[None]"
) -> None:
    async with running() as telegram:
        settings = Settings(
            database=database,
            secret=SECRET,
            port=free_port(),
            telegram_token=TOKEN,
            telegram_api=telegram.api,
            _env_file=None,  # type: ignore[call-arg]
        )
        with hurried():
            app = App(settings, content_index=content_index, clock=clock)
            config = configured(app, Bounds())
        with listen(settings) as door:
            server = Server(config, app.end_streams)
            # Not serve(), which would take over the process's signals.
            serving = asyncio.create_task(server._serve([door]))
            async with app.running():
                address = f"http://127.0.0.1:{door.getsockname()[1]}"
                loop = asyncio.get_running_loop()
                started.set_result(Service(loop, app, telegram, address))
                await asyncio.wrap_future(stop)
                server.should_exit = True
                await serving
