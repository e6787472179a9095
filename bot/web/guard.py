"""Bounds what is answered at once: requests and streams, in all and of one address."""

from collections.abc import Mapping
from functools import partial

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.addresses import key_of
from bot.web.bounds import Bounds
from bot.web.plain_page import Translate
from bot.web.refusals import refusal
from bot.web.slots import Slot, Slots

ALWAYS = frozenset({"/healthz", "/readyz"})  # what watches the service must see it
STREAMS = frozenset({"/chat/stream", "/desk/stream"})
READING = frozenset({"GET", "HEAD"})
SLOT = "mistok.slot"  # in the scope: the connection ends it when the client is too slow
VOUCH = "mistok.vouch"  # in the scope
DISCONNECT: Message = {"type": "http.disconnect"}


def vouch(scope: Scope) -> None:
    """Who asks has proved who they are: what they ask no longer counts for their address.

    A messenger posts for all its people from a few addresses.
    """
    if VOUCH in scope:
        scope[VOUCH]()


class Guard:
    """ASGI: a request gets a slot, or an answer in words with the time to come again."""

    def __init__(self, app: ASGIApp, bounds: Bounds, translate: Mapping[str, Translate]) -> None:
        self._app = app
        self._bounds = bounds
        self._translate = translate
        self._requests = Slots(bounds.requests, bounds.requests_per_address)
        self._streams = Slots(bounds.streams, bounds.streams_per_address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say when."""
        if scope["type"] != "http" or scope["path"] in ALWAYS:
            await self._app(scope, receive, send)
        elif len(scope["headers"]) > self._bounds.headers:
            await self._refuse(431, scope, receive, send)
        else:
            await self._with_slot(scope, receive, send)

    async def _with_slot(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        key = key_of(client[0]) if client else ""
        is_stream = scope["path"] in STREAMS
        slots = self._streams if is_stream else self._requests
        slot = slots.take(key, may_end=is_stream or scope["method"] not in READING)
        if slot is None:
            await self._refuse(429 if slots.is_full_for(key) else 503, scope, receive, send)
            return
        scope[SLOT] = slot
        scope[VOUCH] = partial(slots.vouch, slot)
        answer = _Answer(slot, receive, send, is_stream=is_stream)
        try:
            await self._app(scope, answer.receive, answer.send)
        except ClientDisconnect:
            if not slot.status:
                raise
        finally:
            slots.free(slot)
        if slot.status:
            await self._end(answer, scope, receive, send)

    async def _end(self, answer: "_Answer", scope: Scope, receive: Receive, send: Send) -> None:
        """Finish what was cut off: the client then knows that it has all there is."""
        if not answer.started:
            await self._refuse(answer.slot.status, scope, receive, send)
        elif not answer.complete:
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _refuse(self, status: int, scope: Scope, receive: Receive, send: Send) -> None:
        await refusal(scope, status, self._translate)(scope, receive, send)


class _Answer:
    """One request and its response, while it has its slot."""

    def __init__(self, slot: Slot, receive: Receive, send: Send, *, is_stream: bool) -> None:
        self.slot = slot
        self.started = False
        self.complete = False
        self._receive = receive
        self._send = send
        self._is_stream = is_stream

    async def receive(self) -> Message:
        """What the client sends; once the slot has ended, that the client is gone."""
        if self.slot.status:
            return DISCONNECT
        try:
            async with self.slot.patience():
                message = await self._receive()
        except TimeoutError:
            return DISCONNECT
        finally:
            self.slot.rest()
        if not message.get("more_body") and not self._is_stream:
            self.slot.may_end = False  # all is here: it is answered
        return message

    async def send(self, message: Message) -> None:
        """Pass on; an answer to what was cut off before is not: the refusal takes its place."""
        if self.slot.status and not self.started:
            return
        self.started = True
        self.complete = message["type"] == "http.response.body" and not message.get("more_body")
        await self._send(message)
