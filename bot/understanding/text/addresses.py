"""A message that only names a place, or only looks for a library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.understanding.ranking.rankers import word_stems
from bot.understanding.text.alphabet import fold, words
from bot.understanding.text.preparing import PLACE
from bot.understanding.text.stems import stem
from bot.understanding.text.word_lists import LISTS

_LONGEST_STREET = 3
_NUMBER = re.compile(r"\d")


def stems_of(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of plain words."""
    return frozenset(stem(fold(word)) for word in words)


_STREET_STEMS = stems_of(LISTS["streets"])
# «Передумала, в Деражні» names a place instead of another one.
AROUND_STEMS = stems_of(LISTS["around_places"]) | stems_of(LISTS["around_places.instead"])
# What stands before these is a name: «Дунаєвецький район».
_UNIT_STEMS = stems_of(LISTS["units"])


def _folded(name: str) -> frozenset[str]:
    return frozenset(words(fold(" ".join(LISTS[name]))))


# Whole words: «бібліотекар» is somebody.
_SOUGHT = _folded("library.sought")
_SEEKING = _folded("library.seeking")


def seeks_a_library(text: str) -> bool:
    """Tell whether a text looks for a library and says nothing else: «шукаю бібліотеку»."""
    said = frozenset(words(fold(text)))
    return not said.isdisjoint(_SOUGHT) and said <= _SOUGHT | _SEEKING


def asks_nothing_else(said: Sequence[str], *, oblast: frozenset[str] = frozenset()) -> bool:
    """Tell whether folded words, with settlements as PLACE, only say where somebody is.

    `oblast` has stems of our oblast's name, as `stems_of` makes them.
    """
    rest: list[str] = []
    street = 0
    for before, word in zip(("", *said), said, strict=False):
        if word == PLACE or _NUMBER.search(word):
            street = 0
        elif stem(word) in _STREET_STEMS:
            street = _LONGEST_STREET
        elif street:
            street -= 1
        elif stem(word) in _UNIT_STEMS and rest[-1:] == [before]:
            rest.pop()
        elif stem(word) not in AROUND_STEMS | oblast:
            rest.append(word)
    return PLACE in said and not word_stems(rest)
