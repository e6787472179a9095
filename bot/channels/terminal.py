"""The terminal as a channel: for trying the bot without a browser or a token."""

import re
import sys
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from itertools import count

from bot.channels.contract import Accept, Channel, RawEvent, Traits
from bot.channels.keyboard import keyboard, next_line
from bot.channels.payload import storable
from bot.engine.model import Key, Message
from bot.engine.turn import Point, Turn, TurnKind
from bot.files.words import caption_of, file_line
from bot.storage.database import Unavailable

PEER = "terminal"
NOT_SAVED = "\nЗараз не вдалося зберегти. Напишіть ще раз за хвилину: сказане раніше збережено.\n"
PLACE = re.compile(r"@ *(-?\d{1,3}(?:\.\d+)?) *, *(-?\d{1,3}(?:\.\d+)?)", re.ASCII)


class TerminalChannel(Channel):
    """One person at a keyboard.

    A number presses the button it stands before, "@49.42, 26.98" shares a location.
    `settled` waits until everything accepted is answered: only then the next line is read.
    `peer` is who sits there, `token` the deep link that opens the conversation.
    """

    name = "terminal"
    traits = Traits(is_local=True)

    def __init__(
        self,
        *,
        read: Callable[[], str] = keyboard,
        write: Callable[[str], object] = sys.stdout.write,
        settled: Callable[[], Awaitable[None]],
        peer: str = PEER,
        token: str = "",
    ) -> None:
        self._read = read
        self._write = write
        self.settled = settled
        self._peer = peer
        self._token = token
        self._keys: list[Key] = []

    def turn(self, body: Mapping[str, object]) -> Turn | None:
        """What was typed, as a turn."""
        point = body.get("point")
        return Turn(
            TurnKind(str(body["kind"])),
            self.name,
            self._peer,
            datetime.now(UTC),
            text=str(body.get("text", "")),
            token=str(body.get("token", "")),
            point=Point(*point) if isinstance(point, list) else None,
        )

    async def send(self, peer: str, message: Message) -> str:
        """Print the message and its numbered buttons; another's says whose it is."""
        if peer != self._peer:
            self._write(f"\n→ {peer}: {caption_of(message)}\n")
            return ""
        lines = [f"== {message.title} =="] if message.title else []
        lines += filter(None, [caption_of(message)])
        if message.file:
            lines.append(f"  + {file_line(message.file, str, lang=message.lang)}")
        if message.pin:
            point = message.pin.point
            sign = "≈" if message.pin.approximate else "@"
            lines.append(f"{sign} {message.pin.title}: {point.lat:.5f}, {point.lon:.5f}")
        if "point" in message.wants:
            lines.append("  [@lat, lon]")
        for key in (key for row in message.rows for key in row):
            if key.url:
                lines.append(f"  → {key.label}: {key.url}")
            else:
                self._keys.append(key)
                lines.append(f"  [{len(self._keys)}] {key.label}")
        self._write("\n" + "\n".join(lines) + "\n")
        return ""

    def event(self, typed: str, number: int, *, session: str) -> RawEvent:
        """What was typed as an event; the numbers on the screen belong to one answer only."""
        keys, self._keys = self._keys, []
        body: dict[str, object] = {"kind": TurnKind.TEXT, "text": storable(typed)}
        if typed.isdecimal() and 1 <= int(typed) <= len(keys):
            body = {"kind": TurnKind.PRESS, "token": keys[int(typed) - 1].token}
        elif point := _point(typed):
            body = {"kind": TurnKind.POINT, "point": [point.lat, point.lon]}
        return RawEvent(f"{session}.{number}", self._peer, body)

    async def run(self, accept: Accept) -> None:
        """Greet, then read lines until the end of input."""
        session = datetime.now(UTC).isoformat(timespec="microseconds")
        start = {"kind": TurnKind.START, "token": self._token}
        await accept(self.name, [RawEvent(f"{session}.0", self._peer, start)])
        for number in count(1):
            await self.settled()
            typed = await next_line(self._read)
            if not typed:
                return
            if typed.strip():
                event = self.event(typed.strip(), number, session=session)
                try:
                    await accept(self.name, [event])
                except Unavailable:
                    self._write(NOT_SAVED)

    async def close(self) -> None:
        """Nothing to close."""


def _point(typed: str) -> Point | None:
    found = PLACE.fullmatch(typed)
    if not found:
        return None
    lat, lon = map(float, found.groups())
    return Point(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
