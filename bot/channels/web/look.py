"""How messages look in the chat on the site, part by part as `static/view.js` draws them."""

from collections.abc import Iterator, Sequence

from bot.channels.web.texts import PAGE
from bot.contracts.looks import Bubble, Look, Part, PartKind, Rows, Translate
from bot.engine.model import Key, Message, Pin

_NATIVE = {"file": "attach", "point": "locate"}  # what a question wants, and the button's label


def look(messages: Sequence[Message], text: Translate) -> Look:
    """What a person gets. The chat cuts nothing and parts nothing."""
    return Look(tuple(_bubble(one, text) for one in messages))


def _bubble(message: Message, text: Translate) -> Bubble:
    keys = [key for row in message.rows for key in row]
    first = next((key for key in keys if message.details and key.tone == "primary"), None)
    asked = [(text(PAGE[label]),) for want, label in _NATIVE.items() if want in message.wants]
    return Bubble(tuple(_parts(message, first, text)), (*reversed(asked), *_rows(message, first)))


def _rows(message: Message, first: Key | None) -> Rows:
    rows = (tuple(key.label for key in row if key is not first) for row in message.rows)
    return tuple(filter(None, rows))


def _parts(message: Message, first: Key | None, text: Translate) -> Iterator[Part]:
    if message.title:
        yield Part(PartKind.TITLE, message.title)
    if message.to_copy:
        yield Part(PartKind.COPY, message.text, label=text(PAGE["copy"]))
    elif message.text:
        yield Part(PartKind.TEXT, message.text)
    if first is not None:
        yield Part(PartKind.KEYS, rows=((first.label,),))
    if message.more:
        yield Part(PartKind.TEXT, message.more)
    if message.details:
        yield Part(PartKind.FOLDED, message.details, label=text(PAGE["details"]))
    if message.pin:
        yield Part(PartKind.PLACE, _place(message.pin, text))


def _place(pin: Pin, text: Translate) -> str:
    about = text(PAGE["approximate"]) if pin.approximate else ""
    return "\n".join(filter(None, (pin.title, pin.address, about, text(PAGE["route"]))))
