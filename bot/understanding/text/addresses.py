"""A message that only names a place, as a name, an address or «я живу в …»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.understanding.ranking.rankers import word_stems
from bot.understanding.text.alphabet import fold
from bot.understanding.text.preparing import PLACE
from bot.understanding.text.stems import stem
from bot.understanding.text.word_lists import LISTS

_LONGEST_STREET = 3
_NUMBER = re.compile(r"\d")


def stems_of(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of plain words."""
    return frozenset(stem(fold(word)) for word in words)


_STREET_STEMS = stems_of(LISTS["streets"])
_AROUND_STEMS = stems_of(LISTS["around_places"])
# What stands before these is a name: «Дунаєвецький район».
_UNIT_STEMS = stems_of(LISTS["units"])


def asks_nothing_else(words: Sequence[str], *, oblast: frozenset[str] = frozenset()) -> bool:
    """Tell whether folded words, with settlements as PLACE, only say where somebody is.

    `oblast` has stems of our oblast's name, as `stems_of` makes them.
    """
    rest: list[str] = []
    street = 0
    for before, word in zip(("", *words), words, strict=False):
        if word == PLACE or _NUMBER.search(word):
            street = 0
        elif stem(word) in _STREET_STEMS:
            street = _LONGEST_STREET
        elif street:
            street -= 1
        elif stem(word) in _UNIT_STEMS and rest[-1:] == [before]:
            rest.pop()
        elif stem(word) not in _AROUND_STEMS | oblast:
            rest.append(word)
    return PLACE in words and not word_stems(rest)
