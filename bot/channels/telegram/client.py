"""The Bot API over HTTP: plain data in, plain data out.

python-telegram-bot builds an object for every part of every answer, of which we use one number,
and its request class can't be had without the rest: 27 MB of memory. So we ask with the HTTP
client alone, and read the JSON ourselves. See docs/decisions/0009-telegram-by-http.md.
"""

import json
import logging
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2

from bot.channels.contract import Document
from bot.channels.payload import read_json
from bot.channels.telegram.calls import NETWORK, CallError
from bot.storage.held import needs_no_unit

CONNECTIONS = 64
TIMEOUT = 15.0
FILE_TIMEOUT = 90.0  # Telegram may think over a large file
UPLOAD_TIMEOUT = 20.0  # for each part of a file to be taken
POOL_TIMEOUT = 5.0
TOO_LARGE = 413
TELLS = frozenset({400, 401, 403, 404, 409})  # refusals that say something of the call itself
LONGEST = 200  # letters of a description
USUAL = "Bad Request: "
VALUES = re.compile(r"""(["']).*\1|https?://\S+|@\w+|[^\x00-\x7f]+|\d{6,}""", re.DOTALL)

# They log every address they call, and the token is part of it.
logging.getLogger("httpx2").setLevel(logging.WARNING)
logging.getLogger("httpcore2").setLevel(logging.INFO)


class Client:
    """Calls methods of the Bot API.

    Args:
        token: the bot's token; never logged, never in an error.
        api: base address of the Bot API server, without a slash at the end.
    """

    def __init__(self, token: str, *, api: str) -> None:
        self._base = f"{api}/bot{token}/"
        self._files = f"{api}/file/bot{token}/"
        self._http = httpx2.AsyncClient(limits=httpx2.Limits(max_connections=CONNECTIONS))

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
        fields = {name: _encode(value) for name, value in (params or {}).items()}
        status, body = await self.ask(
            self._base + method,
            fields,
            wait=FILE_TIMEOUT if document else wait,
            document=document,
        )
        return _result(status, body)

    async def ask(
        self, address: str, fields: Mapping[str, str], *, wait: float, document: Document | None
    ) -> tuple[int, bytes]:
        """Status and body of the answer to a POST. Raises CallError when none came."""
        needs_no_unit("Telegram is asked")
        try:
            answer = await self._http.post(
                address,
                data=fields,
                files={"document": (document.name, document.body)} if document else None,
                timeout=_timeout(wait, uploads=document is not None),
            )
        except httpx2.HTTPError as error:
            raise _unreached(error) from None
        return answer.status_code, answer.content

    async def download(self, file_id: str, *, most: int) -> bytes:
        """The bytes of a file that was sent to the bot. Raises CallError; 413 above `most`."""
        found = await self.call("getFile", {"file_id": file_id})
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str):
            raise CallError(NETWORK, "an answer without a file")
        if isinstance(size := found.get("file_size"), int) and size > most:
            raise CallError(TOO_LARGE, "the file is too large")
        return await self._fetched(self._files + quote(path), most)

    async def _fetched(self, address: str, most: int) -> bytes:
        needs_no_unit("a file is fetched from Telegram")
        body = bytearray()
        timeout = _timeout(FILE_TIMEOUT - TIMEOUT)
        try:
            async with self._http.stream("GET", address, timeout=timeout) as answer:
                async for part in answer.aiter_bytes():
                    body += part
                    if len(body) > most:
                        raise CallError(TOO_LARGE, "the file is too large")
        except httpx2.HTTPError as error:
            raise _unreached(error) from None
        if answer.is_success:
            return bytes(body)
        refused = _refused(answer.status_code, bytes(body))
        # Here an unknown address is no unknown token: `getFile` knew it.
        code = 404 if refused.code == 401 else refused.code
        raise CallError(code, refused.description, after=refused.after)

    async def close(self) -> None:
        """Close connections."""
        await self._http.aclose()


def _timeout(wait: float, *, uploads: bool = False) -> httpx2.Timeout:
    return httpx2.Timeout(
        connect=TIMEOUT,
        read=TIMEOUT + wait,
        write=UPLOAD_TIMEOUT if uploads else TIMEOUT,
        pool=POOL_TIMEOUT,
    )


def _encode(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _result(status: int, body: bytes) -> Any:
    """What an answer gives. Raises CallError."""
    if not 200 <= status < 300:
        raise _refused(status, body)
    answer = _read(body)
    if answer is None:
        raise CallError(NETWORK, "the answer can't be read")
    if "result" not in answer:
        raise CallError(NETWORK, "an answer without a result")
    return answer["result"]


def _read(body: bytes) -> dict[str, Any] | None:
    """The answer's JSON; None for what is not Telegram's. It may hold a citizen's words."""
    try:
        answer = read_json(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict) or not {"result", "description"} & answer.keys():
        return None
    return answer


def _refused(status: int, body: bytes) -> CallError:
    """Why there is no result."""
    if status == TOO_LARGE:
        return CallError(TOO_LARGE, "the file is too large")
    answer = _read(body)
    if answer is None:  # of a proxy on the way: it may answer 403 or 404, but not as Telegram does
        return CallError(NETWORK, f"network: an answer {status}")
    more = answer.get("parameters")
    parameters: dict[str, Any] = more if isinstance(more, dict) else {}
    if "migrate_to_chat_id" in parameters:
        return CallError(400, "the chat became another one")
    if isinstance(after := parameters.get("retry_after"), int | float):
        return CallError(429, "too many requests", after=float(after))
    if status in TELLS:
        return CallError(status, _without_values(str(answer.get("description") or "")))
    return CallError(NETWORK, f"network: an answer {status}")


def _unreached(error: httpx2.HTTPError) -> CallError:
    """Without its cause: that one's text has the address, and so the token."""
    if isinstance(error, httpx2.TimeoutException):
        return CallError(NETWORK, "timed out")
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return CallError(NETWORK, "network: its certificate can't be checked: ca-certificates?")
    return CallError(NETWORK, f"network: {type(error).__name__}")


def _without_values(description: str) -> str:
    """What Telegram says, without what it repeats of ours: quoted text, addresses, long numbers."""
    return VALUES.sub("…", description.removeprefix(USUAL))[:LONGEST]
