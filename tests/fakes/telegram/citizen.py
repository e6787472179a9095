"""A person in Telegram, for tests that read like a conversation."""

import asyncio
import base64
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from tests.waiting import PATIENCE

if TYPE_CHECKING:
    from tests.fakes.telegram.state import FakeTelegram

_numbers = itertools.count(380_000_001)

Do = Callable[[str, dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as a person sees it. `text` goes without the title; pins have none."""

    id: int
    text: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    pin: tuple[float, float, str, str] | None  # lat, lon, title, address
    own: bool  # the person wrote it
    edited: bool
    version: int
    body: dict[str, Any]
    file: str = ""  # the document's name

    @property
    def buttons(self) -> tuple[str, ...]:
        """Labels of the buttons under the message."""
        return tuple(itertools.chain.from_iterable(self.rows))

    @property
    def whole(self) -> str:
        """Title and text, or a document's caption."""
        return str(self.body.get("text", self.body.get("caption", "")))


def local(fake: "FakeTelegram") -> Do:
    """Commands for a fake in this event loop."""
    from tests.fakes.telegram import people  # a citizen of a remote fake needs no aiogram

    return lambda name, body: people.run(fake, name, body)


def remote(api: str) -> Do:
    """Commands for a fake in a process of its own."""

    def do(name: str, body: dict[str, Any]) -> dict[str, Any]:
        with httpx.Client(trust_env=False, verify=False, timeout=PATIENCE) as http:  # reads no CAs
            answer = http.post(f"{api}/fake/{name}", json=body)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    return do


class Citizen:
    """One person in a private chat with the bot.

    Messages of the bot, new and edited, wait in order until `hears` takes them.
    """

    def __init__(self, do: Do, *, id: int = 0, name: str = "Оксана", lang: str = "uk") -> None:
        self._do = do
        self.id = id or next(_numbers)
        self._heard = 0
        user = {"id": self.id, "first_name": name, "language_code": lang}
        do("meet", {"user": user})

    # -- what the person does

    async def says(self, text: str) -> int:
        """Type a text; the update's id."""
        return self._write({"text": text, **_command_entity(text)})

    async def starts(self, payload: str = "") -> int:
        """Open the bot, perhaps by a deep link."""
        return await self.says(f"/start {payload}".strip())

    async def shares(self, lat: float, lon: float) -> int:
        """Send a place on the map."""
        return self._write({"location": {"latitude": lat, "longitude": lon}})

    async def shares_contact(self, phone: str) -> int:
        """Send the person's own contact."""
        contact = {"phone_number": phone, "first_name": "Оксана", "user_id": self.id}
        return self._write({"contact": contact})

    async def sends_file(
        self,
        name: str,
        *,
        size: int = 0,
        content: bytes = b"",
        media_type: str = "application/pdf",
        caption: str = "",
    ) -> int:
        """Send a document: its `content`, or one of `size` bytes that nobody will open."""
        packed = base64.b64encode(content).decode()
        file = self._do("add_file", {"name": name, "size": size or len(content), "content": packed})
        document = file | {"file_name": name, "mime_type": media_type}
        return self._write({"document": document} | ({"caption": caption} if caption else {}))

    async def sends(self, content: dict[str, Any]) -> int:
        """Send any other content: a sticker, a photo, …"""
        return self._write(content)

    async def downloads(self, seen: Seen) -> bytes:
        """Open the document of a message."""
        file = seen.body["document"]["file_id"]
        return base64.b64decode(self._do("download", {"file_id": file})["content"])

    async def taps(self, label: str, *, on: Seen | None = None) -> str:
        """Press the button with this label: under the field, else on the newest message.

        A web address is returned, not opened. `on` names an older message.
        """
        if on is None and label in itertools.chain.from_iterable(self.keyboard):
            await self.says(label)
            return ""
        for seen in [on] if on else reversed(self.sees):
            for button in itertools.chain.from_iterable(_inline(seen.body)):
                if button["text"] == label:
                    return self._press(seen.id, button)
        shown = [seen.buttons for seen in self.sees if seen.rows]
        raise AssertionError(f"no button {label!r}; there are {shown} and {self.keyboard}")

    async def forges(self, data: str, *, on: Seen) -> int:
        """Press a button that was never there."""
        body = {"chat": self.id, "message_id": on.id, "data": data}
        return int(self._do("press", body)["update_id"])

    async def corrects(self, text: str) -> int:
        """Edit the person's last message."""
        last = [seen for seen in self.sees if seen.own][-1]
        body = {"chat": self.id, "message_id": last.id, "content": {"text": text}}
        return int(self._do("rewrite", body)["update_id"])

    async def blocks(self) -> int:
        """Block the bot."""
        return int(self._do("change_membership", {"chat": self.id, "blocked": True})["update_id"])

    async def unblocks(self) -> int:
        """Come back."""
        return int(self._do("change_membership", {"chat": self.id, "blocked": False})["update_id"])

    async def erases(self, seen: Seen) -> None:
        """Delete a message for both sides."""
        self._do("erase", {"chat": self.id, "message_id": seen.id})

    # -- what the person sees

    @property
    def sees(self) -> list[Seen]:
        """The messages of the chat now, oldest first."""
        return [_seen(one) for one in self._look()["messages"]]

    @property
    def keyboard(self) -> list[list[str]]:
        """Labels of the keyboard under the field."""
        keyboard = self._look()["keyboard"] or {"keyboard": []}
        return [[key["text"] for key in row] for row in keyboard["keyboard"]]

    @property
    def actions(self) -> list[str]:
        """What the bot showed itself doing: "typing"."""
        return list(self._look()["actions"])

    @property
    def spinning(self) -> bool:
        """Whether a pressed button still waits for its answer."""
        return bool(self._look()["spinning"])

    async def hears(self, n: int = 1, *, within: float = PATIENCE) -> list[Seen]:
        """The next `n` messages of the bot, new or edited, in the order they appeared."""
        until = time.monotonic() + within
        while len(fresh := self._fresh()) < n:
            if time.monotonic() > until:
                texts = [seen.whole for seen in fresh]
                raise AssertionError(f"heard {len(fresh)} of {n} in {within} s: {texts}")
            await asyncio.sleep(0.01)
        self._heard = fresh[n - 1].version
        return fresh[:n]

    def hears_nothing(self) -> None:
        """Assert that the bot has said nothing; wait before until it is at rest."""
        assert not self._fresh(), [seen.whole for seen in self._fresh()]

    def _fresh(self) -> list[Seen]:
        fresh = [
            _seen(one)
            for one in self._look()["messages"]
            if one["from_bot"] and one["version"] > self._heard
        ]
        return sorted(fresh, key=lambda seen: seen.version)

    def _look(self) -> dict[str, Any]:
        return self._do("look", {"chat": self.id})

    def _write(self, content: dict[str, Any]) -> int:
        return int(self._do("write", {"chat": self.id, "content": content})["update_id"])

    def _press(self, message: int, button: dict[str, Any]) -> str:
        if "url" in button:
            return str(button["url"])
        body = {"chat": self.id, "message_id": message, "data": button["callback_data"]}
        self._do("press", body)
        return ""


def _command_entity(text: str) -> dict[str, Any]:
    if not text.startswith("/"):
        return {}
    length = len(text.split()[0])
    return {"entities": [{"type": "bot_command", "offset": 0, "length": length}]}


def _inline(body: dict[str, Any]) -> list[list[dict[str, Any]]]:
    found: list[list[dict[str, Any]]] = body.get("reply_markup", {}).get("inline_keyboard", [])
    return found


def _seen(one: dict[str, Any]) -> Seen:
    body = one["body"]
    text, title = str(body.get("text", body.get("caption", ""))), ""
    for entity in body.get("entities", body.get("caption_entities", [])):
        if entity["type"] == "bold" and entity["offset"] == 0:
            raw = text.encode("utf-16-le")
            title = raw[: entity["length"] * 2].decode("utf-16-le")
            text = raw[entity["length"] * 2 :].decode("utf-16-le").strip()
    pin = None
    if location := body.get("location"):
        venue = body.get("venue", {})
        names = (venue.get("title", ""), venue.get("address", ""))
        pin = (location["latitude"], location["longitude"], *names)
    return Seen(
        id=body["message_id"],
        text=text,
        title=title,
        rows=tuple(tuple(button["text"] for button in row) for row in _inline(body)),
        pin=pin,
        own=not one["from_bot"],
        edited="edit_date" in body,
        version=one["version"],
        body=body,
        file=body.get("document", {}).get("file_name", ""),
    )
