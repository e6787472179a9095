"""Telegram as a channel."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import structlog
from starlette.routing import BaseRoute

from bot.channels.contract import (
    Accept,
    AnswerAtOnce,
    Channel,
    Commanding,
    Commands,
    Failure,
    FetchError,
    Fetching,
    Noticing,
    Opening,
    ReadFile,
    Serving,
    Traits,
    no_file,
)
from bot.channels.pace import Pace
from bot.channels.telegram.calls import CallError
from bot.channels.telegram.inbound import UPDATES, query_id, read_turn, typing_chat
from bot.channels.telegram.polling import WAIT, Sleep, insist, poll
from bot.channels.telegram.webhook import Webhook, webhook_route
from bot.engine.model import Message
from bot.engine.texts import FALLBACK, Texts
from bot.engine.turn import Turn
from bot.files.rules import CITIZEN_BYTES

log = structlog.get_logger(__name__)

OFFICIAL = "https://api.telegram.org"
# About one message a second to one chat (short bursts pass), 30 a second in all.
PACE = Pace(per_peer=1.0, burst=6, total=28.0, bulk=15.0)

RECALLED = timedelta(hours=47)  # Telegram lets a message be deleted for two days


def _now() -> datetime:
    return datetime.now(UTC)


class TelegramChannel(Channel, Noticing, Fetching, Serving, Opening, Commanding):
    """A bot in Telegram, in private chats only.

    Args:
        token: of the bot, from @BotFather.
        texts: catalogues by language.
        api: base address of the Bot API server.
        read_file: the bytes of a file that goes out; where there are none, its link goes.
        webhook: where Telegram posts updates; None asks for them by long polling.
        wait: seconds a poll may be held by the server.
        clock: aware UTC now.
        sleep: waits between failures.
    """

    name = "telegram"

    def __init__(
        self,
        *,
        token: str,
        texts: Mapping[str, Texts],
        api: str = OFFICIAL,
        read_file: ReadFile = no_file,
        webhook: Webhook | None = None,
        wait: int = WAIT,
        clock: Callable[[], datetime] = _now,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        # The library costs 12 MB: only those who use Telegram pay for it.
        from bot.channels.telegram.client import Client
        from bot.channels.telegram.send import Sender

        self._client = Client(token, api=api)
        self._sender = Sender(self._client, texts=texts, read_file=read_file)
        self._webhook = webhook
        # Telegram refuses a second one that asks.
        self.traits = Traits(polls=webhook is None, pace=PACE, keeps_history=True, recalls=RECALLED)
        self._wait = wait
        self._clock = clock
        self._sleep = sleep
        self._username = ""

    def turn(self, body: Mapping[str, object]) -> Turn | None:
        """The update as a turn; None for a kind that is safely ignored."""
        return read_turn(body, channel=self.name, now=self._clock())

    async def send(self, peer: str, message: Message) -> str:
        """Send one message; its id. Raises SendError."""
        return await self._sender.send(peer, message)

    async def fetch(self, ref: str) -> bytes:
        """The bytes of a file that a citizen sent, at most 20 MB. Raises FetchError."""
        try:
            return await self._client.download(ref, most=CITIZEN_BYTES)
        except CallError as error:
            raise _fetch_error(error) from None

    async def notice(self, body: Mapping[str, object]) -> None:
        """Stop a pressed button's spinner, or show "typing…". Never raises."""
        try:
            if query := query_id(body):
                await self._client.call("answerCallbackQuery", {"callback_query_id": query})
            elif chat := typing_chat(body):
                await self._client.call("sendChatAction", {"chat_id": chat, "action": "typing"})
        except CallError as error:
            log.info("telegram.notice_failed", code=error.code)
        except Exception as error:
            log.warning("telegram.notice_failed", exc_info=error)

    async def run(self, accept: Accept) -> None:
        """Receive until cancelled: poll, or register the webhook, whose route accepts."""
        if self._webhook is None:
            await poll(
                self._client, accept, channel=self.name, reception=self.reception,
                wait=self._wait, sleep=self._sleep,
            )  # fmt: skip
            return
        params = {
            "url": self._webhook.url,
            "secret_token": self._webhook.secret,
            "allowed_updates": UPDATES,
        }
        await insist(self._client, "setWebhook", params, self._sleep)
        await asyncio.Event().wait()

    def routes(self, accept: Accept, answer: AnswerAtOnce) -> list[BaseRoute]:  # noqa: ARG002
        """The webhook's route; none when polling."""
        if self._webhook is None:
            return []
        secret = self._webhook.secret
        return [webhook_route(accept, channel=self.name, secret=secret, reception=self.reception)]

    async def set_commands(self, commands_by_lang: Commands) -> None:
        """Show these (command, what it does) pairs in the menu, by the app's language.

        Apps in any other language see the Ukrainian ones. Best effort: a failure is logged.
        """
        try:
            for lang, commands in commands_by_lang.items():
                listed = [{"command": name, "description": about} for name, about in commands]
                await self._client.call(
                    "setMyCommands", {"commands": listed, "language_code": lang}
                )
                if lang == FALLBACK:
                    await self._client.call("setMyCommands", {"commands": listed})
        except CallError as error:
            log.warning("telegram.commands_failed", code=error.code)

    async def address(self, link: str) -> str:
        """What opens the bot with this deep link. Raises CallError."""
        if not self._username:
            self._username = str((await self._client.call("getMe"))["username"])
        return f"https://t.me/{self._username}?start={link}"

    async def close(self) -> None:
        """Close connections."""
        await self._client.close()


def _fetch_error(error: CallError) -> FetchError:
    """What the desk does about it."""
    if error.code == 413 or error.says("too big"):
        return FetchError(Failure.BAD, "the file is too large for a bot to fetch")
    if error.code in {400, 404}:
        return FetchError(Failure.GONE, "Telegram no longer has the file")
    return FetchError(Failure.RETRY, str(error))
