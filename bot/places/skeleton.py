"""Consonants of a word: all forms of a name share them, so they find the name to compare with."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from bot.places.letters import is_cyrillic, sound, sound_all

# к – ц and г – з, х – с change places in forms; vowels come, go and change; doubles too.
_CLASSES = {"c": "кцчkc", "s": "гґхзсжшщhsz", **{one: one for one in "bvdlmnprtf"}}
_CYRILLIC = dict(zip("бвдлмнпртф", "bvdlmnprtf", strict=True))
_CONSONANTS = {
    **dict.fromkeys(map(ord, "аеєиіїоуюяьйыэёъ’'ʼaeiouyjw"), ""),  # named, for they come often
    **{ord(letter): kept for kept, letters in _CLASSES.items() for letter in letters},
    **{ord(letter): kept for letter, kept in _CYRILLIC.items()},
    **{ord(kept): kept for kept in (*_CLASSES, " ", "\n")},
    ord("-"): " ",
}
_OTHER = re.compile("[^bcdflmnprstv \n]+")
_DOUBLE = re.compile(r"(.)\1+")
# Consonants that endings have: -ах, -ого; -ам, -ому, -ами; -ів, -ові.
_OF_ENDINGS = ("s", "m", "v")


def skeletons(names: Iterable[str]) -> list[str]:
    """Of each name, all of one script, in any case of letters: its words' consonants."""
    text = "\n".join(names)
    text = (text.casefold() if is_cyrillic(text) else sound_all(text)).translate(_CONSONANTS)
    return _DOUBLE.sub(r"\1", _OTHER.sub("", text)).split("\n")


def skeleton(name: str) -> str:
    """The same of one name."""
    return skeletons((name,))[0]


def asked(keys: Iterable[str]) -> Iterator[str]:
    """Skeletons that the name of these folded words may have, with and without endings."""
    return map(" ".join, product(*map(_of_form, keys)))


def _of_form(key: str) -> tuple[str, ...]:
    if not is_cyrillic(key):
        key = sound(key)
    consonants = _OTHER.sub("", key.translate(_CONSONANTS))
    whole = _DOUBLE.sub(r"\1", consonants)
    if not consonants.endswith(_OF_ENDINGS):
        return (whole,)
    return whole, _DOUBLE.sub(r"\1", consonants[:-1])
