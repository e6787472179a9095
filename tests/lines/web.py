"""A conversation in the web chat, as its page holds it: POST up, the stream down."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace

import pytest

from bot.app.wiring import App
from bot.conversation.transcript import Transcript
from bot.engine.model import Message
from bot.files.rules import CITIZEN_BYTES
from tests.channels.web.served_chat import Reading, Visitor
from tests.lines.quick import clock, tell
from tests.lines.service import Service
from tests.talk import Seen, Tappable

# The beginning of a signed message: the page knows a file by its bytes.
SIGNED = bytes.fromhex("308006092a864886f70d010702a080")
JPEG = b"\xff\xd8\xff\xe0"


class WebLine:
    """One page."""

    def __init__(self, service: Service, visitor: Visitor, stream: Reading) -> None:
        self._service = service
        self._visitor = visitor
        self._stream = stream
        self._last = 0
        self._heard: list[tuple[int, dict]] = []
        self._place: dict[str, str] = {}  # outbox id -> the first one shown in that place
        self._newest: dict[str, str] = {}  # and back: what stands there now

    async def text(self, text: str) -> list[Seen]:
        return await self._post(text=text)

    async def press(self, seen: Seen, button: Tappable) -> list[Seen]:
        return await self._post(token=button.handle, message=self._newest.get(seen.ref, seen.ref))

    async def phone(self, number: str) -> list[Seen]:
        return await self.text(number)

    async def location(self, lat: float, lon: float) -> list[Seen]:
        return await self._post(point={"lat": lat, "lon": lon})

    async def open(self, token: str) -> list[Seen]:
        return await self._post(start=token)

    async def file(self, name: str, caption: str, size: int) -> list[Seen]:
        uploaded = await self._visitor.upload(_bytes_of(name, size), name)
        if size > CITIZEN_BYTES:
            assert (uploaded.status_code, uploaded.json()["code"]) == (413, "file_large")
            pytest.skip("the web chat refuses it before the bot hears of it")
        return await self._post(files=[uploaded.json()["file"]], text=caption)

    async def letters(self) -> list[Seen]:
        await self._service.do(self.app.delivery.sweep())
        await self._service.rest()
        return await self._hear()

    @property
    def app(self) -> App:
        return self._service.app

    async def told(self, message: Message) -> list[Seen]:
        """What the bot says of its own accord."""
        peer = self.app.channels["web"].sessions.peer(self._visitor.token)
        await self._service.do(tell(self.app, "web", peer, message))
        return await self._hear()

    async def file_of(self, seen: Seen) -> bytes:
        """The bytes of a file that came, behind its link."""
        (link,) = [
            message["file"]["url"] for number, message in self._heard if str(number) == seen.ref
        ]
        answer = await self._visitor.http.get(link)
        assert answer.headers["content-disposition"].startswith("attachment")
        return answer.content

    async def _post(self, **content: object) -> list[Seen]:
        answer = await self._visitor.post(**content)
        if answer.status_code != 202:
            return [Seen(answer.json()["error"])]
        await self._service.rest()
        return await self._hear()

    async def _hear(self) -> list[Seen]:
        said = []
        for _ in range(await self._service.do(self._new())):
            self._last, message = await self._stream.next()
            self._heard.append((self._last, message))
            said.append(self._seen(str(self._last), message))
        return said

    async def _new(self) -> int:
        """How many messages wait in the stream."""
        peer = self._service.app.channels["web"].sessions.peer(self._visitor.token)
        transcript = Transcript(self._service.app.database, clock)
        return len(await transcript.after("web", peer, outbox_id=self._last))

    async def reload(self) -> None:
        """Open the page anew: it must show what the stream brought."""
        shown = [
            (one["id"], one["message"]) for one in await self._visitor.history() if "id" in one
        ]
        assert shown == self._heard[-len(shown) :]

    def _seen(self, number: str, message: dict) -> Seen:
        replaced = message.get("replace", number)
        place = self._place[number] = self._place.get(replaced, replaced)
        self._newest[place] = number
        return _seen(place, message)


def _seen(place: str, message: dict) -> Seen:
    parts = (message["text"], message.get("more", ""), message.get("details", ""))
    text = "\n\n".join(filter(None, parts))
    return Seen(
        text=f"{message['title']}\n{text}" if message.get("title") else text,
        buttons=tuple(
            Tappable(key["label"], key.get("token"), key.get("url", ""))
            for row in message.get("rows", ())
            for key in row
        ),
        wants=tuple(message.get("wants", ())),
        pinned="pin" in message,
        edited="replace" in message,
        ref=place,
        file=message.get("file", {}).get("name", ""),
    )


@asynccontextmanager
async def open_web_line(service: Service) -> AsyncIterator[WebLine]:
    """A page that has just been opened; at the end a reload must show the same."""
    here = SimpleNamespace(address=service.web)
    async with Visitor(here) as visitor, visitor.stream() as stream:
        line = WebLine(service, visitor, stream)
        yield line
        await line.reload()


def _bytes_of(name: str, size: int) -> bytes:
    return (SIGNED if name.endswith(".p7s") else JPEG).ljust(size, b"\0")
