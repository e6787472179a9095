"""HTTP/1.1 as uvicorn speaks it, with an end to all waiting for a client."""

import asyncio
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.web.bounds import BACKLOG
from bot.web.connections import Connections
from bot.web.guard import SLOT
from bot.web.slots import Slot

# The parser bounds a head that is incomplete only: it never gets a long one at once.
HEAD_SLICE = 4096
BODY_SLICE = 65536
LAST_WORD_SECONDS = 5.0
TOO_SLOW = (
    b"HTTP/1.1 408 Request Timeout\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: 26\r\nconnection: close\r\n\r\nThe request came too late."
)


class Config(uvicorn.Config):
    """What the server needs, with the keeper of its connections."""

    def __init__(self, app: Any, connections: Connections) -> None:
        super().__init__(
            app,
            http=GuardedProtocol,
            ws="none",
            log_config=None,
            access_log=False,
            lifespan="off",
            proxy_headers=False,  # the app itself knows which proxies to believe
            server_header=False,
            backlog=BACKLOG,
            timeout_keep_alive=int(connections.bounds.idle_seconds),
            timeout_graceful_shutdown=3,
            h11_max_incomplete_event_size=connections.bounds.header_bytes,
        )
        self.connections = connections


class GuardedProtocol(H11Protocol):
    """One connection. Heads must be there in time, and bodies must move, both ways."""

    def __init__(
        self,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        assert isinstance(config, Config)
        self._keeper = config.connections
        self._bounds = config.connections.bounds
        self._heard = False  # anything of the next request
        self._since = 0.0  # when the waiting for a head began
        self._body = _Window(self._bounds.window_seconds, self._bounds.bytes_per_second)
        self._answer = _Window(self._bounds.window_seconds, self._bounds.bytes_per_second)
        self._given_up: float | None = None

    @property
    def _is_waiting(self) -> bool:
        """Whether nothing of this client is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has come."""
        super().connection_made(transport)
        self._since = self._keeper.clock()
        self._keeper.opened(self, self.client[0] if self.client else "")

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone, or was sent away."""
        self._keeper.closed(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Something of a request has come."""
        if self._is_waiting and not self._heard:
            self._heard = True
            self._since = self._keeper.clock()
        self._body.moved += len(data)
        while data and not self.transport.is_closing():
            size = HEAD_SLICE if self._is_waiting else BODY_SLICE
            super().data_received(data[:size])
            data = data[size:]
        self._tell()

    def on_response_complete(self) -> None:
        """The answer is out; the next request may come on this connection."""
        self._heard = False
        self._given_up = None
        self._since = self._keeper.clock()
        super().on_response_complete()
        self._tell()

    def resume_writing(self) -> None:
        """The client has taken most of what was to be sent."""
        self._answer.restart()
        super().resume_writing()

    def drop(self) -> None:
        """Close at once."""
        self._keeper.closed(self)
        self.transport.abort()

    def look(self, now: float) -> None:
        """Give up what has waited too long."""
        unsent = self.transport.get_write_buffer_size()
        if self._given_up is not None and now - self._given_up > LAST_WORD_SECONDS:
            self.drop()
        elif unsent:
            if self._answer.is_slow(now, -unsent):
                self.drop()
        elif not self.transport.is_closing():
            self._answer.restart()
            self._look_at_request(now)

    def _look_at_request(self, now: float) -> None:
        if self._is_waiting:
            served = self.cycle is not None
            limit = self._bounds.header_seconds
            if (self._heard or not served) and now - self._since > limit:
                self._too_late()
        elif not self._expects_body():
            self._body.restart()
        elif self._body.is_slow(now, self._body.moved):
            self._too_slow(now)

    def _expects_body(self) -> bool:
        """Whether the client is the one who makes the other wait."""
        cycle = self.cycle
        return cycle.more_body and not self.flow.read_paused and not cycle.waiting_for_100_continue

    def _too_late(self) -> None:
        if self.conn.trailing_data[0]:  # a part of a head
            self.transport.write(TOO_SLOW)
        self.transport.close()

    def _too_slow(self, now: float) -> None:
        """The guard says it in words, if the app still listens; soon it is over in any case."""
        if self._given_up is None:
            self._given_up = now
            slot = self.scope.get(SLOT)
            if isinstance(slot, Slot):
                slot.end(408)

    def _tell(self) -> None:
        if self._is_waiting:
            self._keeper.idle(self)
        else:
            self._keeper.busy(self)


class _Window:
    """Whether enough bytes move: judged at the end of each stretch of `seconds`."""

    def __init__(self, seconds: float, speed: float) -> None:
        self._seconds = seconds
        self._least = seconds * speed
        self._began: float | None = None
        self._level = 0
        self.moved = 0

    def restart(self) -> None:
        """Nothing is waited for just now."""
        self._began = None

    def is_slow(self, now: float, level: int) -> bool:
        """Whether less than the least has moved in the stretch that ends now.

        Args:
            now: seconds.
            level: grows with each byte that moves.
        """
        if self._began is None:
            self._began, self._level = now, level
            return False
        if now - self._began < self._seconds:
            return False
        slow = level - self._level < self._least
        self._began, self._level = now, level
        return slow
