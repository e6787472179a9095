"""The Bot API through python-telegram-bot's public interface: plain data in, plain data out.

`Bot.do_api_request` gives a method's raw result. The methods of `Bot` that have names build an
object for every part of every answer, of which we use one number, and one update that the library
can't read would lose its whole batch. See docs/decisions/0009-telegram-by-library.md.
"""

import json
import logging
import os
import warnings
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import httpx

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's own way to opt in

from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, HTTPXRequest
from telegram.warnings import PTBUserWarning

from bot.channels.body import TooLargeError as TooLargeBodyError
from bot.channels.body import bounded
from bot.channels.contract import Document
from bot.channels.payload import read_json
from bot.channels.refusals import without_values
from bot.channels.telegram.calls import NETWORK, CallError
from bot.storage.held import needs_no_unit

CONNECTIONS = 64
TIMEOUT = 15.0
FILE_TIMEOUT = 90.0  # Telegram may think over a large file
UPLOAD_TIMEOUT = 20.0  # for each part of a file to be taken
POOL_TIMEOUT = 5.0
TOO_LARGE = 413
GONE = frozenset({401, 404})  # for a file's address: `getFile` knew the token
LONGEST_PAUSE = 10**6  # seconds; what asks for more is no number of Telegram's

# They log every address they call, and the token is part of it; the library, every text too.
logging.getLogger("telegram").setLevel(logging.WARNING)
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("httpcore").setLevel(logging.INFO)
# `do_api_request` recommends the methods that have names: see above.
warnings.filterwarnings("ignore", r"Please use 'Bot\.", PTBUserWarning)


class TooLargeError(NetworkError):
    """The library has no error of its own for 413."""


class Request(HTTPXRequest):
    """The library's client, which takes any bytes, and logs nothing of what it can't read."""

    __slots__ = ()

    def __init__(self, *, connections: int = CONNECTIONS, verify: object = True) -> None:
        super().__init__(
            connection_pool_size=connections,
            read_timeout=TIMEOUT,
            write_timeout=TIMEOUT,
            connect_timeout=TIMEOUT,
            pool_timeout=POOL_TIMEOUT,
            media_write_timeout=UPLOAD_TIMEOUT,
            httpx_kwargs={"verify": verify},
        )

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """The answer's status and body. Raises TelegramError."""
        status, body = await super().do_request(*args, **kwargs)
        if status == TOO_LARGE:
            raise TooLargeError("the file is too large")
        return status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer's JSON, as the library can read it. Raises TelegramError."""
        try:
            answer = read_json(payload)
        except (ValueError, RecursionError):
            answer = None
        # A proxy on the way answers too, but not as Telegram does.
        if not isinstance(answer, dict) or not {"result", "description"} & answer.keys():
            raise TelegramError("the answer can't be read")
        return _readable(answer)


