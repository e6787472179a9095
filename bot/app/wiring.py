"""The composition root: puts settings, content, storage, engine and channels together."""

import asyncio
import hmac
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import partial

import structlog
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from bot.app.channels import fetched, make_channels, polling, tariffs
from bot.app.content_index import ContentIndex
from bot.app.current_content import CurrentContent
from bot.app.features import FEATURES
from bot.app.housekeeping import CLOCK, Housekeeping
from bot.app.kept_secrets import secret_of
from bot.app.operations import operation_routes
from bot.app.receiving import Receiving
from bot.app.settings import Settings
from bot.app.site import site
from bot.channels.contract import Channel, Failure, Serving
from bot.channels.delivery import Delivery
from bot.channels.pace import Pacer
from bot.channels.receipts import Receipts
from bot.console.console import Console
from bot.console.routes import console_routes
from bot.contracts.feature import Lost
from bot.contracts.features import Features
from bot.contracts.services import Process, Services, Site
from bot.conversation.citizen_limits import Limits, Rates
from bot.conversation.dispatcher import Dispatcher
from bot.conversation.notifier import Notifier
from bot.conversation.other_chats import send_elsewhere
from bot.conversation.transcript import Transcript
from bot.conversation.turns import Passing
from bot.engine.engine import Engine
from bot.engine.registry import Registry
from bot.engine.texts import load_texts
from bot.languages.folder import LOCALES
from bot.storage import outbox
from bot.storage.database import Database, Unavailable, Unit
from bot.storage.exclusive import only_process
from bot.storage.heartbeat import Heartbeat
from bot.storage.inbox import peer_key
from bot.storage.migrate import migrate
from bot.storage.vault import Vault
from bot.web.bounds import Bounds
from bot.web.change_signal import ChangeSignal
from handlers import ENTRY_POINTS, PUBLISHED

log = structlog.get_logger(__name__)

STOP_SECONDS = 8.0
CANCEL_AGAIN_SECONDS = 0.5
RATES: Rates | None = Rates()  # how much one citizen may send
PACED = True  # no faster than a channel allows


def utc_now() -> datetime:
    """The clock of the process."""
    return datetime.now(UTC)


def ignore(_point: str) -> None:
    """Nobody watches the points of a message's way."""


