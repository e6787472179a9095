"""Asking whether a page opens: HEAD, then GET, in bounds, and never inside our own network.

The name is looked up once, and the connection goes to the address that was judged: a name that
means another address a moment later leads nowhere.
"""

import http.client
import socket
import ssl
from collections.abc import Callable
from ipaddress import ip_address
from typing import Final
from urllib.parse import urljoin, urlsplit

SECONDS: Final = 15.0
MOST_REDIRECTS: Final = 5
MOST_BYTES: Final = 64 * 1024
PORTS: Final = {"http": 80, "https": 443}
AGENT: Final = "Mistok link check"
_MOVED: Final = {301, 302, 303, 307, 308}
_OURS: Final = "не відкриваємо: адреса всередині мережі"

# The addresses of a host. Raises OSError.
LookUp = Callable[[str, int], list[str]]


class NotOpenedError(Exception):
    """The page didn't open; its text says why, for editors."""


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def opens(url: str, *, look_up: LookUp = look_up, may_be_ours: bool = False) -> None:
    """Ask for a page. Raises NotOpenedError.

    Args:
        url: its address; only http and https on their own ports are asked.
        look_up: finds the addresses of a host.
        may_be_ours: whether addresses of this machine and its network are asked (tests).
    """
    for _ in range(MOST_REDIRECTS + 1):
        status, to = _asked(url, "HEAD", look_up, may_be_ours)
        if status >= http.client.BAD_REQUEST:  # some know no HEAD
            status, to = _asked(url, "GET", look_up, may_be_ours)
        if status in _MOVED and to:
            url = urljoin(url, to)
            continue
        if status >= http.client.BAD_REQUEST:
            raise NotOpenedError(f"сторінка відповіла {status}")
        return
    raise NotOpenedError("сторінка веде по колу")


def _asked(url: str, method: str, look_up: LookUp, may_be_ours: bool) -> tuple[int, str]:
    """The status of the answer, and where it leads."""
    parts = urlsplit(url)
    try:
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise NotOpenedError("в адресі неправильний порт") from error
    host = parts.hostname or ""
    if not host or parts.scheme not in PORTS or (port != PORTS[parts.scheme] and not may_be_ours):
        raise NotOpenedError("не вебадреса")
    try:
        address = _judged(host, port, look_up, may_be_ours)
        connection = _Pinned(host, port, address, is_safe=parts.scheme == "https")
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(method, _ascii(path), headers={"User-Agent": AGENT, "Accept": "*/*"})
            answer = connection.getresponse()
            if method == "GET":
                answer.read(MOST_BYTES)
            return answer.status, answer.getheader("Location") or ""
        finally:
            connection.close()
    except ssl.SSLCertVerificationError as error:
        raise NotOpenedError("сертифікат сайту не справжній або минув") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotOpenedError("сайт не відповідає") from error


def _judged(host: str, port: int, look_up: LookUp, may_be_ours: bool) -> str:
    """An address of a host that anybody in the world may ask. Raises NotOpenedError, OSError."""
    found = look_up(host.encode("idna").decode(), port)
    if not found:
        raise OSError(host)
    if not may_be_ours and not all(ip_address(one.partition("%")[0]).is_global for one in found):
        raise NotOpenedError(_OURS)
    return found[0]


def _ascii(path: str) -> str:
    return "".join(one if 0x20 < ord(one) < 0x7F else _escaped(one) for one in path)


def _escaped(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "replace"))


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was judged, under the name of its host."""

    def __init__(self, host: str, port: int, address: str, *, is_safe: bool) -> None:
        super().__init__(host.encode("idna").decode(), port, timeout=SECONDS)
        self._address = address
        self._is_safe = is_safe

    def connect(self) -> None:
        """Connect there and nowhere else."""
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = plain
        if self._is_safe:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self.host)
