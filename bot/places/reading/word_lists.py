"""The words round names of places: `locales/<code>/places.txt`."""

import re

from bot.languages.word_lists import word_lists
from bot.places.reading.alphabet import folded

TOPIC = "places"
_LISTS = word_lists(TOPIC)


def listed(name: str) -> frozenset[str]:
    """The words of a list, folded."""
    return frozenset(beginnings(name))


def beginnings(name: str) -> tuple[str, ...]:
    """The words of a list, folded: for `str.startswith`."""
    return folded(" ".join(_LISTS[name]))


def regex(name: str) -> str:
    """An expression that any word of a list fits; `*` stands for two letters at most."""
    return "|".join(
        re.escape(word.removesuffix("*")) + (r"\w{0,2}" if word.endswith("*") else "")
        for word in _LISTS[name]
    )
