"""Letters: remove what nobody sees, join what people mix up, cut into words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

MAX_LENGTH = 4096

_LINE_BREAKS = re.compile(r"[\s\u2028\u2029]+")
# Control, zero-width, direction marks, surrogates, stress marks: never part of a word.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u0300\u0301\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ud800-\udfff]"
)
# Strokes through letters, rings and dots on them: what composes a letter is composed before.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
# Four letters or more, each by itself: with spaces or with signs between.
_LETTER = "(?:[^\\W\\d_]|['’`ʼ′])"
_APART = re.compile(
    rf"(?<![^\W_])[^\W\d_](?:(?:\s{{1,4}}|\s?[.\-_*·•|/–—~+]{{1,2}}\s?){_LETTER}){{3,}}(?![^\W_])"
    r"|(?<![^\W_])[a-z](?:[ .\-_*][a-z]){2}(?![^\W_])"  # «d i e»: short words are English ones
)
_BETWEEN_WORDS = re.compile(r"\s{2,}|\s?[|/]\s?")
_BETWEEN_LETTERS = re.compile(r"[\s.\-_*·•–—~+]+")
# «п о ж е ж а у сусідів»: no word ends so, and the last letter is one itself.
_LAST_IS_WORD = re.compile(r"(?<=[аеоуяи])\s+[уі]\Z", re.IGNORECASE)
_HUMPS = re.compile("(?<=[а-яіїєґ])(?=[А-ЯІЇЄҐ])")
# One apostrophe for all; the letter that later stands for a place is nobody's to type.
_SAME = str.maketrans({**dict.fromkeys("'`´ʼʹ‘‛′＇", "’"), "ѫ": "у", "Ѫ": "У"})

_LATIN = "a-z"
_CYRILLIC = "а-яёіїєґѐѝў"
_HAS_LATIN = re.compile(f"[{_LATIN}]", re.IGNORECASE)
_HAS_CYRILLIC = re.compile(f"[{_CYRILLIC}]", re.IGNORECASE)
_LOOK_ALIKES = str.maketrans("aceiopxykmthbABCEHIKMOPTXY", "асеіорхукмтнвАВСЕНІКМОРТХУ")
# Digits that people put for letters, within a word: «хо4у», «п0жежа». At its edges they count.
_DIGITS = re.compile(f"(?<=[{_CYRILLIC}])[0346](?=[{_CYRILLIC}])", re.IGNORECASE)
_LETTER_OF = {"0": "о", "3": "з", "4": "ч", "6": "б"}
# Of these letters alone a short word may be Cyrillic typed with the wrong key.
_ONLY_LOOK_ALIKES = re.compile(r"\A\W*+[aceiopxyACEIOPXYTKMHB]{1,2}\W*+\Z")

# One after another these are many times quicker than a table for all.
_JOINED = (
    *((letter, "і") for letter in "иїый"),
    *((letter, "е") for letter in "єэёѐ"),
    ("ґ", "г"),
    ("ў", "у"),
    *((letter, "") for letter in "ьъ’"),
)
_WORD = re.compile(r"[^\W_]+")
_DOUBLED = re.compile(r"([^\W\d_])\1+")


def clean(text: str) -> str:
    """Return the text as one line of visible characters, at most MAX_LENGTH of them."""
    text = text[:MAX_LENGTH]
    if not text.isascii():
        text = _without_marks(text)
    text = _LINE_BREAKS.sub(" ", _APART.sub(_together, text))
    if text.isascii():
        text = _INVISIBLE.sub("", text)
    else:
        # First what is invisible: a broken surrogate must not reach normalisation.
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
        text = _INVISIBLE.sub("", text)[:MAX_LENGTH]
        text = " ".join(map(_without_humps, text.split(" ")))
    return text.translate(_SAME).strip()


def _without_marks(text: str) -> str:
    """The letters without strokes and rings; «й» and «ї» are letters of their own."""
    return _MARKS.sub("", unicodedata.normalize("NFC", _INVISIBLE.sub(_keep_breaks, text)))


def _keep_breaks(found: re.Match[str]) -> str:
    return " " if found[0].isspace() else ""


def _together(apart: re.Match[str]) -> str:
    """«с у б с и д і я  н а  г а з» as words; with the same space or sign everywhere it is one."""
    if before_word := _LAST_IS_WORD.search(apart[0]) if _goes_on(apart) else None:
        return f"{_joined(apart[0][: before_word.start()])} {apart[0][-1]}"
    return _joined(apart[0])


def _goes_on(apart: re.Match[str]) -> bool:
    """Whether a whole word follows letters that stand apart."""
    return _WORD.match(apart.string[apart.end() :].lstrip()) is not None


def _joined(apart: str) -> str:
    parted = _BETWEEN_WORDS.split(apart)
    if max(map(len, parted)) == 1:  # «п/о/ж/е/ж/а»: it stands between letters, not words
        return "".join(parted)
    return " ".join(_BETWEEN_LETTERS.sub("", word) for word in parted)


def _without_humps(chunk: str) -> str:
    """«НеХочуЖити» as three words; «ПриватБанк» is one name."""
    return _HUMPS.sub(" ", chunk) if len(_HUMPS.findall(chunk)) > 1 else chunk


def has_latin(text: str) -> bool:
    """Tell whether any basic Latin letter is there."""
    return _HAS_LATIN.search(text) is not None


def has_cyrillic(text: str) -> bool:
    """Tell whether any Cyrillic letter is there."""
    return _HAS_CYRILLIC.search(text) is not None


def undo_look_alikes(text: str) -> str:
    """Turn Latin letters inside Cyrillic words into the Cyrillic ones they look like."""
    if not (has_latin(text) and has_cyrillic(text)):
        return text
    chunks = text.split(" ")
    for at, chunk in enumerate(chunks):
        if has_latin(chunk) and (has_cyrillic(chunk) or _ONLY_LOOK_ALIKES.fullmatch(chunk)):
            chunks[at] = chunk.translate(_LOOK_ALIKES)
    return " ".join(chunks)


def undo_digits(text: str) -> str:
    """Turn digits that stand for letters within Cyrillic words into these letters."""
    return _DIGITS.sub(lambda digit: _LETTER_OF[digit[0]], text)


def fold(text: str) -> str:
    """Lower the case and join letters that people mix up: и/і/ї/ы/й, е/є/э, г/ґ, ь, doubles."""
    text = text.lower()
    for letter, joined in _JOINED:
        text = text.replace(letter, joined)
    return _DOUBLED.sub(r"\1", text)


def words(folded: str) -> list[str]:
    """Cut a folded text into words of letters and digits."""
    return _WORD.findall(folded)


def word_pieces(word: str, shortest: int = 3, longest: int = 4) -> Iterator[str]:
    """Yield the character n-grams of a word with its edges marked by spaces."""
    padded = f" {word} "
    length = len(padded)
    for size in range(shortest, longest + 1):
        if size > length:
            if size == shortest:
                yield padded
            return
        for start in range(length - size + 1):
            yield padded[start : start + size]
