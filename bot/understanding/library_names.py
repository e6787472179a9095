"""Which libraries a text calls by name: «Сербинівська бібліотека», in any case of the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.understanding.reports import names_a_library
from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.word_lists import LISTS

_SHORTEST = 7  # letters: a shorter word is sooner another one
_ENDING = 2  # letters by which forms of an adjective differ in length
_KINDS = tuple(words(fold(" ".join(LISTS["library.kinds"] + LISTS["library.sought"]))))


def _same(one: str, other: str) -> bool:
    """Whether they are forms of one word: «сербинівська», «сербинівської»."""
    shorter = min(len(one), len(other))
    return abs(len(one) - len(other)) <= _ENDING and one[: shorter - 1] == other[: shorter - 1]


def called_by_name(text: str, names: Sequence[tuple[Iterable[str], str]]) -> list[int]:
    """Numbers of the libraries that a text names, all that fit it equally well; [] for none.

    Args:
        text: what was said.
        names: of each library its names, and the name of its settlement, which tells only where.
    """
    if not names_a_library(text):
        return []
    said = [word for word in words(fold(clean(text))) if len(word) >= _SHORTEST]
    own = [word for word in said if not any(_same(word, kind) for kind in _KINDS)]
    if not own:
        return []
    found: dict[int, tuple[int, int]] = {}
    for number, (called, place) in enumerate(names):
        there = set(words(fold(" ".join(called)))) - set(words(fold(place)))
        told = sum(any(_same(word, one) for one in there) for word in own)
        if told:
            kinds = sum(any(_same(word, one) for one in there) for word in said) - told
            found[number] = (told, kinds)
    best = max(found.values(), default=(0, 0))
    return [number for number, fits in found.items() if fits == best]