class Client:
    """Calls methods of the Bot API.

    Args:
        token: of the bot.
        api: base address of the Bot API server, e.g. "https://api.telegram.org".
        request: asks in place of our own connections.
    """

    def __init__(self, token: str, *, api: str, request: BaseRequest | None = None) -> None:
        trusted = httpx.create_ssl_context()  # read once: it is large
        self._requests = (
            (request,)
            if request
            # Whoever sends much holds up no poll: it has a connection of its own.
            else (Request(verify=trusted), Request(connections=1, verify=trusted))
        )
        self._bot = Bot(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[-1],
        )
        # The library fetches a file whole, however long it is.
        self._files = httpx.AsyncClient(
            verify=trusted,
            limits=httpx.Limits(max_connections=CONNECTIONS),
            timeout=httpx.Timeout(TIMEOUT, read=FILE_TIMEOUT, pool=POOL_TIMEOUT),
        )

    async def call(
        self,
        method: str,
        params: Mapping[str, object] | None = None,
        *,
        wait: float = 0.0,
        document: Document | None = None,
    ) -> Any:
        """The JSON result of a method.

        Args:
            method: as the Bot API names it.
            params: its parameters.
            wait: seconds the server may hold the request by design.
            document: a file to send as the method's `document`.

        Raises:
            CallError: it was refused, or no readable answer came.
        """
        needs_no_unit("Telegram is asked")
        fields: dict[str, object] = {name: _encode(value) for name, value in (params or {}).items()}
        if document:
            fields["document"] = InputFile(document.body, filename=document.name)
        wait = FILE_TIMEOUT if document else wait
        try:
            return await self._bot.do_api_request(
                method, api_kwargs=fields, read_timeout=TIMEOUT + wait
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
        return await self._fetched(f"{self._bot.base_file_url}/{quote(path)}", most)

    async def _fetched(self, address: str, most: int) -> bytes:
        """The bytes at an address, read no further than `most`. Raises CallError."""
        needs_no_unit("a file is fetched from Telegram")
        try:
            async with self._files.stream("GET", address) as answer:
                body = await bounded(answer.aiter_bytes(), most=most)
        except TooLargeBodyError:
            raise CallError(TOO_LARGE, "the file is too large") from None
        except httpx.HTTPError as error:
            raise _unreached(error) from None
        if answer.is_success:
            return body
        raise _not_fetched(answer.status_code, body)

    async def close(self) -> None:
        """Close connections."""
        # `Bot.shutdown` closes only what `Bot.initialize` opened, and that one asks `getMe`.
        for request in self._requests:
            await request.shutdown()
        await self._files.aclose()


def _encode(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _readable(answer: dict[str, Any]) -> dict[str, Any]:
    """Without what the library takes for granted, and what is of another kind."""
    told = answer.pop("parameters", None)
    if isinstance(told, dict):
        chat, after = told.get("migrate_to_chat_id"), told.get("retry_after")
        if isinstance(chat, int):
            answer["parameters"] = {"migrate_to_chat_id": chat}
        elif isinstance(after, int | float) and 0 < after <= LONGEST_PAUSE:
            answer["parameters"] = {"retry_after": after}
    if "description" in answer:
        answer["description"] = str(answer["description"] or "")
    return answer


def _call_error(error: TelegramError) -> CallError:
    """What follows from the library's error, without its cause and without values of ours."""
    if isinstance(error, InvalidToken) and isinstance(error.__cause__, InvalidToken):
        error = error.__cause__  # `do_api_request` says that it may be the method too
    if isinstance(error, RetryAfter):
        after = error.retry_after
        seconds = after.total_seconds() if isinstance(after, timedelta) else float(after)
        return CallError(429, "too many requests", after=seconds)
    if isinstance(error, ChatMigrated):
        return CallError(400, "the chat became another one")
    if isinstance(error, TooLargeError):
        return CallError(TOO_LARGE, error.message)
    if isinstance(error.__cause__, TelegramError):
        return CallError(NETWORK, "network: the answer can't be read")
    # BadRequest is a network error to the library.
    for kind, code in ((Forbidden, 403), (BadRequest, 400), (InvalidToken, 401), (Conflict, 409)):
        if isinstance(error, kind):
            return CallError(code, without_values(error.message))
    return _away(error)


def _away(error: TelegramError) -> CallError:
    """Nothing came, or that Telegram is ill."""
    if isinstance(error, TimedOut):
        return CallError(NETWORK, "timed out")
    if isinstance(error.__cause__, httpx.HTTPError):
        return _unreached(error.__cause__)
    if error.__cause__:
        return CallError(NETWORK, f"network: {type(error.__cause__).__name__}")
    return CallError(NETWORK, f"network: {without_values(error.message)}")


def _unreached(error: httpx.HTTPError) -> CallError:
    if isinstance(error, httpx.TimeoutException):
        return CallError(NETWORK, "timed out")
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return CallError(NETWORK, "network: its certificate can't be checked: SSL_CERT_FILE?")
    return CallError(NETWORK, f"network: {type(error).__name__}")


def _not_fetched(status: int, body: bytes) -> CallError:
    """Why a file's address gave no file."""
    if status == TOO_LARGE:
        return CallError(TOO_LARGE, "the file is too large")
    try:
        answer = Request.parse_json_payload(body)
    except TelegramError:
        return CallError(NETWORK, f"network: an answer {status}")
    if status in GONE or status == 400:
        description = without_values(answer.get("description", ""))
        return CallError(404 if status in GONE else 400, description)
    return CallError(NETWORK, f"network: an answer {status}")