class App:
    """One process of Місток. `channels` may be given by tests and the terminal."""

    def __init__(
        self,
        settings: Settings,
        *,
        content_index: ContentIndex | None = None,
        channels: Mapping[str, Channel] | None = None,
        passing: Passing = ignore,
        clock: Callable[[], datetime] = utc_now,
        features: Features = FEATURES,
    ) -> None:
        self.settings = settings
        secrets = secret_of(settings)
        self.texts = load_texts(LOCALES)
        self._serves = channels is None  # a terminal may work beside a service
        self.change_signal = ChangeSignal()
        mails = bool(settings.smtp_host)
        self._notifier = Notifier(
            features, self.texts, nudge=lambda: self.delivery.nudge(), clock=clock, mails=mails
        )
        self.features = features
        self._content = CurrentContent(
            settings.content,
            given=content_index,
            sentences=settings.sentence_model == "on",
            features=features,
            site=Site(settings.address, mails=mails),
            publish=self._notifier.publish,
            published=self.change_signal.signal,
        )
        self.bind = self._content.bind
        self.database = Database(settings.database, vault=Vault(secrets))
        self._key = hmac.digest(secrets[-1].encode(), b"desk forms", "sha256")
        self.program = features.program(Process(settings, self.database, clock, self.bind))
        self.channels = channels or make_channels(
            settings,
            secrets,
            self.texts,
            self.program,
            Transcript(self.database, clock),
            self._content.name,
            lambda lang: features.phones(self.content_index.content, lang),
            Receipts(self.database, lost=self._lost, clock=clock).take,
        )
        self.heartbeat = Heartbeat(
            self.database,
            name=settings.instance or "mistok",
            clock=clock,
            serves=self._serves,
            wanted=(CLOCK, *polling(self.channels)),
            freed=self._take_over,
        )
        self.delivery = Delivery(
            self.database,
            channels=self.channels,
            pacers={
                name: Pacer(one.traits.pace)
                for name, one in self.channels.items()
                if PACED and one.traits.pace is not None
            },
            clock=clock,
            heartbeat=self.heartbeat,
            passing=passing,
            only=next(iter(channels)) if channels and len(channels) == 1 else "",
            lost=self._lost,
        )
        self.engine: Engine[Services] = Engine(
            Registry(
                features.flows, published=[*PUBLISHED, *(entry.to for entry in features.menu)]
            ),
            entry_points=ENTRY_POINTS,
            texts=self.texts,
            guard=self._content.danger,
            opens=features.opens,
        )
        self.dispatcher: Dispatcher[Services] = Dispatcher(
            self.database,
            self.engine,
            channels=self.channels,
            services=self.bind,
            reader=self._content.read,
            limits=self._limits(RATES) if RATES else None,
            back=self._sent_again,
            prepare=Services.prepare,
            delivery=self.delivery,
            clock=clock,
            me=lambda: self.heartbeat.epoch,
            passing=passing,
        )
        self._clock = clock
        self.housekeeping = Housekeeping(
            self.database,
            dispatcher=self.dispatcher,
            delivery=self.delivery,
            heartbeat=self.heartbeat,
            due=features.due,
            bind=self.bind,
            program=self.program,
            clock=clock,
        )
        self._receiving = Receiving(
            self.channels, self.dispatcher.accept, self.heartbeat, self._commands()
        )
        self._waking: asyncio.Task[None] | None = None

    @property
    def content_index(self) -> ContentIndex:
        """What is answered from at present."""
        return self._content.index

    def _limits(self, rates: Rates) -> Limits:
        return Limits(
            self.channels,
            is_staff=self._is_trusted,
            is_danger=lambda text: self._content.danger(text) is not None,
            rates=rates,
        )

    async def _lost(self, unit: Unit, letter: int, failure: Failure) -> None:
        """A letter is lost in its chat: another one gets it, or its feature learns of it."""
        if await send_elsewhere(unit, letter, now=self._clock()):
            unit.after(self.delivery.nudge)
            return
        key = await outbox.key_of(unit, letter)
        await self.features.lost(self.bind(unit), Lost(key, failure.value, self._clock()))

    async def _sent_again(self, unit: Unit, keys: Sequence[str]) -> None:
        """A citizen is back: what they missed goes out, and the features that began it know."""
        services = self.bind(unit)
        for key in keys:
            await self.features.sent_again(services, key, self._clock())
        unit.after(self.delivery.nudge)

    async def _is_trusted(self, channel: str, peer: str) -> bool:
        """Whether this conversation may send more than a citizen's."""
        async with self.database.reading() as unit:
            return await self.features.trusts(unit, peer_key(unit, channel, peer))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answer what waits and go on answering; the channels receive meanwhile."""
        async with AsyncExitStack() as stack:
            if self._serves:
                stack.enter_context(only_process(self.settings.database))
            migrate(self.settings.database, vault=self.database.vault)
            await self.database.open()
            stack.push_async_callback(self.database.close)
            stack.callback(self.dispatcher.close)
            await self.heartbeat.begin()
            stack.push_async_callback(self.heartbeat.end)
            await self.delivery.sweep()
            await self.dispatcher.sweep()
            tasks = [
                asyncio.create_task(self.heartbeat.run()),
                asyncio.create_task(self.housekeeping.run()),
                asyncio.create_task(self._content.warm()),
            ]
            if self._content.is_watched:
                tasks.append(asyncio.create_task(self._content.watch()))
            tasks += self._receiving.begin_all()
            stack.push_async_callback(self._stop, tasks)
            yield

    async def _stop(self, tasks: list[asyncio.Task[None]]) -> None:
        await _end(tasks)
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await self.rest()
        await _end(self.delivery.senders)  # what they have not sent is sent after the next start
        for channel in self.channels.values():
            await channel.close()

    async def rest(self) -> None:
        """Wait until everything accepted is answered and sent."""
        await self.dispatcher.idle()
        await self.delivery.idle()

    async def ended(self, channel: str) -> None:
        """Wait until a channel has nothing more to receive (the terminal was closed)."""
        await self._receiving.ended(channel)
        await self.rest()

    def _take_over(self) -> None:
        """A process ended: its letters and events are anybody's."""
        self.delivery.nudge()
        self._waking = asyncio.create_task(self._wake_all())

    async def _wake_all(self) -> None:
        with suppress(Unavailable):
            await self.dispatcher.sweep()

    def _commands(self) -> dict[str, list[tuple[str, str]]]:
        flows = [flow for flow in self.features.flows if flow.command and flow.title]
        return {
            lang: [(flow.command, texts.text(flow.title)) for flow in flows]
            for lang, texts in self.texts.items()
        }

    def web(self, bounds: Bounds = Bounds()) -> ASGIApp:  # noqa: B008 -- it can't be changed
        """All pages and endpoints of this process, guarded."""
        translate = {lang: texts.text for lang, texts in self.texts.items()}
        routes: list[BaseRoute] = []
        for channel in self.channels.values():  # first those that are asked for most
            if isinstance(channel, Serving):
                routes += channel.routes(self.dispatcher.accept, self.dispatcher.answer)
        routes += [
            *operation_routes(
                self.database,
                holds=self.heartbeat.duties,
                reception=self.dispatcher.reception.line,
                content=lambda: self.content_index.state.told,
                token=self.settings.metrics_token,
                tariffs=tariffs(self.channels),
                clock=self._clock,
            ),
            *self.features.routes(self.program, translate),
            *console_routes(self.console(), self.features.pages),
        ]
        return site(
            routes,
            bounds,
            translate,
            proxies=self.settings.proxies,
            https=self.settings.address.startswith("https:"),
        )

    def console(self) -> Console:
        """What all pages of the desk share."""
        return Console(
            database=self.database,
            bind=self.bind,
            texts=self.texts,
            change_signal=self.change_signal,
            program=self.program,
            fetch=partial(fetched, self.channels),
            clock=self._clock,
            key=self._key,
            address=self.settings.address,
            navigation=self.features.navigation,
        )

    async def end_streams(self) -> None:
        """Let open pages go, so that the web server can stop."""
        self.change_signal.close()
        for channel in self.channels.values():
            if isinstance(channel, Serving):
                await channel.end_streams()


async def _end(tasks: Collection[asyncio.Task[None]]) -> None:
    """Cancel until they end: on Python 3.11 a wait_for (of psycopg's pool) can lose one call."""
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=CANCEL_AGAIN_SECONDS)
