"""A conversation at a keyboard: what is typed and what is printed."""

import asyncio
import queue
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest

from bot.app.content_index import ContentIndex
from bot.app.settings import Settings
from bot.app.wiring import App
from bot.channels.terminal import PEER, TerminalChannel
from bot.engine.model import Message
from tests.lines.quick import SECRET, clock, tell
from tests.talk import Seen, Tappable
from tests.waiting import PATIENCE

TITLE = re.compile(r"== (.*) ==")
BUTTON = re.compile(r"  \[(\d+)\] (.*)")
ADDRESS = re.compile(r"  → (.*): ((?:https?|tel|mailto):\S+)")
PIN = re.compile(r"[≈@] .*: -?\d+\.\d+, -?\d+\.\d+")
LOCATION = "  [@lat, lon]"
FILE = re.compile(r"  \+ (.+) \([\d.]+ [KM]B\): (\S+)")


class TerminalLine:
    """One person in front of one screen."""

    app: App

    def __init__(self) -> None:
        self._typed: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._printed: list[str] = []
        self._loop = asyncio.get_running_loop()
        self._waiting = asyncio.Event()  # the bot waits for a line
        self._screen: list[Seen] = []
        self._read = 0  # so many of what was printed were looked at

    def read(self) -> str:
        """For the channel, in its thread: the next line."""
        self._loop.call_soon_threadsafe(self._waiting.set)
        return self._typed.get()

    def write(self, text: str) -> None:
        """For the channel."""
        self._printed.append(text)

    async def text(self, text: str) -> list[Seen]:
        await self._rest()
        self._waiting.clear()
        self._printed.clear()
        self._typed.put(f"{text}\n")
        return await self._answers()

    async def press(self, seen: Seen, button: Tappable) -> list[Seen]:
        # The numbers on the screen are those of the last answer.
        return await self.text(button.handle if seen in self._screen else button.label)

    async def phone(self, number: str) -> list[Seen]:
        return await self.text(number)

    async def location(self, lat: float, lon: float) -> list[Seen]:
        return await self.text(f"@{lat}, {lon}")

    async def open(self, token: str) -> list[Seen]:
        if not self._screen and not token:  # it has opened itself
            return await self._answers()
        return await self.text(f"/start {token}".strip())

    async def file(self, name: str, caption: str, size: int) -> list[Seen]:
        pytest.skip("a terminal sends no files")

    async def letters(self) -> list[Seen]:
        await self.app.delivery.sweep()
        await self.app.rest()
        new, self._read = self._printed[self._read :], len(self._printed)
        seen = [_seen(number, text) for number, text in enumerate(new)]
        self._screen = seen or self._screen
        return seen

    async def told(self, message: Message) -> list[Seen]:
        """What the bot says of its own accord."""
        await self._rest()
        self._printed.clear()
        await tell(self.app, "terminal", PEER, message)
        return await self._answers()

    async def file_of(self, seen: Seen) -> bytes:
        """The bytes of a file that came, behind its link."""
        (link,) = [found[2] for found in map(FILE.fullmatch, self._lines()) if found]
        async with httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=self.app.web()),
            base_url="http://terminal",
            timeout=PATIENCE,
        ) as http:
            return (await http.get(link)).content

    def _lines(self) -> list[str]:
        return [line for text in self._printed for line in text.split("\n")]

    def hang_up(self) -> None:
        """No more lines come."""
        self._typed.put("")

    async def _answers(self) -> list[Seen]:
        await self._rest()
        self._screen = [_seen(number, text) for number, text in enumerate(self._printed)]
        self._read = len(self._printed)
        return self._screen

    async def _rest(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self._waiting.wait()


def _seen(number: int, printed: str) -> Seen:
    text: list[str] = []
    buttons: list[Tappable] = []
    pinned, wants, file = False, (), ""
    for line in printed.removeprefix("\n").removesuffix("\n").split("\n"):
        if found := BUTTON.fullmatch(line):
            buttons.append(Tappable(found[2], found[1]))
        elif found := ADDRESS.fullmatch(line):
            buttons.append(Tappable(found[1], url=found[2]))
        elif PIN.fullmatch(line):
            pinned = True
        elif found := FILE.fullmatch(line):
            file = found[1]
        elif line == LOCATION:
            wants = ("text", "point")
        else:
            found = TITLE.fullmatch(line)
            text.append(found[1] if found else line)
    return Seen("\n".join(text), tuple(buttons), wants, pinned, ref=str(number), file=file)


@asynccontextmanager
async def open_terminal_line(
    database: str, content_index: ContentIndex
) -> AsyncIterator[TerminalLine]:
    """A terminal with a bot of its own: there is only one person at it."""
    line = TerminalLine()

    async def settled() -> None:
        await app.rest()

    settings = Settings(database=database, secret=SECRET, _env_file=None)  # type: ignore[call-arg]
    channel = TerminalChannel(read=line.read, write=line.write, settled=settled)
    app = App(settings, content_index=content_index, channels={"terminal": channel}, clock=clock)
    line.app = app
    async with app.running():
        yield line
        line.hang_up()
        await app.ended("terminal")
