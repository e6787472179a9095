"""Slips in a text that people read: a word that is none, where a letter makes it one.

Every form of every word that is written rightly rests in `spelling.<code>.bin`, as
`python -m bot.understanding.text.spelling CODE DICTIONARY` makes it of a Hunspell dictionary
(NOTICE). A language without such a file is not looked at.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from rapidfuzz.distance import OSA

from bot.languages.word_lists import by_language
from bot.understanding.text.dictionary import Dictionary, forms, made_of

_FOLDER: Final = Path(__file__).parent
_LONGEST: Final = 64  # letters of a word: all of it counts
_SHORTEST: Final = 4  # below it much that is short for something is no word
_LONG: Final = 7  # of shorter words a letter makes many
_WORD: Final = re.compile(r"(?<![\w-])[^\W\d_]{1,60}(?:’[^\W\d_]{1,60}){0,3}")
_APOSTROPHES: Final = str.maketrans("'ʼ", "’’")


def slips(text: str, lang: str, used: Collection[str]) -> Iterator[tuple[str, str]]:
    """Words that no dictionary knows (with the apostrophe ’), and the one that is meant by each.

    A word of `used` is meant: small letters, such as other texts have; else one without what no
    word has. Where several come into question the word is left alone: nobody knows which is meant.
    """
    known, pairs = _known(lang), _listed(lang, "mixed")
    if known is None or not pairs:
        return
    for found in dict.fromkeys(_WORD.findall(text.translate(_APOSTROPHES))):
        word = found.lower()
        if len(word) < _SHORTEST or found[1:] != found[1:].lower() or _is_known(word, known, lang):
            continue
        meant = {one for one in _near(word, pairs) if one in used}
        if not meant and found.islower() and len(word) >= _LONG:
            meant = {one for one in used if _is_slip(word, one)}
        meant = meant or {*_near(word, _listed(lang, "wrong"))}
        meant = {one for one in meant if _is_known(one, known, lang)}
        if len(meant) == 1:
            better = meant.pop()
            yield found, better.capitalize() if found[0].isupper() else better


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of texts, as `slips` wants them."""
    plain = (text.translate(_APOSTROPHES).lower() for text in texts)
    return frozenset(word for text in plain for word in _WORD.findall(text))


def _is_known(word: str, known: Dictionary, lang: str) -> bool:
    """Whether a dictionary has it, or has it without what is put before many words."""
    before = (one for one, _ in _listed(lang, "prefixes") if word.startswith(one))
    return word in known or any(word.removeprefix(one) in known for one in before)


def _near(word: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The word with one of these in place of the other, once."""
    for wrong, right in pairs:
        at = word.find(wrong)
        while at >= 0:
            yield f"{word[:at]}{right}{word[at + len(wrong) :]}"
            at = word.find(wrong, at + 1)


def _is_slip(word: str, known: str) -> bool:
    """Whether a letter is wrong inside; at its end it may be another form."""
    if word[0] != known[0] or word[-2:] != known[-2:]:
        return False
    return OSA.distance(word, known, score_cutoff=1) == 1


@cache
def _known(lang: str) -> Dictionary | None:
    file = _file(lang)
    return Dictionary(file.read_bytes(), _LONGEST) if file.exists() else None


@cache
def _listed(lang: str, name: str) -> tuple[tuple[str, str], ...]:
    """What a list says before its space and after it."""
    told = by_language("wording").get(lang, {}).get(name, ())
    pairs = (one.partition(" ") for one in told)
    return tuple((before, after) for before, _, after in pairs)


def _file(lang: str) -> Path:
    return _FOLDER / f"spelling.{lang}.bin"


if __name__ == "__main__":
    written = (form.translate(_APOSTROPHES).lower() for form in forms(Path(sys.argv[2])))
    _file(sys.argv[1]).write_bytes(made_of(written, _LONGEST))
