"""Stems: the first letters of a word stand for all its forms."""

from __future__ import annotations

from bot.understanding.text.alphabet import fold, words
from bot.understanding.text.word_lists import LISTS

STEM = 5
_ENDING = 4  # letters by which forms of one word may differ
_SHORT_WORD, _SHORT_ROOT = 6, 3

# Folded words that say how one asks, not what about.
STOP_WORDS = frozenset(words(fold(" ".join(LISTS["stop_words"]))))


def stem(word: str) -> str:
    """Return the beginning of a folded word that its forms share."""
    return word[:STEM]


def stems(text: str) -> set[str]:
    """What a text says, without endings."""
    return {stem(word) for word in words(fold(text))}


def words_in_common(one: str, other: str) -> set[str]:
    """The stems of words that two texts share: «багато» is none of «багатодітної»."""
    shared: set[str] = set()
    named = [(stem(word), len(word)) for word in words(fold(other))]
    for word in words(fold(one)):
        alike = (size for root, size in named if root == stem(word) and word not in STOP_WORDS)
        if any(abs(size - len(word)) <= _ENDING for size in alike):
            shared.add(stem(word))
    return shared


def without_words_of(text: str, other: str) -> str:
    """A text without the words that another one has too, in any form: «садок», «садка»."""
    held = {_root(word) for word in words(fold(other)) if word not in STOP_WORDS}
    return " ".join(one for one in text.split() if held.isdisjoint(map(_root, words(fold(one)))))


def _root(word: str) -> str:
    """The stem, of a short word its first letters: vowels come and go."""
    return word[: _SHORT_ROOT if len(word) <= _SHORT_WORD else STEM]
