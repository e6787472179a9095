"""A tiny bot for tests of the dispatcher: one flow, one channel that keeps what it sent."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.channels.contract import Accept, Channel, RawEvent, SendError, Traits
from bot.channels.delivery import Delivery
from bot.conversation.citizen_limits import Limits, Rates
from bot.conversation.dispatcher import Dispatcher
from bot.conversation.reading_ahead import ReadText
from bot.engine.engine import Engine
from bot.engine.entry_points import EntryPoints
from bot.engine.flow import Context, Flow
from bot.engine.links import DeepLink
from bot.engine.model import Ask, Go, Link, Message, Reply, Say
from bot.engine.reading import Read, UnreadTextError
from bot.engine.registry import Registry
from bot.engine.turn import Turn, TurnKind
from bot.storage.database import Database
from bot.storage.heartbeat import Heartbeat
from bot.storage.process import Here, this_process
from tests.untranslated import UNTRANSLATED

# A process that has ended: no system gives so high a number.
DEAD = Here(this_process().place, 2**30, 1)

Ctx = Context[Read | None]
flow: Flow[Read | None] = Flow("echo", words=("menu",))


@dataclass(frozen=True)
class Counted:
    n: int = 0


counting: Flow[Read | None, Counted] = Flow("count", data=Counted)


@flow.step("free")
async def free(ctx: Ctx) -> Reply:
    text = ctx.answer.text or ctx.turn.text
    if text.startswith("poison"):
        raise RuntimeError(f"can't swallow {text}")
    if text.startswith("needs "):
        return _needs(text.split()[1:], ctx.services)
    return Say(f"echo {text}")


def _needs(texts: list[str], read: Read | None) -> Reply:
    """Say which of these earlier texts were read before the turn; ask for those that were not."""
    have = [str(one.known) for one in read.others] if read else []
    for text in texts:
        if text not in have and read is not None and read.asks:
            raise UnreadTextError(text)
    return Say(f"read {' '.join(have)}")


@counting.step("start")
async def start(ctx: Context[Read | None, Counted]) -> Reply:
    return Ask(f"{ctx.data.n}?", wants=("text",), to=add)


@counting.act("add")
async def add(ctx: Context[Read | None, Counted]) -> Reply:
    return Go(start, Counted(ctx.data.n + int(ctx.answer.text)))


counting.link(DeepLink("count"), to=start)


@flow.step("notice")
async def notice(_ctx: Ctx) -> Reply:
    return None


def engine() -> Engine[Read | None]:
    entry_points = EntryPoints(
        menu=free,
        free=free,
        point=free,
        person=Link("count"),
        notice=notice,
    )
    return Engine(Registry([flow, counting]), entry_points=entry_points, texts=UNTRANSLATED)


@dataclass
class MemoryChannel(Channel):
    """A channel that keeps what it sent; `troubles` are raised first, one a send."""

    name: str = "web"
    said: list[tuple[str, str]] = field(default_factory=list)
    troubles: list[SendError] = field(default_factory=list)
    slow: float = 0.0
    traits: Traits = field(default_factory=Traits)

    def turn(self, body: Mapping[str, object]) -> Turn | None:
        if body.get("ignore"):
            return None
        kind = TurnKind(str(body.get("kind", "text")))
        return Turn(
            kind,
            self.name,
            str(body["peer"]),
            datetime.now(UTC),
            text=str(body.get("text", "")),
            token=str(body.get("token", "")),
        )

    async def send(self, peer: str, message: Message) -> str:
        await asyncio.sleep(self.slow)
        if self.troubles:
            raise self.troubles.pop(0)
        self.said.append((peer, message.text))
        return str(len(self.said))

    async def run(self, accept: Accept) -> None:
        await asyncio.Event().wait()


def clock() -> datetime:
    return datetime.now(UTC)


@dataclass
class BotProcess:
    """The dispatcher and delivery of one process over a database."""

    database: Database
    chat: MemoryChannel
    name: str = "main"
    here: Here | None = None
    reader: ReadText | None = None
    rates: Rates | None = None
    staff: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        channels = {self.chat.name: self.chat}
        limits = Limits(
            channels,
            is_staff=self._is_staff,
            is_danger=lambda text: "пожежа" in text,
            rates=self.rates or Rates(),
        )
        self.heartbeat = Heartbeat(self.database, name=self.name, clock=clock, here=self.here)
        self._begun = False
        self.delivery = Delivery(
            self.database,
            channels=channels,
            pacers={},
            clock=clock,
            heartbeat=self.heartbeat,
            passing=lambda _point: None,
        )
        self.dispatcher: Dispatcher[Read | None] = Dispatcher(
            self.database,
            engine(),
            channels=channels,
            services=lambda _unit, read: read,
            delivery=self.delivery,
            clock=clock,
            me=lambda: self.heartbeat.epoch,
            passing=lambda _point: None,
            reader=self.reader,
            limits=limits if self.rates else None,
        )

    async def _is_staff(self, _channel: str, peer: str) -> bool:
        return peer in self.staff

    async def begins(self, *, sweeps: bool = True) -> None:
        """Register, and perhaps take what the dead have left."""
        await self.heartbeat.begin()
        self._begun = True
        if sweeps:
            await self.delivery.sweep()

    async def hears(self, *events: tuple[str, str, str]) -> None:
        """Accept (event id, peer, text)."""
        await self.accepts(
            *(RawEvent(number, peer, {"peer": peer, "text": text}) for number, peer, text in events)
        )

    async def accepts(self, *events: RawEvent) -> None:
        """Accept raw events."""
        if not self._begun:
            await self.begins()
        await self.dispatcher.accept("web", list(events))

    async def rests(self) -> None:
        """Until all is answered and sent."""
        await self.dispatcher.idle()
        await self.delivery.idle()

    def told(self, peer: str) -> list[str]:
        return [text for who, text in self.chat.said if who == peer]
