"""A conversation in Telegram: what the citizen sees is the chat of the fake Bot API server."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from bot.app.wiring import App
from bot.channels.telegram.render import NATIVE
from bot.engine.model import Message
from tests.fakes.telegram import people
from tests.fakes.telegram.citizen import Citizen
from tests.fakes.telegram.state import FakeMessage
from tests.lines.quick import tell
from tests.lines.service import Service
from tests.talk import Seen, Tappable
from tests.waiting import until

HARMLESS = "message is not modified"


class TelegramLine:
    """One person's private chat with the bot."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.citizen = Citizen(self._do)
        self._known: dict[int, FakeMessage] = {}

    def _do(self, name: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._service.ask(lambda: people.run(self._service.telegram.fake, name, body))

    async def text(self, text: str) -> list[Seen]:
        await self.citizen.says(text)
        return await self._answers()

    async def press(self, seen: Seen, button: Tappable) -> list[Seen]:
        if button.handle is None:  # under the field: it types its label
            return await self.text(button.label)
        on = int(seen.ref)
        shown = [one.handle for one in _buttons(self._known[on])]
        assert button.handle in shown, f"«{button.label}» is no longer there"
        self._do("press", {"chat": self.citizen.id, "message_id": on, "data": button.handle})
        return await self._answers()

    async def phone(self, number: str) -> list[Seen]:
        await self.citizen.shares_contact(number)
        return await self._answers()

    async def location(self, lat: float, lon: float) -> list[Seen]:
        await self.citizen.shares(lat, lon)
        return await self._answers()

    async def open(self, token: str) -> list[Seen]:
        await self.citizen.starts(token)
        return await self._answers()

    async def file(self, name: str, caption: str, size: int) -> list[Seen]:
        await self.citizen.sends_file(name, size=size, media_type="image/jpeg", caption=caption)
        return await self._answers()

    async def letters(self) -> list[Seen]:
        await self._service.do(self.app.delivery.sweep())
        return await self._answers()

    @property
    def app(self) -> App:
        return self._service.app

    async def told(self, message: Message) -> list[Seen]:
        """What the bot says of its own accord."""
        await self._service.do(tell(self.app, "telegram", str(self.citizen.id), message))
        return await self._answers()

    async def file_of(self, seen: Seen) -> bytes:
        """The bytes of a file that came."""
        file = self._known[int(seen.ref)].body["document"]["file_id"]
        return self._service.ask(lambda: self._service.telegram.fake.files[file][2])

    async def _answers(self) -> list[Seen]:
        await self._service.take_updates()
        before, self._known = self._known, self._service.ask(self._chat)
        changed = [
            (number, one)
            for number, one in self._known.items()
            if one.from_bot and (number not in before or before[number].version != one.version)
        ]
        changed.sort(key=lambda item: item[1].version)
        seen: list[Seen] = []
        for number, one in changed:
            if "location" in one.body:
                seen[-1] = replace(seen[-1], pinned=True)
            elif number not in before or _words(one) != _words(before[number]):
                seen.append(_seen(number, one, edited=number in before))
        return seen

    def _chat(self) -> dict[int, FakeMessage]:
        """The chat now; edits replace a message's body, so a copy of each is enough."""
        messages = self._service.telegram.fake.chats[self.citizen.id].messages
        return {
            number: FakeMessage(one.body, one.from_bot, one.version, one.markup)
            for number, one in messages.items()
        }


def _seen(number: int, one: FakeMessage, *, edited: bool) -> Seen:
    keys = _flat(one.markup.get("keyboard", ()))
    wanted = [want for want, (name, _) in NATIVE.items() if any(key.get(name) for key in keys)]
    wants = ("text", *wanted) if wanted else ()
    file = one.body.get("document", {}).get("file_name", "")
    return Seen(_words(one), _buttons(one), wants, edited=edited, ref=str(number), file=file)


def _words(one: FakeMessage) -> str:
    """The text, or a document's caption."""
    return str(one.body.get("text", one.body.get("caption", "")))


def _buttons(one: FakeMessage) -> tuple[Tappable, ...]:
    """Those under the message, or those it brought under the field, which have no handle."""
    inline = _flat(one.markup.get("inline_keyboard", ()))
    keys = _flat(one.markup.get("keyboard", ()))
    return (
        *(Tappable(key["text"], key.get("callback_data"), key.get("url", "")) for key in inline),
        *(Tappable(key["text"]) for key in keys if key.keys() == {"text"}),
    )


def _flat(rows: Iterable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [key for row in rows for key in row]


@asynccontextmanager
async def open_telegram_line(service: Service) -> AsyncIterator[TelegramLine]:
    """A citizen of Telegram; at the end the Bot API must have taken everything we sent."""
    fake = service.telegram.fake
    refused = len(fake.refusals)
    line = TelegramLine(service)
    yield line
    assert [one for one in fake.refusals[refused:] if HARMLESS not in one] == []
    await until(lambda: not line.citizen.spinning)  # a pressed button's was stopped
