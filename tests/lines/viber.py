"""A conversation in Viber: what the citizen sees is the chat of the fake."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from html import unescape
from typing import Any

import httpx

from bot.app.wiring import App
from bot.channels.viber.keyboard import NATIVE
from bot.engine.model import Message
from tests.fakes.viber import people
from tests.fakes.viber.citizen import Citizen
from tests.lines.quick import tell
from tests.lines.service import Service
from tests.talk import Seen, Tappable
from tests.waiting import PATIENCE, until

MAP = "https://www.openstreetmap.org/?mlat="  # a welcome has no room for a place of its own
NATIVE_ACTIONS = {action for action, _ in NATIVE.values()}
DEFAULT = {"Меню", "Menu"}  # the keyboard of a message that has no buttons of its own


class ViberLine:
    """One person's chat with the bot."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.citizen = Citizen(self._do)
        self._read = 0
        self._known: dict[str, dict[str, Any]] = {}

    def _do(self, name: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._service.ask(lambda: people.run(self._service.viber.fake, name, body))

    async def text(self, text: str) -> list[Seen]:
        await self.citizen.says(text)
        return await self._answers()

    async def press(self, seen: Seen, button: Tappable) -> list[Seen]:
        if seen.ref == "0":  # forged: what we sent along is not what comes back
            forged = f'{{"{button.label}":"{button.handle}"}}'
            await self.citizen.says(button.label, tracking_data=forged)
        else:  # of the keyboard that is there now, or typed
            await self.citizen.says(button.handle)
        return await self._answers()

    async def phone(self, number: str) -> list[Seen]:
        """`number` is "" on a computer, which shares nothing."""
        contact = {"name": "Оксана"} | ({"phone_number": number} if number else {})
        await self.citizen.sends({"type": "contact", "contact": contact})
        return await self._answers()

    async def location(self, lat: float, lon: float) -> list[Seen]:
        await self.citizen.shares(lat, lon)
        return await self._answers()

    async def open(self, token: str) -> list[Seen]:
        await self.citizen.opens(token)
        return await self._answers()

    async def file(self, name: str, caption: str, size: int) -> list[Seen]:
        path = self._do("add_media", {"name": name})["path"]
        media = self._service.viber.address + path
        content = {"media": media, "file_name": name, "size": size}
        if name.endswith((".jpg", ".jpeg", ".png")):
            await self.citizen.sends({"type": "picture", "text": caption, **content})
        else:
            await self.citizen.sends({"type": "file", "text": caption, **content})
        return await self._answers()

    async def letters(self) -> list[Seen]:
        await self._service.do(self.app.delivery.sweep())
        return await self._answers()

    @property
    def app(self) -> App:
        return self._service.app

    async def told(self, message: Message) -> list[Seen]:
        """What the bot says of its own accord, to somebody who has written already."""
        self.citizen.becomes(subscribed=True)
        await self._service.do(tell(self.app, "viber", self.citizen.id, message))
        return await self._answers()

    async def file_of(self, seen: Seen) -> bytes:
        """The bytes of a file that came, which Viber fetches from us."""
        media = self._service.viber.fake.leading(self._known[seen.ref]["media"])
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as http:
            return (await http.get(media)).content

    async def _answers(self) -> list[Seen]:
        await self._service.take_callbacks()
        messages = self._do("look", {"id": self.citizen.id})["messages"]
        fresh, self._read = messages[self._read :], len(messages)
        seen: list[Seen] = []
        for one in fresh:
            if one["own"]:
                continue
            body = one["body"]
            self._known[one["token"]] = body
            if body["type"] == "text":
                seen.append(_seen(one["token"], body))
            elif body["type"] == "location":
                seen[-1] = replace(seen[-1], pinned=True)
            elif body["type"] == "file":
                words = seen.pop() if seen else _seen(one["token"], body)
                seen.append(replace(words, file=body["file_name"], ref=one["token"]))
        return seen


def _seen(ref: str, body: dict[str, Any]) -> Seen:
    """Small buttons are those of the messages before, which this keyboard takes the place of."""
    buttons = [one for one in body["keyboard"]["Buttons"] if one["TextSize"] != "small"]
    actions = {one["ActionType"] for one in buttons}
    wanted = [want for want, (action, _) in NATIVE.items() if action in actions]
    wants = ("text", *wanted) if wanted else ()
    pinned = any(one["ActionBody"].startswith(MAP) for one in buttons)
    shown = tuple(
        _tappable(one)
        for one in buttons
        if one["ActionType"] not in NATIVE_ACTIONS and not one["ActionBody"].startswith(MAP)
    )
    if [one.label for one in shown] in [[one] for one in DEFAULT]:
        shown = ()
    return Seen(body.get("text", ""), shown, wants, pinned, ref=ref)


def _tappable(button: dict[str, Any]) -> Tappable:
    label = unescape(button["Text"])
    if button["ActionType"] == "open-url":
        return Tappable(label, url=button["ActionBody"])
    return Tappable(label, button["ActionBody"])


@asynccontextmanager
async def open_viber_line(service: Service) -> AsyncIterator[ViberLine]:
    """A citizen of Viber; at the end Viber must have taken everything we sent."""
    fake = service.viber.fake
    refused = len(fake.refusals)
    await until(lambda: fake.webhook)
    line = ViberLine(service)
    yield line
    assert fake.refusals[refused:] == []
