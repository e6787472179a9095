"""Asks Telegram for updates and confirms them after they are durable."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

import structlog

from bot.channels.contract import Accept
from bot.channels.reception import Reception
from bot.channels.telegram.calls import NETWORK, CallError
from bot.channels.telegram.inbound import UPDATES, read_event
from bot.pacing.backoff import Backoff
from bot.storage.database import Unavailable

if TYPE_CHECKING:  # the library is big: see TelegramChannel
    from bot.channels.telegram.client import Client

log = structlog.get_logger(__name__)

WAIT = 50  # seconds, the longest Telegram holds a request
MANY = 100
AGAIN = Backoff(0.5, 60.0)

Sleep = Callable[[float], Awaitable[None]]


class UnreadableError(CallError):
    """The call worked, and what it brought is nothing that we can read."""


class Patience:
    """Pauses between failures, doubling up to a minute."""

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        self._sleep = sleep
        self._failures = 0

    def renew(self) -> None:
        """It worked: the next failure waits briefly again."""
        self._failures = 0

    async def wait(self, error: Exception) -> None:
        """Log the failure, without its text unless it is Telegram's, and wait."""
        asked = error.after if isinstance(error, CallError) else 0.0
        self._failures += 1
        pause = max(asked, AGAIN.after(self._failures))
        if isinstance(error, Unavailable):  # logged once by who watches the database
            self._failures, pause = 1, AGAIN.first
        elif not isinstance(error, CallError):
            log.error("telegram.not_accepted", pause=pause, exc_info=error)
        elif error.code in {401, 404}:
            log.error("telegram.token_refused", hint="check MISTOK_TELEGRAM_TOKEN", pause=pause)
        elif error.code == 409:
            log.warning("telegram.conflict", reason=error.description, pause=pause)
        else:
            log.warning("telegram.unreachable", code=error.code, pause=pause)
        await self._sleep(pause)


async def insist(
    client: "Client", method: str, params: Mapping[str, object], sleep: Sleep
) -> object:
    """Call until it works; for what the bot can't begin without.

    Raises CallError when Telegram refuses the parameters themselves.
    """
    patience = Patience(sleep)
    while True:
        try:
            return await client.call(method, params)
        except CallError as error:
            if error.code == 400:
                raise
            await patience.wait(error)


async def poll(
    client: "Client",
    accept: Accept,
    *,
    channel: str,
    reception: Reception,
    wait: int = WAIT,
    sleep: Sleep = asyncio.sleep,
) -> None:
    """Receive updates until cancelled.

    The offset confirms what came before it, so it moves only after `accept` returned: updates
    of a failed batch come again, and the inbox knows those it has.
    """
    offset = 0
    patience = Patience(sleep)
    await insist(client, "deleteWebhook", {"drop_pending_updates": False}, sleep)
    while True:
        try:
            updates = await _updates(client, offset, wait)
            offset = await _take(updates, accept, channel) or offset
        except CallError as error:
            if error.code == 409 and error.says("webhook"):
                await insist(client, "deleteWebhook", {"drop_pending_updates": False}, sleep)
            if isinstance(error, UnreadableError):
                reception.failed(channel, error.description)
            await patience.wait(error)
        except Exception as error:  # the inbox failed, whatever the reason: ask again
            await patience.wait(error)
        else:
            patience.renew()


async def _updates(client: "Client", offset: int, wait: int) -> list[object]:
    params: dict[str, object] = {"limit": MANY, "timeout": wait, "allowed_updates": UPDATES}
    if offset:
        params["offset"] = offset
    updates = await client.call("getUpdates", params, wait=wait)
    if not isinstance(updates, list):
        raise UnreadableError(NETWORK, "the answer is no list")
    return updates


async def _take(updates: list[object], accept: Accept, channel: str) -> int:
    """Make a batch durable; the offset that confirms it, 0 when there is nothing to confirm."""
    events = [event for event in map(read_event, updates) if event]
    if events:
        await accept(channel, events)
    elif updates:
        raise UnreadableError(NETWORK, "no update could be read")
    return max((int(event.id) + 1 for event in events), default=0)
