"""The Bot API over python-telegram-bot's HTTP client: plain data in, plain data out.

Its `Bot` builds an object for every part of every answer, of which we use one number: 354 µs
a message against 41 µs here. So we call its request class, and read the JSON ourselves.
"""

import json
import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast
from urllib.parse import quote

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's own way to opt in

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest, RequestData

from bot.channels.contract import Document
from bot.channels.payload import read_json
from bot.channels.telegram.calls import NETWORK, CallError

CONNECTIONS = 64
TIMEOUT = 15.0
FILE_TIMEOUT = 90.0  # Telegram may think over a large file
TOO_LARGE = 413
LONGEST = 200  # letters of a description
VALUES = re.compile(r"""(["']).*\1|https?://\S+|@\w+|[^\x00-\x7f]+|\d{6,}""", re.DOTALL)
POOL_TIMEOUT = 5.0

# They log every address they call, and the token is part of it.
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("httpcore").setLevel(logging.INFO)


class TooLargeError(BadRequest):
    """The library has no error of its own for 413."""


CODES = (  # the first that fits: BadRequest and TimedOut are network errors to the library
    (Forbidden, 403),
    (TooLargeError, TOO_LARGE),
    (BadRequest, 400),
    (InvalidToken, 401),
    (Conflict, 409),
)


class Request(HTTPXRequest):
    """The library's client, silent about what it can't read: that may hold a citizen's words."""

    __slots__ = ()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """The answer's status and body. Raises TelegramError."""
        code, payload = await super().do_request(*args, **kwargs)
        if code == TOO_LARGE:
            raise TooLargeError("the file is too large")
        return code, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer's JSON. Raises TelegramError."""
        try:
            answer = read_json(payload)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or ("result" not in answer and "description" not in answer):
            raise TelegramError("the answer can't be read")
        return answer


@dataclass(frozen=True, slots=True)
class Fields:
    """Parameters of one call: the part of the library's RequestData that its client reads."""

    json_parameters: dict[str, str]
    multipart_data: dict[str, object] = field(default_factory=dict)


class Client:
    """Calls methods of the Bot API.

    Args:
        token: the bot's token; never logged, never in an error.
        api: base address of the Bot API server, without a slash at the end.
    """

    def __init__(self, token: str, *, api: str) -> None:
        self._base = f"{api}/bot{token}/"
        self._files = f"{api}/file/bot{token}/"
        self._request = Request(
            connection_pool_size=CONNECTIONS,
            read_timeout=TIMEOUT,
            write_timeout=TIMEOUT,
            connect_timeout=TIMEOUT,
            pool_timeout=POOL_TIMEOUT,
        )

    async def call(
        self,
        method: str,
        params: Mapping[str, object] | None = None,
        *,
        wait: float = 0.0,
        document: Document | None = None,
    ) -> Any:
        """The result of one call.

        Args:
            method: its name in the Bot API.
            params: its parameters as JSON values.
            wait: seconds the server may take besides the usual ones (long polling).
            document: a file to upload.

        Raises:
            CallError: it was refused, or no readable answer came.
        """
        fields = Fields(
            {name: _encode(value) for name, value in (params or {}).items()},
            {"document": (document.name, document.body)} if document else {},
        )
        wait = FILE_TIMEOUT if document else wait
        try:
            return await self._request.post(
                self._base + method,
                cast(RequestData, fields),
                read_timeout=TIMEOUT + wait,
            )
        except TelegramError as error:
            # Without its cause: that one's text has the address, and so the token.
            raise _call_error(error) from None
        except KeyError:
            raise CallError(NETWORK, "an answer without a result") from None

    async def download(self, file_id: str, *, most: int) -> bytes:
        """The bytes of a file that was sent to the bot. Raises CallError; 413 above `most`."""
        found = await self.call("getFile", {"file_id": file_id})
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str):
            raise CallError(NETWORK, "an answer without a file")
        if isinstance(size := found.get("file_size"), int) and size > most:
            raise CallError(TOO_LARGE, "the file is too large")
        try:
            body: bytes = await self._request.retrieve(
                self._files + quote(path), read_timeout=FILE_TIMEOUT
            )
        except TelegramError as error:
            refused = _call_error(error)
            # Here an unknown address is no unknown token: `getFile` knew it.
            code = 404 if refused.code == 401 else refused.code
            raise CallError(code, refused.description, after=refused.after) from None
        if len(body) > most:
            raise CallError(TOO_LARGE, "the file is too large")
        return body

    async def close(self) -> None:
        """Close connections."""
        await self._request.shutdown()


def _encode(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _without_values(description: str) -> str:
    """What Telegram says, without what it repeats of ours: quoted text, addresses, long numbers."""
    return VALUES.sub("…", description)[:LONGEST]


def _call_error(error: TelegramError) -> CallError:
    if isinstance(error, RetryAfter):
        after = error.retry_after
        seconds = after.total_seconds() if isinstance(after, timedelta) else float(after)
        return CallError(429, "too many requests", after=seconds)
    if isinstance(error, ChatMigrated):
        return CallError(400, "the chat became another one")
    # A proxy on the way may answer 403 or 404 too, but not as Telegram does.
    telegrams = not isinstance(error.__cause__, TelegramError)
    for kind, code in CODES:
        if telegrams and isinstance(error, kind):
            return CallError(code, _without_values(error.message))
    cause = type(error.__cause__ or error).__name__
    return CallError(NETWORK, "timed out" if isinstance(error, TimedOut) else f"network: {cause}")
