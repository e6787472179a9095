"""Viber as a channel."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import structlog
from starlette.routing import BaseRoute

from bot.channels.contract import (
    Accept,
    AnswerAtOnce,
    Broadcasting,
    Channel,
    Charging,
    Failure,
    FetchError,
    Fetching,
    Opening,
    RawEvent,
    SendError,
    Serving,
    TakeReceipt,
    Traits,
)
from bot.channels.fields import Json
from bot.channels.pace import Pace
from bot.channels.tariff import Tariff
from bot.channels.viber.account import PATH, account_of, advice, set_webhook
from bot.channels.viber.broadcast import BroadcastRefusedError
from bot.channels.viber.calls import CallError
from bot.channels.viber.client import GONE, TOO_LARGE, Client, FileError
from bot.channels.viber.inbound import name_of, peer_of, read_turn
from bot.channels.viber.send import Sender
from bot.channels.viber.webhook import Webhook
from bot.engine.model import Message
from bot.engine.texts import Texts
from bot.engine.turn import Turn
from bot.files.rules import CITIZEN_BYTES
from bot.pacing.backoff import Backoff

log = structlog.get_logger(__name__)

OFFICIAL = "https://chatapi.viber.com/pa"
PACE = Pace(per_peer=1.0, burst=6, total=28.0, bulk=15.0)
AGAIN = Backoff(0.5, 60.0)
# Sources differ on whether it is from the first or the last message on: this is the stricter.
SESSION = timedelta(hours=24)
FREE_ONLY = Tariff(SESSION)


def _now() -> datetime:
    return datetime.now(UTC)


class ViberChannel(Channel, Broadcasting, Charging, Fetching, Serving, Opening):
    """A bot in Viber.

    Args:
        token: of the bot, from Viber or a partner.
        texts: catalogues by language.
        api: base address of the Bot API.
        home: the https address of this service from outside; without one nothing comes in, and
            files go out as lines.
        name: what the service is called.
        tariff: what messages cost.
        take_receipt: writes down what became of a message.
        clock: aware UTC now.
        sleep: waits between failures.
    """

    name = "viber"
    traits = Traits(confirms_first=True, pace=PACE, keeps_history=True, receipts=True)

    def __init__(
        self,
        *,
        token: str,
        texts: Mapping[str, Texts],
        api: str = OFFICIAL,
        home: str = "",
        name: Callable[[], str],
        take_receipt: TakeReceipt,
        tariff: Tariff = FREE_ONLY,
        clock: Callable[[], datetime] = _now,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._token = token
        self.tariff = tariff
        self._take_receipt = take_receipt
        self._home = home
        self._client = Client(token, api=api)
        self._sender = Sender(self._client, texts=texts, name=name, home=home)
        self._clock = clock
        self._sleep = sleep
        self._uri = ""

    def turn(self, body: Mapping[str, object]) -> Turn | None:
        """The callback as a turn; None for a kind that is safely ignored."""
        if name_of(body) == "message":
            self._sender.replied(peer_of(body))
        return read_turn(body, channel=self.name, now=self._clock())

    async def send(self, peer: str, message: Message) -> str:
        """Send one message; its token. Raises SendError."""
        return await self._sender.send(peer, message)

    async def broadcast(self, peers: Sequence[str], message: Message) -> Sequence[str | SendError]:
        """Send it to up to 300 at once; of each its token or why not. Raises SendError."""
        try:
            return await self._sender.broadcast(peers, message)
        except BroadcastRefusedError:
            self.broadcasts = False
            raise SendError(Failure.RETRY, "Viber lets this bot write to one at a time") from None

    def opens_session(self, body: Mapping[str, object]) -> bool:
        """Only what a person writes does, or a tap, which is a message too."""
        return name_of(body) == "message"

    def pieces(self, peer: str, message: Message) -> int:
        """As how many messages of Viber it is counted."""
        return self._sender.pieces(peer, message)

    async def fetch(self, ref: str) -> bytes:
        """The bytes of a file that a citizen sent, at most 20 MB. Raises FetchError."""
        try:
            return await self._client.download(ref, most=CITIZEN_BYTES)
        except FileError as error:
            raise _fetch_error(error) from None

    async def run(self, accept: Accept) -> None:  # noqa: ARG002 -- the route accepts
        """Have callbacks posted to us, until cancelled."""
        if self._home.startswith("https://"):
            await self._insist(self._home + PATH)
        else:
            log.warning("viber.no_webhook", hint="set MISTOK_PUBLIC_URL=https://…")
        await asyncio.Event().wait()

    async def _insist(self, url: str) -> None:
        """Set the webhook, again until it works: Viber asks this service while it is set."""
        failures = 0
        while True:
            try:
                await set_webhook(self._client, url)
                return
            except CallError as error:
                failures += 1
                pause, status = AGAIN.after(failures), error.status
                log.warning(
                    "viber.webhook_not_set", status=status, hint=advice(status), pause=pause
                )
                await self._sleep(pause)

    def routes(self, accept: Accept, answer: AnswerAtOnce) -> list[BaseRoute]:
        """The webhook's route."""

        async def greet(event: RawEvent) -> Json | None:
            return await self._greeting(event, answer)

        webhook = Webhook(
            self._token,
            accept=accept,
            greet=greet,
            take_receipt=self._take_receipt,
            channel=self.name,
            reception=self.reception,
        )
        return [webhook.route()]

    async def _greeting(self, event: RawEvent, answer: AnswerAtOnce) -> Json | None:
        """What is said to who opens the chat, if it is one message; else it is sent as others."""
        answered = await answer(self.name, event)
        said = self._sender.welcome(event.peer, answered.messages)
        if said is not None:
            answered.given()
        return said

    async def address(self, link: str) -> str:
        """What opens the bot with this deep link, "" for a bot without an address.

        Raises CallError.
        """
        self._uri = self._uri or (await account_of(self._client)).uri
        return f"viber://pa?{urlencode({'chatURI': self._uri, 'context': link})}" * bool(self._uri)

    async def close(self) -> None:
        """Close connections."""
        await self._client.close()


def _fetch_error(error: FileError) -> FetchError:
    """What the desk does about it."""
    if error.status == TOO_LARGE:
        return FetchError(Failure.BAD, "the file is too large for a bot to fetch")
    if error.status in GONE:
        return FetchError(Failure.GONE, "Viber no longer has the file")
    return FetchError(Failure.RETRY, str(error))
