"""The real bot with a messenger and the web chat, in a thread of its own: many tests share it.

Each conversation is another citizen's. Between a line and the bot is real HTTP; only to know
when everything is answered does a line ask the bot itself.
"""

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from bot.app.content_index import ContentIndex
from bot.app.server import Server, configured, listen
from bot.app.settings import Settings
from bot.app.wiring import App
from bot.web.bounds import Bounds
from tests.lines.quick import SECRET, clock, hurried
from tests.ports import free_port
from tests.waiting import PATIENCE

if TYPE_CHECKING:
    from tests.fakes.telegram.server import Running as Telegram
    from tests.fakes.viber.server import Running as Viber

T = TypeVar("T")
Messenger = Literal["telegram", "viber"]
PUBLIC = "https://mistok.test"  # where Viber finds the bot: a proxy before it leads there


@dataclass(frozen=True, slots=True)
class Service:
    """What lines use. Its loop runs in another thread: `do` and `ask` go there."""

    loop: asyncio.AbstractEventLoop
    app: App
    messenger: "Telegram | Viber"
    web: str  # base address

    @property
    def telegram(self) -> "Telegram":
        """The fake Bot API server of Telegram."""
        return self.messenger  # type: ignore[return-value]

    @property
    def viber(self) -> "Viber":
        """The fake Viber."""
        return self.messenger  # type: ignore[return-value]

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

    async def take_callbacks(self) -> None:
        """Wait until all callbacks of Viber are accepted and answered."""
        async with asyncio.timeout(PATIENCE):
            await self.do(self._posted())
            await self.do(self.app.rest())
            await self.do(self._posted())  # what apps tell of the answers

    async def _posted(self) -> None:
        fake = self.viber.fake
        while fake.waiting:
            await fake.changed(PATIENCE)


@contextmanager
def serving(
    database: str, content_index: ContentIndex, messenger: Messenger = "telegram"
) -> Iterator[Service]:
    """The bot over this database, with this messenger, until the block ends."""
    started: Future[Service] = Future()
    stop: Future[None] = Future()
    given = (database, content_index, messenger, started, stop)
    thread = threading.Thread(target=_run, args=given)
    thread.start()
    try:
        yield started.result(PATIENCE)
    finally:
        stop.set_result(None)
        thread.join()


@contextmanager
def serving_copy(
    fresh: Path, folder: Path, content_index: ContentIndex, messenger: Messenger = "telegram"
) -> Iterator[Service]:
    """As `serving`, over a copy of this SQLite file, kept in `folder`."""
    with serving(f"sqlite:///{shutil.copy(fresh, folder)}", content_index, messenger) as service:
        yield service


def _run(
    database: str,
    content_index: ContentIndex,
    messenger: Messenger,
    started: "Future[Service]",
    stop: "Future[None]",
) -> None:
    try:
        asyncio.run(_serve(database, content_index, messenger, started, stop))
    except BaseException as error:
        if started.done():
            raise
        started.set_exception(error)


@asynccontextmanager
async def _telegram() -> AsyncIterator[tuple["Telegram", dict[str, Any]]]:
    from tests.fakes.telegram.server import running  # aiogram takes seconds: who needs it pays
    from tests.fakes.telegram.state import TOKEN

    async with running() as fake:
        yield fake, {"telegram_token": TOKEN, "telegram_api": fake.api}


@asynccontextmanager
async def _viber() -> AsyncIterator[tuple["Viber", dict[str, Any]]]:
    from tests.fakes.viber.account import TOKEN
    from tests.fakes.viber.server import running

    async with running() as fake:
        yield fake, {"viber_token": TOKEN, "viber_api": fake.api, "public_url": PUBLIC}


MESSENGERS = {"telegram": _telegram, "viber": _viber}


async def _serve(
    database: str,
    content_index: ContentIndex,
    messenger: Messenger,
    started: "Future[Service]",
    stop: "Future[None]",
) -> None:
    async with MESSENGERS[messenger]() as (fake, given):
        settings = Settings(
            database=database,
            secret=SECRET,
            port=free_port(),
            _env_file=None,  # type: ignore[call-arg]
            **given,
        )
        with hurried():
            app = App(settings, content_index=content_index, clock=clock)
            config = configured(app, Bounds())
        with listen(settings) as door:
            address = f"http://127.0.0.1:{door.getsockname()[1]}"
            if messenger == "viber":
                fake.fake.leads[PUBLIC] = address  # type: ignore[union-attr]
                fake.fake.clock = lambda: clock().timestamp()  # type: ignore[union-attr]
            server = Server(config, app.end_streams)
            # Not serve(), which would take over the process's signals.
            serving = asyncio.create_task(server._serve([door]))
            async with app.running():
                loop = asyncio.get_running_loop()
                started.set_result(Service(loop, app, fake, address))
                await asyncio.wrap_future(stop)
                server.should_exit = True
                await serving
