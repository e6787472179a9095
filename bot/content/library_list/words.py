"""The words of such lists: `locales/<code>/library_list.txt`."""

import re
from collections.abc import Mapping
from functools import cache

from bot.languages.word_lists import word_lists

_LISTS = word_lists("library_list")
_APOSTROPHES = str.maketrans(dict.fromkeys("'`ʼ‘´\"", "’"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def folded(text: str) -> str:
    """Small letters, one kind of apostrophe and of dash, single spaces."""
    return " ".join(text.lower().translate(_APOSTROPHES).translate(_DASHES).split())


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a list, folded, longest first."""
    return tuple(sorted(map(folded, _LISTS[name]), key=len, reverse=True))


def raw_words(name: str) -> tuple[str, ...]:
    """The words of a list as the file has them."""
    return _LISTS[name]


@cache
def topics(prefix: str) -> Mapping[str, tuple[str, ...]]:
    """All lists whose names begin so, by the rest of the name, in the order of the file."""
    return {
        name.removeprefix(prefix): words(name) for name in _LISTS.lists if name.startswith(prefix)
    }


def begins_with(text: str, found: tuple[str, ...]) -> int:
    """How many letters of a folded text one of these words takes at its beginning; 0 for none."""
    return next((len(one) for one in found if text.startswith(one)), 0)


def has_word(text: str, found: tuple[str, ...]) -> bool:
    """Whether one of these beginnings of words stands in a folded text."""
    return any(re.search(rf"(?<!\w){re.escape(one)}", text) for one in found)
