"""Which language a message was written in."""

from __future__ import annotations

import re

from bot.languages.word_lists import by_language
from bot.understanding.text.alphabet import has_cyrillic, has_latin
from bot.understanding.text.readings import Reading
from bot.understanding.text.ukrainian import RUSSIAN_ENDINGS, RUSSIAN_LETTERS, UKRAINIAN_LETTERS
from bot.understanding.text.word_lists import LISTS, TOPIC

_WORD = re.compile(r"[^\W\d_]+")
_RUSSIAN = frozenset(LISTS["only_russian"])
_UKRAINIAN = frozenset(LISTS["only_ukrainian"])
# Common words of each language that is written in Latin letters.
_COMMON = {
    lang: frozenset((*lists["common"], *lists.get("common.short", ())))
    for lang, lists in by_language(TOPIC).items()
    if "common" in lists
}
_SENTENCE = 3  # words
_MOSTLY = 0.5  # of the words: nobody writes Ukrainian so
_ENOUGH = 0.25  # of the words: a name or a command in Latin letters is no English


def language(reading: Reading, lexicon_changes: int = 0) -> str:
    """Return uk, ru, a language that has common words in its folder (en), or translit.

    Args:
        reading: the reading that was chosen.
        lexicon_changes: how many words the lexicon knew as not Ukrainian.
    """
    if not has_cyrillic(reading.text):
        return _in_latin(reading.text) or "translit" if has_latin(reading.text) else "uk"
    if reading.kind == "translit":
        return "translit"
    text = reading.text.lower()
    letters = sum(2 * (sign in RUSSIAN_LETTERS) - 2 * (sign in UKRAINIAN_LETTERS) for sign in text)
    found = _WORD.findall(text)
    told = sum((word in _RUSSIAN) - (word in _UKRAINIAN) for word in found)
    endings = sum(len(word) > 3 and word.endswith(RUSSIAN_ENDINGS) for word in found)
    return "ru" if 2 * letters + told + endings + 0.2 * lexicon_changes > 0.5 else "uk"


def plain_language(text: str) -> str:
    """The language of a sentence in Latin letters of which most words are known; "" for others."""
    found = _WORD.findall(text.lower())
    lang = _in_latin(text) if len(found) >= _SENTENCE and not has_cyrillic(text) else ""
    known = sum(word in _COMMON[lang] for word in found) if lang else 0
    return lang if known >= _MOSTLY * len(found) else ""


def is_transliterated(text: str) -> bool:
    """Tell whether a text is all in Latin letters and too few of its words are English, say."""
    return not has_cyrillic(text) and has_latin(text) and not _in_latin(text)


def _in_latin(text: str) -> str:
    """The language of a text in Latin letters, "" where too few of its words are known."""
    words = _WORD.findall(text.lower())
    known = {lang: sum(word in common for word in words) for lang, common in _COMMON.items()}
    likely = max(known, key=known.__getitem__)
    return likely if known[likely] >= _ENOUGH * len(words) else ""
