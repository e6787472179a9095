"""First sound and consonants of a name: all its forms share them, so they find what to compare."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from operator import add

from bot.places.reading.alphabet import fold, is_cyrillic, sound, sound_all

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
    """Of each name, all of one script, in any case of letters: its first sound, its consonants."""
    text = "\n".join(names)
    text = text.casefold() if is_cyrillic(text) else sound_all(text)
    first = (sound(fold(name[:2]))[:1] for name in text.split("\n"))  # two: «Йо» sounds as «О»
    consonants = _DOUBLE.sub(r"\1", _OTHER.sub("", text.translate(_CONSONANTS))).split("\n")
    return list(map(add, first, consonants))


def skeleton(name: str) -> str:
    """The same of one name."""
    return skeletons((name,))[0]


def asked(keys: Iterable[str]) -> Iterator[str]:
    """Skeletons that the name of these folded words may have, with and without endings."""
    words = list(keys)
    first = sound(words[0])[:1]
    return (first + " ".join(parts) for parts in product(*map(_of_form, words)))


@lru_cache(maxsize=2048)
def _of_form(key: str) -> tuple[str, ...]:
    if not is_cyrillic(key):
        key = sound(key)
    consonants = _OTHER.sub("", key.translate(_CONSONANTS))
    whole = _DOUBLE.sub(r"\1", consonants)
    if not consonants.endswith(_OF_ENDINGS):
        return (whole,)
    return whole, _DOUBLE.sub(r"\1", consonants[:-1])
