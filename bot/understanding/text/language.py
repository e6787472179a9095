"""Which language a message was written in."""

from __future__ import annotations

import re

from bot.understanding.text.alphabet import has_cyrillic, has_latin
from bot.understanding.text.readings import Reading
from bot.understanding.text.ukrainian import RUSSIAN_ENDINGS, RUSSIAN_LETTERS, UKRAINIAN_LETTERS
from bot.understanding.text.word_lists import LISTS

_WORD = re.compile(r"[^\W\d_]+")
_RUSSIAN = frozenset(LISTS["only_russian"])
_UKRAINIAN = frozenset(LISTS["only_ukrainian"])
_ENGLISH = frozenset((*LISTS["common"], *LISTS["common.short"]))
_ENOUGH_ENGLISH = 0.25  # of the words: a name or a command in Latin letters is no English


def language(reading: Reading, lexicon_changes: int = 0) -> str:
    """Return uk, ru, en, or translit for anything else in Latin letters.

    Args:
        reading: the reading that was chosen.
        lexicon_changes: how many words the lexicon knew as not Ukrainian.
    """
    if not has_cyrillic(reading.text):
        if is_transliterated(reading.text):
            return "translit"
        return "en" if has_latin(reading.text) else "uk"
    if reading.kind == "translit":
        return "translit"
    text = reading.text.lower()
    letters = sum(2 * (sign in RUSSIAN_LETTERS) - 2 * (sign in UKRAINIAN_LETTERS) for sign in text)
    found = _WORD.findall(text)
    told = sum((word in _RUSSIAN) - (word in _UKRAINIAN) for word in found)
    endings = sum(len(word) > 3 and word.endswith(RUSSIAN_ENDINGS) for word in found)
    return "ru" if 2 * letters + told + endings + 0.2 * lexicon_changes > 0.5 else "uk"


def is_transliterated(text: str) -> bool:
    """Tell whether a text is all in Latin letters and too few of its words are English."""
    if has_cyrillic(text) or not has_latin(text):
        return False
    words = _WORD.findall(text.lower())
    return sum(word in _ENGLISH for word in words) < _ENOUGH_ENGLISH * len(words)
