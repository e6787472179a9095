"""Names of libraries: which two are of one library."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz.fuzz import token_set_ratio

from bot.content.library_list.words import folded, words

ALIKE = 88.0  # of 100: names of one library
WORD = re.compile(r"[^\W\d_]+|\d+")

Facts = Mapping[str, object]


def name_of(facts: Facts) -> str:
    """The Ukrainian name of an entry."""
    told = facts.get("name")
    return str(told.get("uk", "")) if isinstance(told, Mapping) else str(told or "")


def same_library(facts: Facts, there: Sequence[Facts]) -> list[Facts]:
    """Those of one settlement's entries that have this library's name, or one that is like it.

    «Говорівська бібліотека» and «Сільська бібліотека, с. Говори» both say no more than the village.
    """
    name = folded(name_of(facts))
    exact = [one for one in there if folded(name_of(one)) == name]
    if exact:
        return exact
    own = _own_words(facts, facts)
    plain = [one for one in there if _own_words(one, facts) == own]
    if plain:
        return plain
    numbers = set(re.findall(r"\d+", name))
    return [
        one
        for one in there
        if token_set_ratio(folded(name_of(one)), name) >= ALIKE
        and set(re.findall(r"\d+", folded(name_of(one)))) == numbers
    ]


def _own_words(facts: Facts, place: Facts) -> frozenset[str]:
    """The words of a name that tell more than that it is the library of this place."""
    told = WORD.findall(folded(str(place.get("settlement_name") or "")))
    return frozenset(
        word for word in WORD.findall(folded(name_of(facts)))
        if word not in words("generic") and not any(_is_of(word, one) for one in told)
    )  # fmt: skip


def _is_of(word: str, place: str) -> bool:
    """Whether a word is made of a place's: «говорівська» of «говори»."""
    return len(place) > 2 and word.startswith(place[: max(3, -(-len(place) // 2))])
