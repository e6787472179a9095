"""How messages look in Telegram: the very calls that would be sent, read back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.channels.looking import PARTED, UNFOLDED, remarks_on_buttons
from bot.channels.telegram.calls import Call
from bot.channels.telegram.limits import LABEL_UNITS, TEXT_UNITS
from bot.channels.telegram.render import render
from bot.contracts.looks import Bubble, Look, Part, PartKind, Remark, Rows, Translate
from bot.engine.model import Message

KEYBOARDS = ("inline_keyboard", "keyboard")
_KINDS = {"bold": PartKind.TITLE, "expandable_blockquote": PartKind.FOLDED, "pre": PartKind.COPY}


def look(messages: Sequence[Message], text: Translate) -> Look:
    """What a person gets."""
    bubbles: list[Bubble] = []
    remarks: list[Remark] = []
    keyboard: Rows = ()
    for message in messages:
        calls = render(message, chat="", text=text)
        bubbles += map(_bubble, calls)
        keyboard = next(filter(None, (_rows(call, "keyboard") for call in calls)), ())
        remarks += _remarks(message, calls)
    return Look(tuple(bubbles), keyboard, tuple(remarks))


def _bubble(call: Call) -> Bubble:
    rows = _rows(call, "inline_keyboard")
    if call.method in {"sendVenue", "sendLocation"}:
        told = (str(call.params.get(name, "")) for name in ("title", "address"))
        return Bubble((Part(PartKind.PLACE, "\n".join(filter(None, told))),), rows)
    return Bubble(tuple(_parts(str(call.params.get("text", "")), _marks(call))), rows)


def _marks(call: Call) -> Sequence[Mapping[str, Any]]:
    marks = call.params.get("entities")
    return marks if isinstance(marks, list) else ()


def _parts(text: str, marks: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    """The text in parts; marks count in UTF-16 units, as Telegram does."""
    raw, end = text.encode("utf-16-le"), 0
    for mark in marks:
        start, stop = mark["offset"] * 2, (mark["offset"] + mark["length"]) * 2
        yield from _said(PartKind.TEXT, raw[end:start])
        yield from _said(_KINDS[mark["type"]], raw[start:stop])
        end = stop
    yield from _said(PartKind.TEXT, raw[end:])


def _said(kind: PartKind, raw: bytes) -> Iterator[Part]:
    if said := raw.decode("utf-16-le", "replace").strip():
        yield Part(kind, said)


def _rows(call: Call, kind: str) -> Rows:
    markup = call.params.get("reply_markup")
    rows = markup.get(kind, ()) if isinstance(markup, dict) else ()
    return tuple(tuple(str(key["text"]) for key in row) for row in rows)


def _remarks(message: Message, calls: Sequence[Call]) -> Iterator[Remark]:
    texts = [str(call.params["text"]) for call in calls if "text" in call.params]
    if len(texts) > 1:
        yield Remark(PARTED, {"most": TEXT_UNITS})
    folds = any(_KINDS[one["type"]] is PartKind.FOLDED for call in calls for one in _marks(call))
    if message.details and not folds:
        yield Remark(UNFOLDED)
    rows = [row for call in calls for kind in KEYBOARDS for row in _rows(call, kind)]
    drawn = {label for row in rows for label in row}
    yield from remarks_on_buttons(message, drawn, most=LABEL_UNITS, said="\n".join(texts))
