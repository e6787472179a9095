"""Whose request it is, behind no, one or several proxies."""

from collections.abc import Mapping
from typing import Any

import pytest
import structlog
from starlette.requests import Request

from bot.web.addresses import (
    LOOPBACK,
    WARN_AGAIN_SECONDS,
    ClientAddress,
    Proxies,
    client_key,
    key_of,
    read_networks,
)

DOCKER = f"{LOOPBACK} 172.16.0.0/12 fd00::/8"


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("::1", "203.0.113.9", "203.0.113.9"),
        ("::ffff:172.18.0.2", "203.0.113.9", "203.0.113.9"),  # a socket for both kinds
        ("172.18.0.2", "2001:db8::7", "2001:db8::7"),
        ("172.18.0.2", " 203.0.113.9:4711 ", "203.0.113.9"),
        ("172.18.0.2", "[2001:db8::7]:4711", "2001:db8::7"),
        # What a person wrote before the proxy's own word counts for nothing.
        ("127.0.0.1", "8.8.8.8, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "8.8.8.8,unknown,,203.0.113.9", "203.0.113.9"),
        # Two proxies of ours.
        ("127.0.0.1", "8.8.8.8, 203.0.113.9, 172.18.0.3", "203.0.113.9"),
        ("127.0.0.1", "172.18.0.9, 172.18.0.3", "172.18.0.9"),  # somebody inside
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("127.0.0.1", "8.8.8.8, <script>, 172.18.0.3", "172.18.0.3"),
        # Not a proxy of ours.
        ("203.0.113.9", "127.0.0.1", "203.0.113.9"),
        ("10.0.0.2", "203.0.113.9", "10.0.0.2"),
    ],
)
def test_the_client_is_the_last_hop_that_is_not_ours(
    peer: str, forwarded: str, client: str
) -> None:
    assert Proxies(read_networks(DOCKER)).client(peer, forwarded) == client


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_addresses_are_counted_by_who_has_them(address: str, key: str) -> None:
    assert key_of(address) == key


def test_mapped_networks_are_ipv4() -> None:
    assert Proxies(read_networks("::ffff:10.0.0.0/104")).client("10.9.9.9", "8.8.8.8") == "8.8.8.8"
    assert Proxies(read_networks("none")).client("127.0.0.1", "8.8.8.8") == "127.0.0.1"


class Behind:
    """An app behind the middleware; `seen` is what it was asked with."""

    def __init__(self, proxies: str = LOOPBACK) -> None:
        self.now = 0.0
        self.seen: Request
        self._app = ClientAddress(
            self._see, Proxies(read_networks(proxies)), clock=lambda: self.now
        )

    async def _see(self, scope: Any, receive: Any, send: Any) -> None:
        self.seen = Request(scope)

    async def ask(self, peer: str, headers: Mapping[str, str]) -> Request:
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "client": (peer, 4711), "scheme": "http", "headers": raw}
        await self._app(scope, None, None)  # type: ignore[arg-type]
        return self.seen


async def test_a_trusted_proxy_tells_address_and_scheme() -> None:
    told = {"x-forwarded-for": "2001:db8::7", "x-forwarded-proto": "HTTPS"}
    seen = await Behind().ask("127.0.0.1", told)
    assert (client_key(seen), seen.scope["scheme"]) == ("2001:db8::/64", "https")
    for wrong in ("javascript", "https, http", ""):
        seen = await Behind().ask("127.0.0.1", told | {"x-forwarded-proto": wrong})
        assert seen.scope["scheme"] == "http"


async def test_others_are_not_believed_and_that_is_told_once() -> None:
    app = Behind()
    told = {"x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "https"}
    with structlog.testing.capture_logs() as lines:
        for peer in ("172.18.0.2", "172.18.0.2", "203.0.113.9"):
            seen = await app.ask(peer, told)
            assert (client_key(seen), seen.scope["scheme"]) == (peer, "http")
        assert [(one["event"], one["peer"]) for one in lines] == [
            ("proxy.not_trusted", "172.18.0.2")
        ]
        assert "MISTOK_TRUSTED_PROXIES" in lines[0]["todo"]
        app.now = WARN_AGAIN_SECONDS
        await app.ask("8.8.8.8", told)
    assert len(lines) == 2
    assert "8.8.8.8" not in str(lines[1])  # perhaps a person's
