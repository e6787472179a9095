"""Takes callbacks that Viber posts to us, and confirms them after they are durable."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.body import CutOffError, TooLargeError, read_body
from bot.channels.contract import Accept, RawEvent, Receipt, ReceiptKind, TakeReceipt
from bot.channels.fields import Json
from bot.channels.payload import read_json
from bot.channels.reception import Reception
from bot.channels.viber.account import PATH
from bot.channels.viber.broadcast import shared_reference
from bot.channels.viber.inbound import (
    is_fresh,
    name_of,
    peer_of,
    read_event,
    read_receipt,
    with_text_token,
)
from bot.storage.database import Unavailable
from bot.web.guard import vouch

log = structlog.get_logger(__name__)

SIGNATURE_HEADER = "X-Viber-Content-Signature"
BODY_BYTES = 1024 * 1024
LOOKING = 1000  # receipts at once whose message is not known yet
PAUSES = (0.2, 1.0)

Greet = Callable[[RawEvent], Awaitable[Json | None]]


def signature_of(body: bytes, token: str) -> str:
    """What Viber signs a callback with: the HMAC of its very bytes."""
    return hmac.new(token.encode(), body, "sha256").hexdigest()


class Webhook:
    """The route of the webhook.

    Args:
        token: of the bot, which Viber signs with.
        accept: makes an event durable.
        greet: makes the opening of a chat durable; the one message that the response may hold.
        take_receipt: writes down what became of a message.
        channel: the channel's name.
        reception: is told of what can't be read.
    """

    def __init__(
        self,
        token: str,
        *,
        accept: Accept,
        greet: Greet,
        take_receipt: TakeReceipt,
        channel: str,
        reception: Reception,
    ) -> None:
        self._token = token
        self._accept = accept
        self._greet = greet
        self._take_receipt = take_receipt
        self._looking: set[asyncio.Task[bool]] = set()
        self._channel = channel
        self._reception = reception

    def route(self) -> Route:
        """401 without a true signature, 413 and 400 for what is no callback.

        200 only after the event is durable, 503 when it is not: Viber then posts it again.
        """
        return Route(PATH, self._take, methods=["POST"], name="viber_webhook")

    async def _take(self, request: Request) -> Response:
        try:
            raw = await read_body(request, most=BODY_BYTES)
        except TooLargeError:
            log.warning("viber.webhook_large")
            return Response(status_code=413)
        except CutOffError:
            return Response(status_code=400)
        shown = request.headers.get(SIGNATURE_HEADER, "").encode("latin-1")
        if not hmac.compare_digest(shown, signature_of(raw, self._token).encode()):
            log.warning("viber.webhook_forged")
            return Response(status_code=401)
        vouch(request.scope)
        callback = _read(raw)
        if callback is None:
            self._reception.failed(self._channel, "what Viber posts can't be read")
            log.warning("viber.webhook_unreadable")
            return Response(status_code=400)
        try:
            return await self._handle(callback)
        except Unavailable:  # logged once by who watches the database
            return Response(status_code=503, headers={"Retry-After": "5"})
        except Exception as error:
            log.error("viber.not_accepted", exc_info=error)
            return Response(status_code=503, headers={"Retry-After": "1"})

    async def _handle(self, callback: Json) -> Response:
        if receipt := read_receipt(callback):
            shared = shared_reference(receipt.reference, peer_of(callback))
            return await self._note(replace(receipt, also=shared), callback)
        event = read_event(callback)
        if event is None:
            log.debug("viber.ignored", name=name_of(callback))
            return Response(status_code=200)
        if name_of(callback) == "conversation_started":
            said = await self._greet(event)
            return JSONResponse(said) if said else Response(status_code=200)
        await self._accept(self._channel, [event])
        return Response(status_code=200)

    async def _note(self, receipt: Receipt, callback: Json) -> Response:
        """Write a receipt down. It may come before we have noted how Viber calls the message."""
        if await self._take_receipt(self._channel, receipt):
            return Response(status_code=200)
        if receipt.kind is ReceiptKind.FAILED:
            if is_fresh(callback, datetime.now(UTC)):
                return Response(status_code=503, headers={"Retry-After": "1"})
            return Response(status_code=200)
        if len(self._looking) < LOOKING:
            task = asyncio.create_task(self._look_again(receipt))
            self._looking.add(task)
            task.add_done_callback(self._looking.discard)
        return Response(status_code=200)

    async def _look_again(self, receipt: Receipt) -> bool:
        """That it arrived is of little weight: a few looks must do. Welcomes are never known."""
        for pause in PAUSES:
            await asyncio.sleep(pause)
            with suppress(Exception):  # told by who watches the database
                if await self._take_receipt(self._channel, receipt):
                    return True
        return False


def _read(raw: bytes) -> Json | None:
    """The callback; None for what is none."""
    try:
        found = read_json(raw)
    except (ValueError, RecursionError):
        return None
    return with_text_token(found) if isinstance(found, dict) and name_of(found) else None
