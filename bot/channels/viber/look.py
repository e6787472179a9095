"""How messages look in Viber: the very messages that would be sent, read back."""

from collections.abc import Iterator, Sequence
from html import unescape
from itertools import chain

from bot.channels.looking import PARTED, remarks_on_buttons
from bot.channels.viber.keyboard import Json, kept, still_of_use
from bot.channels.viber.limits import COLUMNS, LABEL_UNITS, TEXT_UNITS
from bot.channels.viber.render import render
from bot.contracts.looks import Bubble, Look, Part, PartKind, Remark, Rows, Translate
from bot.engine.model import Key, Message
from bot.engine.texts import N_

MAP = N_("Point on the map")


def look(messages: Sequence[Message], text: Translate) -> Look:
    """What a person gets who has just written."""
    bubbles: list[Bubble] = []
    remarks: list[Remark] = []
    keyboard: Rows = ()
    earlier: Sequence[Key] = ()
    for message in messages:
        parts = render(message, text=text, name="", home="", earlier=still_of_use(message, earlier))
        earlier = kept(message, earlier)
        bubbles += (_bubble(part, text) for part in parts)
        keyboard = _rows(parts[-1]["keyboard"])
        remarks += _remarks(message, parts)
    return Look(tuple(bubbles), keyboard, tuple(remarks))


def _bubble(part: Json, text: Translate) -> Bubble:
    if part["type"] == "location":
        return Bubble((Part(PartKind.PLACE, text(MAP)),))
    if part["type"] == "rich_media":
        return Bubble((), _rows(part["rich_media"]))
    return Bubble((Part(PartKind.TEXT, str(part.get("text", ""))),))


def _rows(drawn: object) -> Rows:
    """Buttons as they stand: a row is so many columns wide."""
    buttons = drawn["Buttons"] if isinstance(drawn, dict) else ()
    rows: list[list[str]] = []
    width = COLUMNS
    for one in buttons:
        if width + one["Columns"] > COLUMNS:
            rows.append([])
            width = 0
        rows[-1].append(unescape(one["Text"]))
        width += one["Columns"]
    return tuple(map(tuple, rows))


def _remarks(message: Message, parts: Sequence[Json]) -> Iterator[Remark]:
    texts = [str(part["text"]) for part in parts if part["type"] == "text"]
    if len(texts) > 1:
        yield Remark(PARTED, {"most": TEXT_UNITS})
    drawn = set(chain.from_iterable(_rows(parts[-1]["keyboard"])))
    yield from remarks_on_buttons(message, drawn, most=LABEL_UNITS, said="\n".join(texts))
