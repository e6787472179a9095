"""From typed words to the choice they mean, the same for every question of every flow."""

import re
import unicodedata
from collections.abc import Sequence

from bot.engine.dialogue import Shown

UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]"
)
SURROGATE = re.compile("[\ud800-\udfff]")
NOT_WORD = re.compile(r"[^\w’]+")


def clean(text: str) -> str:
    """The text without what can't be seen or stored: NUL, controls, zero width, surrogates."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return SURROGATE.sub("�", UNSEEN.sub("", text.replace("\r\n", "\n"))).strip()


def fold(text: str) -> str:
    """For comparing what was typed with a label: case, punctuation and apostrophes aside."""
    text = unicodedata.normalize("NFKC", text).casefold()
    for mark in "'`ʼ‘":
        text = text.replace(mark, "’")
    return " ".join(NOT_WORD.sub(" ", text).split())


def find_shown(text: str, shown: Sequence[Shown]) -> Shown | None:
    """The one choice or link that was typed: its number, label, word, or a clear beginning."""
    typed = fold(text)
    if not typed:
        return None
    choices = [one for one in shown if not one.link]
    if typed.isdecimal() and len(typed) <= 3:
        number = int(typed)
        return choices[number - 1] if 1 <= number <= len(choices) else None
    for one in shown:
        if typed == fold(one.label) or typed in map(fold, one.words):
            return one
    if len(typed) < 4:
        return None
    begins = [one for one in shown if fold(one.label).startswith(typed)]
    return begins[0] if len(begins) == 1 else None
