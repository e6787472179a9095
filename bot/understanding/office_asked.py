"""Which kind of office a text asks for by its name: «де пенсійний фонд біля Авратина»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.understanding.follow_up import follow_up
from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.word_lists import folded_regex

_WORD = re.compile(r"\w{1,60}(?:[’'-]\w{1,60}){0,3}")
_ASKS = re.compile(rf"\b(?:{folded_regex('office.asks')})\b")
_BESIDE = re.compile(rf"\b(?:{folded_regex('office.beside')})\b")
_LONGEST = 14  # words: a longer text tells more than where to go
_ENDING = 2  # letters by which forms of a word differ in length
_SHORT = 6  # letters: of a shorter word only the last one changes


@dataclass(frozen=True, slots=True)
class OfficeAsked:
    """What a text asks of an office: its kind, "" for the one on screen; whether it asks at all.

    A text that only names a kind and a place asks too: `asks` tells of words that do, like «де».
    """

    kind: str
    asks: bool


def office_asked(
    text: str, kinds: Iterable[tuple[str, Sequence[str]]], places: Sequence[tuple[int, int]] = ()
) -> OfficeAsked | None:
    """What a text asks of an office; None where it says anything else besides.

    Args:
        text: what was said.
        kinds: id of each kind with the phrases by which people call it.
        places: the ranges of the text that name a place.
    """
    found = [(one.span(), one[0].casefold()) for one in _WORD.finditer(text)]
    if not 0 < len(found) <= _LONGEST:
        return None
    kind, called = _longest(found, kinds)
    rest = _without(text, [*called, *places])
    told = " ".join(words(fold(clean(rest))))
    left = _BESIDE.sub(" ", _ASKS.sub(" ", told))
    said = follow_up(left)
    if said.own or said.aspects or said.corrects:
        return None
    return OfficeAsked(kind, asks=bool(_ASKS.search(told)))


def _longest(
    found: Sequence[tuple[tuple[int, int], str]], kinds: Iterable[tuple[str, Sequence[str]]]
) -> tuple[str, list[tuple[int, int]]]:
    """The kind with the longest phrase that stands in the words, and where that stands."""
    best: tuple[str, list[tuple[int, int]]] = ("", [])
    for kind, phrases in kinds:
        for phrase in phrases:
            parts = phrase.casefold().split()
            for at in range(len(found) - len(parts) + 1):
                here = found[at : at + len(parts)]
                fits = all(_same(said, one) for (_, said), one in zip(here, parts, strict=True))
                if fits and len(parts) > len(best[1]):
                    best = (kind, [span for span, _ in here])
    return best


def _same(said: str, word: str) -> bool:
    """Whether they are forms of one word: «пенсійного» of «пенсійний», but not «пенсія»."""
    if fold(said) == fold(word):
        return True
    kept = len(word) - (2 if len(word) > _SHORT else 1)
    return said[:kept] == word[:kept] and abs(len(said) - len(word)) <= _ENDING


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
