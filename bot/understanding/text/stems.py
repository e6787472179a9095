"""Stems: the first letters of a word stand for all its forms."""

from __future__ import annotations

from bot.understanding.text.alphabet import fold, words
from bot.understanding.text.word_lists import LISTS

STEM = 5

# Folded words that say how one asks, not what about.
STOP_WORDS = frozenset(words(fold(" ".join(LISTS["stop_words"]))))


def stem(word: str) -> str:
    """Return the beginning of a folded word that its forms share."""
    return word[:STEM]


def stems(text: str) -> set[str]:
    """What a text says, without endings."""
    return {stem(word) for word in words(fold(text))}
