"""What the tests of the channel share."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress

from bot.channels.contract import Answered, RawEvent
from bot.channels.telegram.render import APPROXIMATE, HIDDEN, SEND_LOCATION
from bot.files.words import KILOBYTES, MEGABYTES

UKRAINIAN = {
    SEND_LOCATION: "Надіслати моє місце",
    APPROXIMATE: "приблизне місце",
    HIDDEN: "Кнопку місця прибрано.",
    KILOBYTES: "%(n)s КБ",
    MEGABYTES: "%(n)s МБ",
}


class Inbox:
    """Accepts events as the dispatcher does: known ids are left alone. Can be out of order."""

    def __init__(self) -> None:
        self.events: list[RawEvent] = []
        self.asked = 0
        self.failures = 0  # how many of the next calls fail
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, channel: str, events: list[RawEvent]) -> None:
        self.asked += 1
        await self.gate.wait()
        if self.failures:
            self.failures -= 1
            raise OSError("the disk is full")
        known = {event.id for event in self.events}
        self.events += [event for event in events if event.id not in known]

    @property
    def ids(self) -> list[int]:
        return [int(event.id) for event in self.events]


async def no_answer(_channel: str, _event: RawEvent) -> Answered:
    """Telegram is never answered in the response to its webhook."""
    raise AssertionError("what is said to an event is sent by itself")


class Pauses:
    """Remembers how long was waited, and doesn't wait that long."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0.01)


@asynccontextmanager
async def background(work: Awaitable[None]) -> AsyncIterator[None]:
    """Run `work` meanwhile; it must not end by itself."""
    task = asyncio.ensure_future(work)
    try:
        yield
        if task.done():
            task.result()
            raise AssertionError("it ended by itself")
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
