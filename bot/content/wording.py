"""Hints for a text that people read: words of offices, long sentences, signs and letters.

They stop nobody. Misspelt words are found by `bot.understanding.text.spelling`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from bot.languages.word_lists import by_language

LONG: Final = 22  # words of a sentence: about 15 are easy, more want another breath
_SENTENCE: Final = re.compile(r"[^.!?…\n]{1,2000}")
_WORD: Final = re.compile(r"[^\W_]{1,60}(?:[’'-][^\W_]{1,60}){0,3}")


_SPACED: Final = re.compile(r"[^\W_]{1,60}[^\S\n]{1,9}(?:[,.;:!?](?=\s|\Z)|[,;](?=[^\W\d_]))")
_TWICE: Final = re.compile(r"[^\s]{1,60}[ \u00a0]{2,9}[^\s]{1,60}")
_NO_SPACE: Final = re.compile(r"[^\W\d_]{2,60}[,;][^\W\d_]{2,60}")
_MIXED: Final = re.compile(
    r"(?=[^\W\d_]{0,60}[a-zA-Z])(?=[^\W\d_]{0,60}[\u0400-\u052f])[^\W\d_]{2,60}"
)
_HOST: Final = re.compile(r"[\w.-]{1,80}\.[a-z]{2,12}|\S{1,80}@\S{1,80}|https?://\S{1,300}")


class HintKind(StrEnum):
    """What is to be looked at."""

    PLAINER = "plainer"  # `better` is a plainer word
    LONG = "long"  # a sentence of `words` words
    SPELT = "spelt"  # `better` is the word that is meant
    LATIN = "latin"  # a word of Cyrillic and Latin letters
    FOREIGN = "foreign"  # a word with `better`, a letter that the language lacks
    SPACED = "spaced"  # a space before a sign
    TWICE = "twice"  # two spaces
    TOGETHER = "together"  # no space after a sign


@dataclass(frozen=True, slots=True)
class Hint:
    """A place to look at."""

    text: str
    better: str = ""
    words: int = 0
    kind: HintKind = HintKind.PLAINER


def hints(text: str, lang: str) -> Iterator[Hint]:
    """What could be said more plainly in a text of this language."""
    for pattern, better in _better(lang):
        if found := pattern.search(text):
            yield Hint(found.group(), better)
    for sentence in _SENTENCE.finditer(text):
        many = len(_WORD.findall(sentence.group()))
        if many > LONG:
            beginning = " ".join(sentence.group().split()[:4])
            yield Hint(beginning, words=many, kind=HintKind.LONG)
    yield from _of_signs(_HOST.sub("0", text))
    yield from _of_letters(_HOST.sub("0", text), lang)


def _of_signs(text: str) -> Iterator[Hint]:
    """Spaces where none belong, and none where one does."""
    for kind, pattern in (
        (HintKind.SPACED, _SPACED),
        (HintKind.TWICE, _TWICE),
        (HintKind.TOGETHER, _NO_SPACE),
    ):
        if found := pattern.search(text):
            yield Hint(found.group(), kind=kind)


def _of_letters(text: str, lang: str) -> Iterator[Hint]:
    """Words with letters of another alphabet in them."""
    for found in dict.fromkeys(one.group() for one in _MIXED.finditer(text)):
        yield Hint(found, kind=HintKind.LATIN)
    foreign = by_language("wording").get(lang, {}).get("foreign", ())
    if not foreign:
        return
    for found in dict.fromkeys(one.group() for one in _WORD.finditer(text)):
        letter = next((one for one in foreign if one in found.lower()), "")
        if letter:
            yield Hint(found, letter, kind=HintKind.FOREIGN)


@cache
def _better(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for told in by_language("wording").get(lang, {}).get("better", ()):
        word, _, better = (part.strip() for part in told.partition("="))
        ending = r"\w{0,12}" if word.endswith("*") else ""
        pattern = rf"(?<!\w){re.escape(word.removesuffix('*'))}{ending}(?!\w)"
        found.append((re.compile(pattern, re.IGNORECASE), better))
    return tuple(found)
