"""Which libraries a text calls by name: «Сербинівська бібліотека», in any case of the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.understanding.reports import names_a_library
from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.word_lists import LISTS

_SHORTEST = 7  # letters: a shorter word is sooner another one
_ENDING = 2  # letters by which forms of an adjective differ in length
_KINDS = tuple(words(fold(" ".join(LISTS["library.kinds"] + LISTS["library.sought"]))))

_OBLAST = frozenset(words(fold(" ".join(LISTS["library.oblast"]))))
_SHORT = frozenset(words(fold(" ".join(LISTS["library.oblast_short"]))))
_OTHERS = tuple(words(fold(" ".join(LISTS["library.oblast_others"]))))
_READERS = tuple(
    frozenset(words(fold(" ".join(LISTS[name])))) for name in ("library.children", "library.youth")
)
_ADDRESSING = frozenset(words(fold(" ".join(LISTS["library.addressing"])))).union(
    _OBLAST, _SHORT, *_READERS
)
_NOUN = 3  # words after «обласна» among which its noun stands


def oblast_library(
    text: str, names: Sequence[str], *, main: int, is_on_libraries: bool
) -> int | None:
    """The number of the library of the oblast that a text means: «а в обласній», «дитяча обласна».

    Args:
        text: what was said.
        names: of the libraries of the oblast; `main` is the one that is called so alone.
        is_on_libraries: libraries are spoken of, so the text need not name one.
    """
    said = words(fold(clean(text)))
    at = next((number for number, word in enumerate(said) if word in _OBLAST), None)
    if at is None and _SHORT.isdisjoint(said):
        return None
    if at is not None:
        is_other = any(word.startswith(_OTHERS) for word in said[at + 1 : at + 1 + _NOUN])
        if is_other or not (is_on_libraries or names_a_library(text)):
            return None
    readers = next((one for one in _READERS if not one.isdisjoint(said)), frozenset())
    fits = (number for number, name in enumerate(names)
            if not readers.isdisjoint(words(fold(name))))  # fmt: skip
    return next(fits, main)


def only_addresses(text: str, places: Iterable[tuple[int, int]]) -> bool:
    """Whether a text says nothing but who shall get it; `places` are its ranges that name one."""
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return _ADDRESSING.issuperset(words(fold(clean(text))))


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
