"""Sends a Message: its parts in order, each failure as what delivery knows."""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping, Sequence
from itertools import count

import structlog

from bot.channels.contract import Failure, SendError
from bot.channels.viber.broadcast import broadcast
from bot.channels.viber.calls import NETWORK, CallError, Status, operator_advice, send_error
from bot.channels.viber.client import Client
from bot.channels.viber.keyboard import Json, Translate, kept, still_of_use
from bot.channels.viber.limits import HOURLY
from bot.channels.viber.render import joined, render
from bot.engine.model import Key, Message
from bot.engine.texts import FALLBACK, Texts
from bot.pacing.backoff import Backoff

log = structlog.get_logger(__name__)

PATIENCE = 20.0
AGAIN = Backoff(0.5, PATIENCE)
HOUR = 3600.0
LONGEST_PAUSE = 300.0
PEERS = 20_000


class Unanswered:
    """How many messages each person got within an hour without a reply: Viber allows so many.

    By this process alone, and since its start: what it does not know Viber tells.
    """

    def __init__(self, *, most: int = HOURLY, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._sent: OrderedDict[str, deque[float]] = OrderedDict()

    def replied(self, peer: str) -> None:
        """The person wrote: Viber counts anew."""
        self._sent.pop(peer, None)

    def pause(self, peer: str) -> float:
        """Seconds until one more may go out, 0 for now."""
        sent = self._sent.get(peer)
        while sent and self._clock() - sent[0] >= HOUR:
            sent.popleft()
        return HOUR - (self._clock() - sent[0]) if sent and len(sent) >= self._most else 0.0

    def count(self, peer: str) -> None:
        """One more went out."""
        self._sent.setdefault(peer, deque()).append(self._clock())
        self._sent.move_to_end(peer)
        while len(self._sent) > PEERS:
            self._sent.popitem(last=False)


class Sender:
    """Sends messages through a client, in the recipient's language.

    Args:
        client: calls Viber.
        texts: catalogues by language.
        name: what the service is called.
        home: its address from outside, "" for none.
        unanswered: keeps the hourly limit.
    """

    # Of what was said since the person's last word. Lost with the process, and then only comfort
    # is lost: what a button says can be typed.
    _buttons: OrderedDict[str, Sequence[Key]]

    def __init__(
        self,
        client: Client,
        *,
        texts: Mapping[str, Texts],
        name: Callable[[], str],
        home: str,
        unanswered: Unanswered | None = None,
    ) -> None:
        self._client = client
        self._texts = texts
        self._name = name
        self._home = home
        self._unanswered = unanswered or Unanswered()
        self._buttons = OrderedDict()

    def replied(self, peer: str) -> None:
        """The person wrote or tapped."""
        self._unanswered.replied(peer)
        self._buttons.pop(peer, None)

    async def send(self, peer: str, message: Message) -> str:
        """Send it whole; the token of its last part. Raises SendError."""
        if self._unanswered.pause(peer):
            raise self._too_many(peer)
        reference = ""
        for number, part in enumerate(self._rendered(peer, message)):
            if part["type"] == "rich_media":
                await self._extra(peer, part)
            else:
                reference = await self._part(peer, part, PATIENCE if number else 0.0)
        self._shown(peer, message)
        return reference

    async def broadcast(self, peers: Sequence[str], message: Message) -> Sequence[str | SendError]:
        """Send it to each by one call; of each its reference or why not.

        Raises SendError when it reached nobody, BroadcastRefusedError.
        """
        parts = render(
            message, text=self._text_of(message), name=self._name(), home=self._home, earlier=()
        )
        # Who got the first part of several must get the others too.
        if len(parts) > 1 or len(peers) == 1:
            return [await self._fate(peer, message) for peer in peers]
        free = [peer for peer in peers if not self._unanswered.pause(peer)]
        fates: dict[str, str | SendError] = {}
        if free:
            try:
                fates = dict(zip(free, await broadcast(self._client, free, parts[0]), strict=True))
            except CallError as error:
                raise send_error(error) from None
        for peer, fate in fates.items():
            if isinstance(fate, str):
                self._unanswered.count(peer)
                self._shown(peer, message)
        return [fates[peer] if peer in fates else self._too_many(peer) for peer in peers]

    async def _fate(self, peer: str, message: Message) -> str | SendError:
        try:
            return await self.send(peer, message)
        except SendError as error:
            return error

    def _too_many(self, peer: str) -> SendError:
        return SendError(
            Failure.RETRY, f"more than {HOURLY} messages within an hour without a reply",
            after=min(self._unanswered.pause(peer), LONGEST_PAUSE),
        )  # fmt: skip

    def pieces(self, peer: str, message: Message) -> int:
        """How many messages of Viber it is."""
        return len(self._rendered(peer, message))

    def welcome(self, peer: str, messages: Sequence[Message]) -> Json | None:
        """All that is said to who opens the chat, as the one message that a response may hold.

        None when there is nothing to say, or when it is too long for one.
        """
        if not messages:
            return None
        whole = joined(messages, self._text_of(messages[-1]))
        parts = self._rendered(peer, whole)
        if len(parts) > 1:
            return None
        self._shown(peer, whole)
        return parts[0]

    def _text_of(self, message: Message) -> Translate:
        return (self._texts.get(message.lang) or self._texts[FALLBACK]).text

    def _rendered(self, peer: str, message: Message) -> list[Json]:
        earlier = still_of_use(message, self._buttons.get(peer, ()))
        return render(
            message, text=self._text_of(message), name=self._name(), home=self._home,
            earlier=earlier,
        )  # fmt: skip

    def _shown(self, peer: str, message: Message) -> None:
        """These buttons are under the field now."""
        self._buttons[peer] = kept(message, self._buttons.pop(peer, ()))
        while len(self._buttons) > PEERS:
            self._buttons.popitem(last=False)

    async def _extra(self, peer: str, part: Json) -> None:
        """Something the message does without: a failure is only logged."""
        try:
            await self._part(peer, part, 0.0)
        except SendError as error:
            log.warning("viber.extra_failed", reason=error.reason)

    async def _part(self, peer: str, part: Json, patience: float) -> str:
        """One part; its token. Raises SendError.

        What comes after a part that arrived is tried again here for a while: a new try of the
        whole message would say the first part twice.
        """
        for failures in count(1):
            try:
                answer = await self._client.call("send_message", {"receiver": peer, **part})
            except CallError as error:
                status = error.status
                if advice := operator_advice(status):
                    log.error("viber.account", status=status, hint=advice)
                wait = AGAIN.after(failures)
                if status not in {NETWORK, Status.TOO_MANY_REQUESTS} or wait > patience:
                    raise send_error(error) from None
            else:
                self._unanswered.count(peer)
                return str(answer.get("message_token") or "")
            patience -= wait
            await asyncio.sleep(wait)
        raise AssertionError("tries never end")
