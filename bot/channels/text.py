"""Lengths as messengers count them, in UTF-16 units, cutting text to them, buttons as lines."""

import re
from collections.abc import Iterator

from bot.engine.model import Key

ELLIPSIS = "…"
# From the best place to cut to the worst.
BREAKS = tuple(map(re.compile, (r"\n[ \t]*\n\s*", r"\n\s*", r"(?<=[.!?…»])\s+", r"\s+")))


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def sendable(text: str) -> str:
    """The text trimmed as a messenger would, without halves of surrogate pairs."""
    text = text.strip()
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def cut(label: str, limit: int) -> str:
    """The label, ended with "…" when it is longer than `limit` units."""
    if units(label) <= limit:
        return label
    return label[: _fitting(label, limit - 1)].rstrip() + ELLIPSIS


def split(text: str, limit: int) -> Iterator[str]:
    """Parts of at most `limit` units, cut at ends of paragraphs, lines, sentences or words."""
    while units(text) > limit:
        end, start = _place_to_cut(text, _fitting(text, limit))
        yield text[:end].rstrip()
        text = text[start:]
    if text:
        yield text


def _fitting(text: str, limit: int) -> int:
    """How many characters from the beginning fit into `limit` units."""
    end = min(len(text), limit)
    while over := units(text[:end]) - limit:
        if over < 0:
            break
        end -= (over + 1) // 2  # a character takes two units at most
    return end


def _place_to_cut(text: str, end: int) -> tuple[int, int]:
    """Where the part ends and the rest begins: the last good break in its second half."""
    for pattern in BREAKS:
        # One character more: a break right after the last fitting one is a good end.
        breaks = [m for m in pattern.finditer(text, end // 2, end + 1) if m.start() <= end]
        if breaks:
            last = breaks[-1]
            rest = last.end()
            while rest < len(text) and text[rest].isspace():
                rest += 1
            return last.start(), rest
    return end, end


def line_of(key: Key) -> str:
    """A button as text: an address or a phone to tap, or words that can be typed."""
    label = sendable(key.label)
    if not key.url:
        return f"– {label}"
    if (number := key.url.removeprefix("tel:")) != key.url and says_number(label, number):
        return label
    return f"{label}: {sendable(number)}"


def needs_line(key: Key, said: str) -> bool:
    """Whether a button that can't be one still has something to tell beside the text `said`."""
    number = key.url.removeprefix("tel:")
    return number == key.url or not says_number(said, number)


def says_number(text: str, number: str) -> bool:
    """Whether the text has the telephone, however its digits are set apart."""
    digits = r"[\s()–-]*".join(one for one in number if one.isdecimal())
    return re.search(rf"(?<!\d){digits}(?!\d)", text) is not None
