"""Our own turn, whole: the real house over SQLite, with no network under it."""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.app.content_index import ContentIndex
from bot.app.settings import ROOT, Settings
from bot.app.wiring import App
from bot.channels.contract import Accept, RawEvent
from bot.channels.pace import Pace, Pacer
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.client import Client
from bot.channels.telegram.inbound import read_event
from bot.engine.texts import load_texts
from bot.storage import outbox
from tests.benchmarks.edge import TOKEN, OurEdge, update

UNHURRIED = Pace(per_peer=1e9, burst=10**9, total=1e9, bulk=1e9)
PEOPLE = 50


class Telegram(TelegramChannel):
    """Receives from nowhere. `notice` (typing…, a call of its own) only where it is asked for."""

    noticing = False

    async def run(self, accept: Accept) -> None:
        await asyncio.Event().wait()

    async def notice(self, body: Any) -> None:
        if self.noticing:
            await super().notice(body)


class Ours:
    """Answers updates given as bytes; `index` is the content, as it is without one."""

    def __init__(self, folder: Path, index: ContentIndex | None = None) -> None:
        self.telegram = Telegram(token=TOKEN, texts=load_texts(ROOT / "locales"))
        self.edge = OurEdge()
        client = Client(TOKEN, api="http://nowhere.invalid", request=self.edge)
        self.telegram._client = self.telegram._sender._client = client
        settings = Settings(
            _env_file=None,
            database=f"sqlite:///{folder}/turn.db",
            secret="a-secret-of-the-benchmark-of-32-letters",
        )
        self.app = App(settings, channels={"telegram": self.telegram}, content_index=index)
        self.app.dispatcher._limits = None  # fifty citizens are enough
        self.app.delivery._sender._pacers["telegram"] = Pacer(UNHURRIED)
        self._number = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Ours"]:
        """Open, with everything loaded and everybody known."""
        self.app.content_index.gazetteer.warm()
        async with self.app.running():
            for _ in range(PEOPLE):
                await self.turn("/menu")
            await asyncio.sleep(0.2)
            yield self

    def parse(self, raw: bytes) -> RawEvent:
        """What the webhook and the poll do with an update."""
        event = read_event(json.loads(raw))
        assert event is not None
        return event

    def next(self, text: str) -> bytes:
        """An update of the next citizen."""
        self._number += 1
        return update(self._number, 1000 + self._number % PEOPLE, text)

    async def turn(self, text: str) -> None:
        """One update, until its answer is sent and marked."""
        await self.app.dispatcher.accept("telegram", [self.parse(self.next(text))])
        await self.app.rest()

    async def crowd(self, text: str, many: int) -> None:
        """`many` updates of as many citizens in one batch, as a poll brings them."""
        events = [self.parse(self.next(text)) for _ in range(many)]
        await self.app.dispatcher.accept("telegram", events)
        await self.app.rest()


class Watch:
    """Where the time of a turn goes: named parts, wall time while nothing else runs."""

    def __init__(self, services: Ours) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._services = services
        app = services.app
        self._places: list[tuple[Any, str, str, bool]] = [
            (services, "parse", "parse", False),
            (app.dispatcher, "accept", "accept", True),
            (app.dispatcher._turns, "load", "load", True),
            (app.engine, "handle", "engine+flow", True),
            (app.dispatcher._turns, "_save", "save", False),
            (outbox, "queue", "commit", True),
            (services.telegram, "send", "render+send", True),
            (app.delivery, "_write_marks", "mark", True),
        ]

    async def turns(self, text: str, many: int) -> dict[str, float]:
        """Microseconds of each part in one turn, in order; "other" is the rest."""
        kept = [(owner, name, getattr(owner, name)) for owner, name, _, _ in self._places]
        for (owner, name, part, waits), (_, _, inner) in zip(self._places, kept, strict=True):
            setattr(owner, name, self._timed(inner, part) if waits else self._plain(inner, part))
        began = time.perf_counter()
        for _ in range(many):
            await self._services.turn(text)
        whole = time.perf_counter() - began
        for owner, name, inner in kept:
            setattr(owner, name, inner)
        self.spent["other"] = whole - sum(self.spent.values())
        return {part: 1e6 * spent / many for part, spent in self.spent.items()}

    def _timed(self, inner: Callable[..., Any], part: str) -> Callable[..., Any]:
        async def timed(*given: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return await inner(*given, **named)
            finally:
                self.spent[part] += time.perf_counter() - began

        return timed

    def _plain(self, inner: Callable[..., Any], part: str) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return inner(*given, **named)
            finally:
                self.spent[part] += time.perf_counter() - began

        return timed
