"""Sends a Message: its calls in order, each failure as what delivery knows."""

import asyncio
from collections.abc import Mapping
from contextlib import nullcontext
from itertools import count

import structlog

from bot.channels.contract import Document, Failure, ReadFile, SendError, no_file
from bot.channels.telegram.calls import NETWORK, Call, CallError, Purpose
from bot.channels.telegram.client import Client
from bot.channels.telegram.render import render, wants_native
from bot.engine.model import Message
from bot.engine.texts import FALLBACK, Texts
from bot.files.rules import STAFF_BYTES
from bot.pacing.backoff import Backoff

log = structlog.get_logger(__name__)

PATIENCE = 20.0
AGAIN = Backoff(0.5, PATIENCE)
REFUSED_TOKEN_PAUSE = 60.0
MOST_NOTED = 5  # parts of a message whose ids are kept
MOST_AT_ONCE = 100  # messages are deleted by one call
UPLOADS = 2  # at once: each holds a whole file in memory


class Sender:
    """Sends messages through a client, in the recipient's language."""

    def __init__(
        self, client: Client, *, texts: Mapping[str, Texts], read_file: ReadFile = no_file
    ) -> None:
        self._client = client
        self._texts = texts
        self._read_file = read_file
        self._uploading = asyncio.Semaphore(UPLOADS)
        # Chats with a location keyboard open. Lost with the process, and then only tidiness is
        # lost: the keyboard folds itself after one use.
        self._keyboards: set[str] = set()

    async def send(self, peer: str, message: Message) -> str:
        """Send it whole; the ids of its parts, with commas. Raises SendError."""
        async with self._uploading if message.file else nullcontext():
            return await self._send(peer, message)

    async def _send(self, peer: str, message: Message) -> str:
        texts = self._texts.get(message.lang) or self._texts[FALLBACK]
        calls = render(
            message,
            chat=peer,
            text=texts.text,
            keyboard=peer in self._keyboards,
            document=await self._document(message),
        )
        if not calls:
            raise SendError(Failure.BAD, "the message is empty")
        sent: list[str] = []
        for number, call in enumerate(calls):
            if call.purpose is Purpose.TEXT:
                patience = PATIENCE if number else 0.0
                sent.append(await self._text(call, patience) or message.replace)
            else:
                patience = PATIENCE if call.purpose is Purpose.PIN else 0.0
                sent.append(await self._extra(call, patience))
        await self._recall(peer, message)
        if wants_native(message):
            self._keyboards.add(peer)
        else:
            self._keyboards.discard(peer)
        return ",".join(list(filter(None, sent))[-MOST_NOTED:])

    async def _recall(self, peer: str, message: Message) -> None:
        """Take back what was said before; what can't be any more stays."""
        noted = [one for several in message.recalled for one in several.split(",")]
        ids = [int(one) for one in dict.fromkeys(noted) if one.isdecimal()]
        ids = [one for one in ids if str(one) != message.replace]
        for first in range(0, len(ids), MOST_AT_ONCE):
            params = {"chat_id": peer, "message_ids": ids[first : first + MOST_AT_ONCE]}
            try:
                await self._client.call("deleteMessages", params)
            except CallError as error:
                log.warning("telegram.not_recalled", code=error.code)

    async def _document(self, message: Message) -> Document | None:
        """The file; None when there is none, or it goes as a link."""
        if message.file is None or message.file.size > STAFF_BYTES:
            return None
        try:
            return await self._read_file(message.file.id)
        except Exception as error:
            log.exception("telegram.file_unreadable", file=message.file.id)
            raise SendError(Failure.RETRY, "the file could not be read") from error

    async def _text(self, call: Call, patience: float) -> str:
        """Part of the message itself; its id, "" for an edited one. Raises SendError."""
        try:
            result = await self._call(call, patience)
        except CallError as error:
            if error.says("message is not modified"):
                return ""
            if call.instead and error.code in {400, 413}:
                return await self._text(call.instead, patience)
            raise send_error(error) from None
        if call.document:
            await _noted(call.document)
        return "" if call.method == "editMessageText" else _message_id(result)

    async def _extra(self, call: Call, patience: float) -> str:
        """Something the message does without: a failure is only logged. Its id, "" for none."""
        try:
            result = await self._call(call, patience)
            if call.purpose is Purpose.FLEETING:
                where = {"chat_id": call.params["chat_id"], "message_id": _message_id(result)}
                await self._client.call("deleteMessage", where)
                return ""
        except CallError as error:
            log.warning("telegram.extra_failed", method=call.method, code=error.code)
            return ""
        return _message_id(result)

    async def _call(self, call: Call, patience: float) -> object:
        """One call. What comes after a part that arrived is tried again here for a while:

        a new try of the whole message would say the first part twice.
        """
        for failures in count(1):
            try:
                return await self._client.call(call.method, call.params, document=call.document)
            except CallError as error:
                wait = error.after or AGAIN.after(failures)
                if not _passing(error) or wait > patience:
                    raise
            patience -= wait
            await asyncio.sleep(wait)
        raise AssertionError("tries never end")


async def _noted(document: Document) -> None:
    """The receipt. Without it the file has arrived all the same."""
    try:
        await document.arrived()
    except Exception:
        log.exception("telegram.receipt_failed")


def send_error(error: CallError) -> SendError:
    """What delivery does about it."""
    reason = str(error)
    if _passing(error):
        return SendError(Failure.RETRY, reason, after=error.after)
    if error.code in {401, 404}:
        return SendError(Failure.RETRY, "Telegram refuses the token", after=REFUSED_TOKEN_PAUSE)
    if error.code == 403 or error.says("chat not found"):
        return SendError(Failure.GONE, reason)
    return SendError(Failure.BAD, reason)


def _passing(error: CallError) -> bool:
    return error.code in {NETWORK, 409, 429} or error.code >= 500


def _message_id(result: object) -> str:
    number = result.get("message_id") if isinstance(result, dict) else None
    return str(number) if number else ""
