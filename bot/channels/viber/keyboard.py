"""The keyboard under the field: Viber shows the last one that came, and no other buttons stay."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit

from bot.channels.text import cut, line_of, needs_line, sendable
from bot.channels.viber.limits import (
    COLUMNS,
    KEYBOARD_BUTTONS,
    KEYBOARD_ROWS,
    LABEL_UNITS,
    TRACKING_LETTERS,
)
from bot.engine.model import Key, Message
from bot.engine.texts import N_

SEND_LOCATION = N_("Send my location")
SEND_PHONE = N_("Send my number")
MENU = N_("Menu")
NATIVE_API = 3  # the version that knows buttons which ask the phone for something
# What a question wants, and the button that asks the phone for it. Apps for computers have none,
# or send nothing with it: every such question takes typed words.
NATIVE = {"point": ("location-picker", SEND_LOCATION), "phone": ("share-phone", SEND_PHONE)}
PLAIN_API = 1

Translate = Callable[[str], str]
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Keyboard:
    """What goes beside a message.

    Attributes:
        buttons: as Viber takes them.
        tokens: what a tap says, and the token that it means.
        lines: buttons that can't be buttons, as lines of the text.
        api: the least version of the app that takes it.
    """

    buttons: list[Json]
    tokens: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    api: int = PLAIN_API

    @property
    def shown(self) -> Json:
        """As a part of a message."""
        return {"Type": "keyboard", "DefaultHeight": False, "Buttons": self.buttons}

    @property
    def tracking(self) -> str:
        """What Viber gives back with the next message: the meaning of each button."""
        kept = dict(self.tokens)
        while len(tracked := _dumped(kept)) > TRACKING_LETTERS:
            kept.popitem()  # a label without its token is read as typed
        return tracked if kept else ""


def keyboard_of(message: Message, text: Translate, earlier: Sequence[Key] = ()) -> Keyboard:
    """The keyboard of a message; one that has no buttons at all gets the menu's.

    `earlier` are buttons of messages before it that nobody has replied to: the new keyboard takes
    their place, so it has them too, small and below its own.
    """
    asked = [NATIVE[want] for want in message.wants if want in NATIVE]
    rows: list[list[Json]] = [[_native(action, text(label))] for action, label in asked]
    tokens: dict[str, str] = {}
    lines: list[str] = []
    for row in message.rows:
        keys = [key for key in row if is_button(key)][: _room(rows)]
        lines += [line_of(key) for key in row if key not in keys and needs_line(key, message.text)]
        rows += _drawn(keys, tokens)
    rows += _drawn(earlier[: _room(rows)], tokens, size="small")[: KEYBOARD_ROWS - len(rows)]
    if not rows:
        rows = [[_reply(text(MENU), text(MENU), COLUMNS)]]
    api = NATIVE_API if asked else PLAIN_API
    return Keyboard([one for row in rows for one in row], tokens, tuple(lines), api)


def _room(rows: Sequence[Sequence[Json]]) -> int:
    """How many buttons more may come."""
    return KEYBOARD_BUTTONS - sum(map(len, rows)) if len(rows) < KEYBOARD_ROWS else 0


def still_of_use(message: Message, earlier: Sequence[Key]) -> list[Key]:
    """Buttons of earlier messages beside those of this one: links, and the answers to a question

    that is still the last.
    """
    own = [key for row in message.rows for key in row if is_button(key)]
    asks = any(map(is_answer, own))
    known = {(key.token, key.url) for key in own}
    return [
        key
        for key in earlier
        if (key.token, key.url) not in known and not (asks and is_answer(key))
    ]


def kept(message: Message, earlier: Sequence[Key]) -> list[Key]:
    """All buttons that are of use once the message is shown: its own, then those before it."""
    own = [key for row in message.rows for key in row if is_button(key)]
    return [*own, *still_of_use(message, earlier)][:KEYBOARD_BUTTONS]


def is_answer(key: Key) -> bool:
    """Whether it answers one question: a link opens its flow at any time."""
    return ":" in key.token


def _drawn(
    keys: Sequence[Key], tokens: dict[str, str], *, size: str = "regular"
) -> list[list[Json]]:
    """Rows of buttons."""
    return [
        [_button(key, tokens, columns=COLUMNS // len(part), size=size) for key in part]
        for part in _parted(keys)
    ]


def is_button(key: Key) -> bool:
    """Whether Viber takes it as one: a bad button would refuse the whole message."""
    if not key.url:
        return bool(key.token)
    try:
        parts = urlsplit(key.url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _parted(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """A row in equal widths: a width is a divisor of the whole."""
    while keys:
        many = next(one for one in (6, 3, 2, 1) if one <= len(keys))
        yield keys[:many]
        keys = keys[many:]


def _button(key: Key, tokens: dict[str, str], *, columns: int, size: str) -> Json:
    label = cut(sendable(key.label), LABEL_UNITS) or "…"
    if key.url:
        return {
            "Columns": columns, "Rows": 1, "ActionType": "open-url", "ActionBody": key.url,
            "Text": escape(label, quote=False), "TextSize": size,
        }  # fmt: skip
    said = _unlike(label, tokens)
    tokens[said] = key.token
    return _reply(label, said, columns, size)


def _unlike(label: str, known: Iterable[str]) -> str:
    """What a tap says: two buttons with one label must say something else each."""
    said, number = label, 1
    while said in known:
        number += 1
        said = f"{label} ({number})"
    return said


def _reply(label: str, said: str, columns: int, size: str = "regular") -> Json:
    return {
        "Columns": columns, "Rows": 1, "ActionType": "reply", "ActionBody": said,
        "Text": escape(label, quote=False), "TextSize": size,
    }  # fmt: skip


def _native(action: str, label: str) -> Json:
    return {
        "Columns": COLUMNS, "Rows": 1, "ActionType": action, "ActionBody": action,
        "Text": escape(label, quote=False), "TextSize": "regular",
    }  # fmt: skip


def _dumped(tokens: Mapping[str, str]) -> str:
    return json.dumps(tokens, ensure_ascii=False, separators=(",", ":"))
