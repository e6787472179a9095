"""Which kind of office a text asks for by its name: «де пенсійний фонд біля Авратина»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from bot.understanding.follow_up import follow_up
from bot.understanding.text import dictionary
from bot.understanding.text.addresses import AROUND_STEMS
from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.stems import stem
from bot.understanding.text.typos import Speller
from bot.understanding.text.word_lists import LISTS, folded_regex

_WORD = re.compile(r"\w{1,60}(?:[’'-]\w{1,60}){0,3}")
_ASKS = re.compile(rf"\b(?:{folded_regex('office.asks')})\b")
_BESIDE = re.compile(rf"\b(?:{folded_regex('office.beside')})\b")
# By these alone something else is meant as well: «рада», «пенсійна».
_ELSEWHERE = frozenset(words(fold(" ".join(LISTS["office.elsewhere"]))))
_LONGEST = 14  # words: a longer text tells more than where to go
_ENDING = 2  # letters by which forms of a word differ in length
_SHORT = 6  # letters: of a shorter word only the last one changes


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, where it stands, and what it is, folded, without a slip; "" for one without."""

    span: tuple[int, int]
    word: str
    mended: str


@dataclass(frozen=True, slots=True)
class OfficeAsked:
    """What a text asks of an office: its kind, "" for the one on screen; whether it asks at all.

    A text that only names a kind and a place asks too: `asks` tells of words that do, like «де».
    `is_alone`: it is the name of a kind by which nothing else is called, and no more.
    """

    kind: str
    asks: bool
    is_alone: bool = False


def office_asked(
    text: str,
    kinds: Iterable[tuple[str, Sequence[str]]],
    places: Sequence[tuple[int, int]] = (),
    *,
    besides: int = 0,
) -> OfficeAsked | None:
    """What a text asks of an office; None where it says anything else besides.

    Args:
        text: what was said.
        kinds: id of each kind with the phrases by which people call it.
        places: the ranges of the text that name a place.
        besides: how many words may say something else.
    """
    listed = [(kind, tuple(one.casefold().split())) for kind, phrases in kinds for one in phrases]
    found = _read(text, frozenset(phrase for _, phrase in listed))
    if not 0 < len(found) <= _LONGEST:
        return None
    kind, called = _longest(found, listed)
    rest = _without(text, [*called, *places])
    told = " ".join(words(fold(clean(rest))))
    left = _BESIDE.sub(" ", _ASKS.sub(" ", told))
    said = follow_up(left)
    own = set(said.said[: said.own]) - (AROUND_STEMS if places else set())
    if len(own) > besides or said.aspects or said.corrects:
        return None
    names = {fold(one.word) for one in found if one.span in called}
    return OfficeAsked(
        kind,
        asks=bool(_ASKS.search(told)),
        is_alone=bool(kind) and not own and not names <= _ELSEWHERE,
    )


def _read(text: str, phrases: frozenset[tuple[str, ...]]) -> list[_Word]:
    """The words of a text; slips in the names of offices are mended: «пинсионный»."""
    mend = _speller(phrases).mend
    return [
        _Word(one.span(), one[0].casefold(), mend(fold(one[0])) or "")
        for one in _WORD.finditer(text)
    ]


@cache
def _speller(phrases: frozenset[tuple[str, ...]]) -> Speller:
    stems = {stem(fold(word)) for phrase in phrases for word in phrase}
    return Speller(dict.fromkeys(sorted(stems), 1), dictionary.shipped())


def _longest(
    found: Sequence[_Word], listed: Iterable[tuple[str, tuple[str, ...]]]
) -> tuple[str, list[tuple[int, int]]]:
    """The kind with the longest phrase that stands in the words, and where that stands."""
    best: tuple[str, list[tuple[int, int]]] = ("", [])
    for kind, parts in listed:
        for at in range(len(found) - len(parts) + 1):
            here = found[at : at + len(parts)]
            if len(parts) > len(best[1]) and all(map(_same, here, parts)):
                best = (kind, [one.span for one in here])
    return best


def _same(said: _Word, word: str) -> bool:
    """Whether they are forms of one word: «пенсійного» of «пенсійний», but not «пенсія»."""
    folded = fold(word)
    if folded in {fold(said.word), said.mended}:
        return True
    kept = len(word) - (2 if len(word) > _SHORT else 1)
    is_form = said.word[:kept] == word[:kept] and abs(len(said.word) - len(word)) <= _ENDING
    is_slip = said.mended.startswith(folded[:-1])  # «пинсийного», but not «пнсіонерам»
    is_slip = is_slip and len(said.mended) - len(folded) <= _ENDING
    return is_form or (is_slip and len(folded) > _SHORT)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
