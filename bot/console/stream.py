"""The stream that tells an open page that something has changed (server-sent events)."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress

from anyio import CancelScope
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import Response

from bot.console.visit import HEADERS, Visit
from bot.desk.numbers import is_number
from bot.staff.sessions import Sessions
from bot.storage.database import Unavailable

LOOK_SECONDS = 3.0  # another process may be the one where it happened
HEARTBEAT_SECONDS = 15.0
STREAMS = 12  # of one session; browsers open no more to one address

_open: Counter[str] = Counter()


async def stream(visit: Visit) -> Response:
    """Events named "changed" while the session lasts: at the desk, or to one request."""
    number = visit.asked("request")
    if _open[visit.session] >= STREAMS:
        return Response("Too many open pages", 429, headers={**HEADERS, "Retry-After": "30"})
    return EventSourceResponse(
        _changes(visit, number if is_number(number) else None),
        headers={"Cache-Control": "no-store"},
        ping=HEARTBEAT_SECONDS,
        send_timeout=HEARTBEAT_SECONDS,
    )


async def _changes(visit: Visit, number: str | None) -> AsyncIterator[ServerSentEvent]:
    bell, session = visit.console.bell, visit.session
    _open[session] += 1
    try:
        with bell.listening() as woken:
            yield ServerSentEvent(comment="open", retry=2000)
            seen = await _newest(visit, number)
            # The page says what it was made with: what came between is told at once.
            told = visit.asked("seen")
            if told and number is None and told != str(seen):
                yield ServerSentEvent(str(seen), event="changed")
            while not bell.closed:
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await woken.wait()
                woken.clear()
                newest = await _newest(visit, number)
                if newest is None or bell.closed:
                    return
                if newest != seen:
                    seen = newest
                    yield ServerSentEvent(str(newest), event="changed")
    finally:
        _open[session] -= 1
        if not _open[session]:
            del _open[session]


async def _newest(visit: Visit, number: str | None) -> int | None:
    """The last event's id; None once the session has ended, or while nothing can be read."""
    console = visit.console
    # A page that closes meanwhile waits for the look to end: cut off, it would cost a connection.
    with CancelScope(shield=True), suppress(Unavailable):
        async with console.database.reading() as unit:
            opened = await Sessions(unit).find(visit.session, now=console.clock())
            if opened is None:
                return None
            lists = console.bind(unit).desk.lists
            if number is not None:
                return await lists.newest_event_of(opened.person, number)
            return await lists.newest_event()
    return None
