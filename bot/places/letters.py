"""One spelling for what people write differently: letters folded, Latin folded too."""

import re

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`‘\"*ʹ′-][^\W\d_]+)*\.?")
_APOSTROPHES = re.compile("['’ʼ`‘\"*ʹ′]")
_SAME = str.maketrans(
    {
        "ґ": "г",
        "і": "и",
        "ї": "и",
        "й": "и",
        "ы": "и",
        "є": "е",
        "э": "е",
        "ё": "е",
        "ь": "",
        "ъ": "",
    }
)
_LOOK_ALIKE = str.maketrans("aceiopxykmthb", "асеіорхукмтнв")
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh",
    "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia", "ы": "y", "э": "e",
    "ё": "e", "ъ": "",
}  # fmt: skip
_LATIN_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("szcz", "s"), ("kh", "h"), ("ch", "c"), ("sh", "s"),
    ("zh", "z"), ("tz", "c"), ("ts", "c"), ("w", "v"), ("x", "h"), ("q", "k"), ("g", "h"),
)  # fmt: skip
_GLIDE = re.compile(r"[iyj]+")
_SOFT = re.compile(r"i([eaou])")
_DOUBLE = re.compile(r"(.)\1+")


def fold(word: str) -> str:
    """A word in Cyrillic letters, folded; Latin look-alikes inside it are mended."""
    word = _APOSTROPHES.sub("", word.casefold())
    if not word.isascii():
        word = word.translate(_LOOK_ALIKE)
    return word.translate(_SAME)


def fold_latin(word: str) -> str:
    """A word in Latin letters of any scheme, folded by sound."""
    word = _APOSTROPHES.sub("", word.casefold())
    for written, sound in _LATIN_SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLE.sub(r"\1", _SOFT.sub(r"\1", _GLIDE.sub("i", word)))


def to_latin(word: str) -> str:
    """A Cyrillic word by the official table (KMU 2010), apostrophe and soft sign dropped."""
    return "".join(_LATIN.get(letter, letter) for letter in word.casefold())
