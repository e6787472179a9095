"""One spelling for what people write differently: letters folded, Latin letters by sound."""

import re
from collections.abc import Iterable
from functools import lru_cache

# What stands inside a word and is no letter: apostrophes of all kinds, stress marks, dots of a
# decomposed й or ї, soft hyphens, zero-width signs.
_INSIDE = "'’ʼ`´‘‛′＇\"*ʹ\u0300-\u0308\u00ad\u200b-\u200f\u2060\ufeff"
# A digit for a sound, as in chats: «4ornyi Ostriv».
_LETTER = r"(?:[^\W\d_ʹʼ]|(?<![46])[46]++(?=[A-Za-z])|(?<=[A-Za-z46])[46]\b)"
WORD = re.compile(rf"{_LETTER}+(?:[{_INSIDE}]+{_LETTER}+)*")
GLUED = re.compile("(?<=[а-яіїєґ])(?=[А-ЯІЇЄҐ][а-яіїєґ]{3})")  # «вНетішині»
_REMOVED = re.compile(f"[{_INSIDE}]")
_SAME = str.maketrans(
    {
        **dict.fromkeys("іїйыѝ", "и"),
        **dict.fromkeys("єэёѐ", "е"),
        **dict.fromkeys("ьъ", ""),
        "ґ": "г",
        "ў": "у",
    }
)
_LOOK_ALIKE = str.maketrans("aceiopxykmthb", "асеіорхукмтнв")

# Sounds of folded Cyrillic letters, coarse enough for every scheme of transliteration.
_SOUND_OF = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "h", "д": "d", "е": "e", "ж": "z", "з": "z",
        "и": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "ш": "s",
        "щ": "s", "ю": "u", "я": "a",
    }
)  # fmt: skip
_LATIN_SOUNDS = {
    "shch": "s", "szcz": "s", "sch": "s", "kh": "h", "ch": "c", "cz": "c", "sh": "s", "sz": "s",
    "zh": "z", "tz": "c", "ts": "c", "w": "v", "x": "h", "q": "k", "g": "h", "y": "i", "j": "i",
    "4": "c", "6": "s", "ł": "l", "ó": "u", "ś": "s", "ć": "c", "ż": "z", "ź": "z", "ń": "n",
    "č": "c", "š": "s", "ž": "z", "ę": "e", "ą": "o",
}  # fmt: skip
_LATIN_SOUND = re.compile("|".join(sorted(_LATIN_SOUNDS, key=len, reverse=True)))
_SOFT = re.compile(r"(?<!i)i++(?=[aeou])")
_DOUBLE = re.compile(r"(.)\1+")
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_TO_CYRILLIC = str.maketrans(
    "`qwertyuiop[]\\asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>",
    "’йцукенгшщзхїґфівапролджєячсмитьбю’ЙЦУКЕНГШЩЗХЇҐФІВАПРОЛДЖЄЯЧСМИТЬБЮ",
)


def is_cyrillic(text: str) -> bool:
    """Whether any Cyrillic letter is there."""
    return _CYRILLIC.search(text) is not None


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """A word in lower case with letters that people mix up made one: и/і/ї/й/ы, е/є/э, г/ґ.

    Apostrophes and soft signs go; Latin look-alikes inside a Cyrillic word are mended.
    """
    return _fold(word)


def fold_all(words: Iterable[str]) -> set[str]:
    """Many words folded at once: all of one script."""
    return {*_fold(" ".join(words)).split()}


def _fold(word: str) -> str:
    word = _REMOVED.sub("", word.casefold())
    if is_cyrillic(word):
        word = word.translate(_LOOK_ALIKE)
    return word.translate(_SAME)


def folded(words: str) -> tuple[str, ...]:
    """Words parted by spaces, each folded."""
    return tuple(map(fold, words.split()))


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """How a folded word sounds, in Latin letters: equal for Cyrillic and any transliteration."""
    return _sound(word)


def sound_all(words: str) -> str:
    """How many words of one script sound, at once; signs between them stay."""
    return _sound(_fold(words))


def _sound(word: str) -> str:
    if is_cyrillic(word):
        word = word.translate(_SOUND_OF)
    else:
        word = _LATIN_SOUND.sub(lambda found: _LATIN_SOUNDS[found[0]], word)
    return _DOUBLE.sub(r"\1", _SOFT.sub("", word))


def from_layout(text: str) -> str:
    """The same keys pressed on the Ukrainian layout; as long as `text`."""
    return text.translate(_TO_CYRILLIC)
