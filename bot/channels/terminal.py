"""The terminal as a channel: for trying the bot without a browser or a token."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from itertools import count

from bot.channels.contract import Accept, Event
from bot.engine.model import Key, Message
from bot.engine.turn import Kind, Turn

PEER = "terminal"


class TerminalChannel:
    """One person at a keyboard; a number presses the button it stands before.

    `settled` waits until everything accepted is answered: only then the next line is read.
    """

    name = "terminal"

    def __init__(
        self,
        *,
        write: Callable[[str], object] = sys.stdout.write,
        settled: Callable[[], Awaitable[None]],
    ) -> None:
        self._write = write
        self.settled = settled
        self._keys: list[Key] = []

    def turn(self, body: Mapping[str, object]) -> Turn | None:
        """What was typed, as a turn."""
        return Turn(
            Kind(str(body["kind"])),
            self.name,
            PEER,
            datetime.now(UTC),
            text=str(body.get("text", "")),
            token=str(body.get("token", "")),
        )

    async def send(self, peer: str, message: Message) -> str:  # noqa: ARG002 -- there is one
        """Print the message and its numbered buttons."""
        lines = [f"== {message.title} =="] if message.title else []
        lines.append(message.text)
        if message.pin:
            point = message.pin.point
            sign = "≈" if message.pin.approximate else "@"
            lines.append(f"{sign} {message.pin.title}: {point.lat:.5f}, {point.lon:.5f}")
        for key in (key for row in message.rows for key in row):
            if key.url:
                lines.append(f"  → {key.label}: {key.url}")
            else:
                self._keys.append(key)
                lines.append(f"  [{len(self._keys)}] {key.label}")
        self._write("\n" + "\n".join(lines) + "\n")
        return ""

    def event(self, typed: str, number: int, *, session: str) -> Event:
        """What was typed as an event; the numbers on the screen belong to one answer only."""
        keys, self._keys = self._keys, []
        if typed.isdecimal() and 1 <= int(typed) <= len(keys):
            body = {"kind": Kind.PRESS, "token": keys[int(typed) - 1].token}
        else:
            body = {"kind": Kind.TEXT, "text": typed}
        return Event(f"{session}.{number}", PEER, body)

    async def run(self, accept: Accept) -> None:
        """Greet, then read lines until the end of input."""
        session = datetime.now(UTC).isoformat(timespec="microseconds")
        await accept(self.name, [Event(f"{session}.0", PEER, {"kind": Kind.START})])
        for number in count(1):
            await self.settled()
            typed = await asyncio.to_thread(sys.stdin.readline)
            if not typed:
                return
            if typed.strip():
                await accept(self.name, [self.event(typed.strip(), number, session=session)])

    async def close(self) -> None:
        """Nothing to close."""
