"""Conversations as lines of JSON: what programs and checks say, and what they are answered."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from bot.channels.contract import Accept, Channel, RawEvent, Traits
from bot.channels.keyboard import keyboard, next_line
from bot.channels.payload import storable
from bot.engine.model import Key, Message
from bot.engine.turn import Point, Turn, TurnKind
from bot.files.words import caption_of, file_line

PEER = "jsonl"


class WrongLineError(Exception):
    """A line that says nothing; the message tells what is wrong with it."""


class JsonlChannel(Channel):
    """Many dialogues over one input, a person each; the next line is read when all is answered.

    Args:
        settled: waits until everything accepted is answered.
        write: takes one answer for each line: `{"who", "messages": [{"text", "buttons"}], "cards",
            "danger"}`, or `{"who", "error"}` for a line that says nothing.
        read: the next line with its end, "" for no more: `{"who", "say"}`, `{"who", "tap"}` (a
            button's label) or `{"who", "lat", "lon"}`.
    """

    name = "terminal"
    traits = Traits(is_local=True)

    def __init__(
        self,
        settled: Callable[[], Awaitable[None]],
        write: Callable[[Mapping[str, object]], None],
        read: Callable[[], str] = keyboard,
    ) -> None:
        self._settled = settled
        self._write = write
        self._read = read
        self._said: dict[str, list[Message]] = {}
        self._keys: dict[str, dict[str, Key]] = {}

    def turn(self, body: Mapping[str, object]) -> Turn | None:
        """What a line said, as a turn."""
        point = body.get("point")
        return Turn(
            TurnKind(str(body["kind"])),
            self.name,
            str(body["peer"]),
            datetime.now(UTC),
            text=str(body.get("text", "")),
            token=str(body.get("token", "")),
            point=Point(*point) if isinstance(point, list) else None,
        )

    async def send(self, peer: str, message: Message) -> str:
        """Keep the message for the answer."""
        self._said.setdefault(peer, []).append(message)
        keys = [key for row in message.rows for key in row]
        self._keys.setdefault(peer, {}).update({key.label.casefold(): key for key in keys})
        return ""

    async def run(self, accept: Accept) -> None:
        """Say each line and write down what is answered, until the end of input."""
        session = datetime.now(UTC).isoformat(timespec="microseconds")
        for number in count():
            line = await next_line(self._read)
            if not line:
                return
            if line.strip("\ufeff \t\r\n"):
                self._write(await self._answered(line, f"{session}.{number}", accept))

    async def _answered(self, line: str, event: str, accept: Accept) -> dict[str, object]:
        who = None
        try:
            told = _told(line)
            who = told["who"]
            peer = peer_of(who)
            body = {**self._event(told, peer), "peer": peer}
        except WrongLineError as wrong:
            return {"who": who, "error": str(wrong)}
        await accept(self.name, [RawEvent(event, peer, body)])
        await self._settled()
        return {"who": who, **answer(self._said.pop(peer, []))}

    def _event(self, told: Mapping[str, object], peer: str) -> dict[str, object]:
        match told:
            case {"say": str(text)}:
                return {"kind": TurnKind.TEXT, "text": storable(text)}
            case {"tap": str(label)}:
                return {"kind": TurnKind.PRESS, "token": self._token(peer, label)}
            case {"lat": int() | float() as lat, "lon": int() | float() as lon}:
                if abs(lat) <= 90 and abs(lon) <= 180:
                    return {"kind": TurnKind.POINT, "point": [lat, lon]}
        raise WrongLineError('expected "say" or "tap", a string, or "lat" and "lon" in degrees')

    def _token(self, peer: str, label: str) -> str:
        key = self._keys.get(peer, {}).get(label.strip().casefold())
        if key is None:
            raise WrongLineError("no button of this dialogue has that label")
        if key.url:
            raise WrongLineError(f"this button opens {key.url}")
        return key.token


def _told(line: str) -> dict[str, Any]:
    try:
        told = json.loads(line.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise WrongLineError(f"this line is not JSON: {error}") from error
    if not isinstance(told, dict) or not isinstance(told.get("who"), str):
        raise WrongLineError('expected an object with "who", a string')
    return told


def peer_of(who: str) -> str:
    """The conversation of `who`, which may be any text."""
    digest = hashlib.sha256(who.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{PEER}.{digest[:32]}"


def answer(messages: Iterable[Message]) -> dict[str, object]:
    """What was said to one line: texts and labels, content ids shown, the kind of danger told."""
    said = list(messages)
    return {
        "messages": [
            {"text": text_of(one), "buttons": [key.label for row in one.rows for key in row]}
            for one in said
        ],
        "cards": list(dict.fromkeys(card for one in said for card in one.cards)),
        "danger": next((one.danger for one in said if one.danger), None),
    }


def text_of(message: Message) -> str:
    """A message as a person reads it: its title, text and file."""
    file = file_line(message.file, str, lang=message.lang) if message.file else ""
    return "\n".join(filter(None, (message.title, caption_of(message), file)))
