"""The Bot REST API of Viber: plain data in, plain data out.

Viber's own library waits without an end, holds up the loop and spells each Cyrillic letter with
six bytes, of which its requests have 30 KB.
"""

import json
import logging
from collections.abc import Mapping
from urllib.parse import urlsplit

import httpx

from bot.channels.body import TooLargeError, bounded
from bot.channels.payload import read_json
from bot.channels.refusals import without_values
from bot.channels.viber.calls import NETWORK, CallError, Status
from bot.channels.viber.limits import BODY_BYTES
from bot.storage.held import needs_no_unit

CONNECTIONS = 64
TIMEOUT = 15.0
FILE_TIMEOUT = 90.0
POOL_TIMEOUT = 5.0
TOO_LARGE = 413
GONE = frozenset({403, 404, 410})  # the address of a file has ended
TOKEN_HEADER = "X-Viber-Auth-Token"  # noqa: S105 -- a header's name

# They log every address they call.
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("httpcore").setLevel(logging.INFO)


class FileError(Exception):
    """A file could not be fetched. `status` is the answer's, NETWORK without one."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status


class Client:
    """Calls methods of the Bot API.

    Args:
        token: of the bot.
        api: base address, e.g. "https://chatapi.viber.com/pa".
    """

    def __init__(self, token: str, *, api: str) -> None:
        self._api = api
        self._http = httpx.AsyncClient(
            headers={TOKEN_HEADER: token},
            limits=httpx.Limits(max_connections=CONNECTIONS),
            timeout=httpx.Timeout(TIMEOUT, pool=POOL_TIMEOUT),
        )
        # Without the token: files lie on other servers.
        self._files = httpx.AsyncClient(
            limits=httpx.Limits(max_connections=CONNECTIONS),
            timeout=httpx.Timeout(TIMEOUT, read=FILE_TIMEOUT, pool=POOL_TIMEOUT),
        )

    async def call(self, method: str, body: Mapping[str, object]) -> dict[str, object]:
        """What Viber answers to a method, e.g. "send_message".

        Raises:
            CallError: it was refused, or no readable answer came.
        """
        needs_no_unit("Viber is asked")
        raw = encoded(body)
        if len(raw) > BODY_BYTES:
            raise CallError(Status.BAD_DATA, f"the request has {len(raw)} bytes")
        try:
            answer = await self._http.post(
                f"{self._api}/{method}", content=raw, headers={"Content-Type": "application/json"}
            )
        except httpx.HTTPError as error:
            raise CallError(NETWORK, _unreached(error)) from None
        return _read(answer)

    async def download(self, address: str, *, most: int) -> bytes:
        """The bytes at an address that came in a callback. Raises FileError; 413 above `most`."""
        needs_no_unit("a file is fetched from Viber")
        if not self._is_secure(address):
            raise FileError(TOO_LARGE, "the address of the file is no https address")
        try:
            async with self._files.stream("GET", address) as answer:
                body = await bounded(answer.aiter_bytes(), most=most)
        except TooLargeError:
            raise FileError(TOO_LARGE, "the file is too large") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FileError(NETWORK, _unreached(error)) from None
        if not answer.is_success:
            raise FileError(answer.status_code, f"an answer {answer.status_code}")
        return body

    def _is_secure(self, address: str) -> bool:
        """Only by https, or from where the API itself is (tests)."""
        return address.startswith("https://") or address.startswith(f"{_origin(self._api)}/")

    async def close(self) -> None:
        """Close connections."""
        await self._http.aclose()
        await self._files.aclose()


def encoded(body: Mapping[str, object]) -> bytes:
    """A request's body; a Cyrillic letter takes two bytes."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _read(answer: httpx.Response) -> dict[str, object]:
    """The answer's JSON. Raises CallError."""
    try:
        found = read_json(answer.content)
    except (ValueError, RecursionError):
        found = None
    status = found.get("status") if isinstance(found, dict) else None
    # A proxy on the way answers too, but not as Viber does.
    if not isinstance(found, dict) or not isinstance(status, int):
        raise CallError(NETWORK, f"network: an answer {answer.status_code} that can't be read")
    if status != Status.OK:
        raise CallError(status, without_values(str(found.get("status_message"))))
    return found


def _unreached(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "timed out"
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return "network: its certificate can't be checked: SSL_CERT_FILE?"
    return f"network: {type(error).__name__}"


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
