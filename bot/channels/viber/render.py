"""From a Message to messages of Viber: pure; all that Viber looks like is decided here."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from urllib.parse import urljoin

from bot.channels.text import sendable, split
from bot.channels.viber.cards import cards_of
from bot.channels.viber.client import encoded
from bot.channels.viber.keyboard import Json, Keyboard, Translate, keyboard_of
from bot.channels.viber.limits import (
    BODY_BYTES,
    FILE_BYTES,
    FILE_NAME_LETTERS,
    NAME_LETTERS,
    TEXT_UNITS,
)
from bot.engine.model import FileLink, Key, Message, Pin
from bot.engine.texts import N_
from bot.files.words import caption_of, file_line

SHOW_MAP = N_("Show on the map")
MAP = "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=17/{0}/{1}"
LIMITS = (TEXT_UNITS, 3500, 1500, 700)  # letters of a part: as many as its keyboard leaves room
ENVELOPE_BYTES = 600  # whom it goes to


def render(
    message: Message, *, text: Translate, name: str, home: str, earlier: Sequence[Key] = ()
) -> list[Json]:
    """The messages that show `message`, in order, each with the keyboard.

    Args:
        message: what to show.
        text: translates this module's own texts into the recipient's language.
        name: who says it.
        home: the address of this service, from which Viber fetches files; "" for none.
        earlier: buttons of messages before it that are still of use.
    """
    keyboard = keyboard_of(message, text, earlier)
    file = _file(message.file, home) if message.file else None
    lines = list(keyboard.lines)
    if message.file and file is None:
        lines.insert(0, file_line(message.file, text, lang=message.lang))
    words = _words(message, lines)
    cards = cards_of(message, keyboard)
    pin = _pin(message.pin) if message.pin else None
    after = [*filter(None, [pin, file, cards])]
    if not words and not after:
        words = "…"  # buttons alone can't be sent
    for limit in LIMITS:
        parts: list[Json] = [{"type": "text", "text": part} for part in split(words, limit)]
        whole = [_dressed(part, keyboard, name) for part in (*parts, *after)]
        if all(len(encoded(one)) <= BODY_BYTES - ENVELOPE_BYTES for one in whole):
            break
    return whole


def joined(messages: Sequence[Message], text: Translate) -> Message:
    """One message of many: places become buttons that show a map, files lines of the text."""
    maps = [(_map_key(one.pin, text),) for one in messages if one.pin]
    return replace(
        messages[-1],
        text="\n\n".join(filter(None, (_spelt(one, text) for one in messages))),
        title="",
        rows=(*chain.from_iterable(one.rows for one in messages), *maps),
        wants=tuple(dict.fromkeys(chain.from_iterable(one.wants for one in messages))),
        pin=None,
        file=None,
        cards=(),
    )


def _spelt(message: Message, text: Translate) -> str:
    """A message as text alone."""
    file = [file_line(message.file, text, lang=message.lang)] if message.file else []
    return _words(message, file)


def _map_key(pin: Pin, text: Translate) -> Key:
    place = f"{pin.point.lat:.5f}", f"{pin.point.lon:.5f}"
    return Key(text(SHOW_MAP), url=MAP.format(*place))


def _words(message: Message, lines: Sequence[str]) -> str:
    title, body = sendable(message.title), sendable(caption_of(message))
    whole = "\n".join(filter(None, (title, body)))
    return "\n\n".join(filter(None, (whole, "\n".join(lines))))


def _dressed(part: Json, keyboard: Keyboard, name: str) -> Json:
    """A message as Viber takes it, but for its receiver."""
    tracked = {"tracking_data": keyboard.tracking} if keyboard.tracking else {}
    return {
        "sender": {"name": name[:NAME_LETTERS]},
        "min_api_version": keyboard.api,
        **part,
        **tracked,
        "keyboard": keyboard.shown,
    }


def _pin(pin: Pin) -> Json:
    return {"type": "location", "location": {"lat": pin.point.lat, "lon": pin.point.lon}}


def _file(file: FileLink, home: str) -> Json | None:
    """The file, which Viber fetches from us; None when it can't."""
    address = urljoin(f"{home}/", file.url) if home and file.url else ""
    if not address.startswith("https://") or not 0 < file.size <= FILE_BYTES:
        return None
    name = file.name[-FILE_NAME_LETTERS:]
    return {"type": "file", "media": address, "size": file.size, "file_name": name}
