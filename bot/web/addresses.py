"""Whose request it is: the client's address, also behind proxies, and the key it is counted by."""

import time
from collections.abc import Callable, Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

log = structlog.get_logger(__name__)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LOOPBACK = "127.0.0.0/8 ::1/128"
NOBODY = "none"
MAPPED_BITS = 96  # ::ffff:0:0/96 holds all of IPv4
IPV6_KEY_BITS = 64  # what one household or server gets at least
MOST_HOPS = 20
WARN_AGAIN_SECONDS = 3600.0
# What proxies add: a request with one of them did not begin on this machine.
FORWARDED = frozenset(
    {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"}
)


def read_networks(text: str) -> tuple[Network, ...]:
    """Networks and single addresses, separated by spaces; "none" for no network at all.

    Raises ValueError, in words for the operator.
    """
    words = text.split()
    if words == [NOBODY]:
        return ()
    return tuple(_network(word) for word in words)


def _network(word: str) -> Network:
    try:
        network = ip_network(word, strict=False)
    except ValueError:
        raise ValueError(
            f"“{word}” is no network; write addresses or networks with spaces between them, "
            f"like 127.0.0.1 10.0.0.0/8 fd00::/8, or {NOBODY}"
        ) from None
    if "/" in word and str(network.network_address) != str(ip_address(word.partition("/")[0])):
        raise ValueError(
            f"“{word}” is an address inside a network; write {network}, or one address"
        )
    if network.prefixlen == 0:
        raise ValueError(
            f"“{word}” is everybody, and then anybody can pretend any address; "
            "write the network of your proxy only"
        )
    mapped = getattr(network.network_address, "ipv4_mapped", None)
    if mapped is not None and network.prefixlen >= MAPPED_BITS:
        return IPv4Network((mapped, network.prefixlen - MAPPED_BITS))
    return network


def read_address(text: str) -> Address | None:
    """An address as sockets and proxies write it (`1.2.3.4:80`, `[::1]:80`), normalised.

    IPv4 within IPv6 becomes IPv4; a port and a zone are left out. None for what is no address.
    """
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def key_of(address: str) -> str:
    """What an address is counted by: IPv4 whole, IPv6 by its /64. "" stays ""."""
    known = read_address(address)
    if isinstance(known, IPv6Address):
        return str(IPv6Network((known, IPV6_KEY_BITS), strict=False))
    return str(known) if known else address


def client_key(request: Request) -> str:
    """What the client of a request is counted by, for rates and limits."""
    return key_of(request.client.host) if request.client else ""


class Proxies:
    """Which peers are believed when they say whose request they pass on."""

    def __init__(self, networks: Iterable[Network]) -> None:
        self._networks = tuple(networks)

    def trusts(self, address: Address | None) -> bool:
        """Whether the address is of a proxy of ours."""
        return address is not None and any(address in network for network in self._networks)

    def client(self, peer: str, forwarded: str) -> str:
        """Who asks: the last address of the chain that is not a proxy of ours.

        Args:
            peer: the other end of the connection.
            forwarded: X-Forwarded-For, each proxy has added its own peer at the end.
        """
        found = read_address(peer)
        hops = forwarded.split(",")[-MOST_HOPS:]
        while hops and self.trusts(found):
            hop = read_address(hops.pop())
            if hop is None:
                break
            found = hop
        return str(found) if found else peer


class ClientAddress:
    """ASGI: `client` and `scheme` are the person's, not the proxy's.

    A forwarded header of a peer that is not trusted is ignored, with a warning now and then.
    """

    def __init__(
        self, app: ASGIApp, proxies: Proxies, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._proxies = proxies
        self._clock = clock
        self._warned: float | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve with the right address."""
        if scope["type"] == "http" and scope.get("client"):
            self._correct(scope)
        await self._app(scope, receive, send)

    def _correct(self, scope: Scope) -> None:
        peer, port = scope["client"]
        chain = _header(scope, b"x-forwarded-for")
        proto = _header(scope, b"x-forwarded-proto").strip().casefold()
        address = read_address(peer)
        if self._proxies.trusts(address):
            client = self._proxies.client(peer, chain) if chain else str(address)
            scope["client"] = (client, 0 if chain else port)
            if proto in {"http", "https"}:
                scope["scheme"] = proto
            return
        scope["client"] = (str(address) if address else peer, port)
        if chain or proto:
            self._warn(address)

    def _warn(self, address: Address | None) -> None:
        now = self._clock()
        if self._warned is not None and now - self._warned < WARN_AGAIN_SECONDS:
            return
        self._warned = now
        # A proxy of ours has a private address; a public one may be a person's.
        private = address is not None and address.is_private
        log.warning(
            "proxy.not_trusted",
            peer=str(address) if private else "a public address",
            todo="if it is your proxy, add its network to MISTOK_TRUSTED_PROXIES",
        )


def _header(scope: Scope, name: bytes) -> str:
    """All values of a header, in order, joined as one."""
    return ",".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)
