"""The stream that tells an open page that something has changed (server-sent events)."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress

from anyio import CancelScope
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import Response

from bot.console.visit import HEADERS, Visit
from bot.requests.numbers import is_number
from bot.requests.pages.lists import mark_text
from bot.requests.queries import Lists
from bot.requests.service import Requests
from bot.staff.model import Person
from bot.staff.repository.sessions import Sessions
from bot.storage.database import Unavailable

LOOK_SECONDS = 3.0  # another process may be the one where it happened
HEARTBEAT_SECONDS = 15.0
STREAMS = 12  # of one session; browsers open no more to one address

_open: Counter[str] = Counter()


async def stream(visit: Visit) -> Response:
    """Events named "changed" while the session lasts: to what the person sees, or one request."""
    if _open[visit.session] >= STREAMS:
        return Response("Too many open pages", 429, headers={**HEADERS, "Retry-After": "30"})
    return EventSourceResponse(
        _changes(visit, visit.asked("request")),
        headers={"Cache-Control": "no-store"},
        ping=HEARTBEAT_SECONDS,
        send_timeout=HEARTBEAT_SECONDS,
    )


async def _changes(visit: Visit, number: str) -> AsyncIterator[ServerSentEvent]:
    change_signal, session = visit.console.change_signal, visit.session
    watch = _Watch(visit, number)
    # The page says what it was made with: what came between is told at once.
    told = visit.asked("seen")
    _open[session] += 1
    try:
        with change_signal.listening() as woken:
            yield ServerSentEvent(comment="open", retry=2000)
            seen = await watch.look()
            if seen is None:
                return
            if told and told != seen:
                yield ServerSentEvent(seen, event="changed")
            while not change_signal.closed:
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await woken.wait()
                woken.clear()
                newest = await watch.look()
                if newest is None or change_signal.closed:
                    return
                if newest != seen:
                    seen = newest
                    yield ServerSentEvent(newest, event="changed")
    finally:
        _open[session] -= 1
        if not _open[session]:
            del _open[session]


class _Watch:
    """Looks whether what a page shows has changed."""

    def __init__(self, visit: Visit, number: str) -> None:
        self._visit = visit
        self._number = number
        self._is_number = is_number(number)
        self._newest = -1
        self._mark = ""

    async def look(self) -> str | None:
        """A mark that changes with what is shown; None: the session ended, or nothing is read."""
        console = self._visit.console
        # A page that closes meanwhile waits for it to end: cut off, it would cost a connection.
        with CancelScope(shield=True), suppress(Unavailable):
            async with console.database.reading() as unit:
                opened = await Sessions(unit).find(self._visit.session, now=console.clock())
                if opened is None:
                    return None
                lists = console.bind(unit)[Requests].lists
                newest = await lists.newest_event()
                if newest != self._newest:
                    self._mark = await self._read(lists, opened.person)
                    self._newest = newest
                return self._mark
        return None

    async def _read(self, lists: Lists, person: Person) -> str:
        if self._number and not self._is_number:
            return ""
        return mark_text(self._visit, await lists.mark(person, self._number))
