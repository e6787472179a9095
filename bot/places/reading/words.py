"""A text cut into words, each with what one needs to know about its surroundings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.places.reading.alphabet import GLUED, WORD, fold
from bot.places.reading.word_lists import listed, regex

MOST = 400  # a longer message is a story: its place stands near the beginning
LONGEST = 3  # words of a name
_SMALL = listed("before_land")
_SHORT_WITH_HYPHEN = rf"\b(?:{regex('hyphenated')})\b"
_WORD = re.compile(f"{_SHORT_WITH_HYPHEN}|{WORD.pattern}", re.IGNORECASE)
_APART, _LAST = frozenset(",;:()!?\n"), frozenset("!?\n")
_NUMBER = re.compile(rf"[\s,№#]{{0,9}}(?:(?:{regex('house')})\.?\s{{0,3}})?\d{{1,3}}(?!\d)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; `start` and `end` are its place there, `key` is folded.

    `apart`: a sign like a comma stands before it; `first`: it begins a sentence; `hyphen`: it goes
    on after a hyphen; `dot`: it is cut short by a dot; `quoted`: it opens a quotation;
    `number`: digits follow, as a house’s.
    """

    text: str
    key: str
    start: int
    end: int
    apart: bool = False
    first: bool = False
    hyphen: bool = False
    dot: bool = False
    quoted: bool = False
    number: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


def words_of(text: str) -> list[Word]:
    """The words of a text, at most MOST; «вНетішині» is two."""
    found: list[Word] = []
    end = 0
    for at, word in _pieces(text):
        gap = text[end:at]
        end = at + len(word)
        found.append(
            Word(
                word,
                fold(word),
                at,
                end,
                apart=not _APART.isdisjoint(gap),
                first=not found or not _LAST.isdisjoint(gap) or _ends(gap, found[-1]),
                hyphen=gap in {"-", "‑", "‐"},
                dot=text[end : end + 1] == ".",
                quoted=gap[-1:] in {"«", "“", "„", '"'},
                number=_NUMBER.match(text, end) is not None,
            )
        )
        if len(found) == MOST:
            break
    return found


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    for match in _WORD.finditer(text):
        word = match[0]
        if word[1:].islower() or word.isupper():
            yield match.start(), word
            continue
        cuts = [0, *(slit.start() for slit in GLUED.finditer(word)), len(word)]
        for start, stop in pairwise(cuts):
            yield match.start() + start, word[start:stop]


def _ends(gap: str, before: Word) -> bool:
    """A full stop, and not that of «с. Нігин»."""
    return "." in gap and len(before.text) > 4


def next_after(words: Sequence[Word], at: int, skipped: int) -> int | None:
    """Where the next word is after so many small ones: «Ямпіль, що на Вінниччині»."""
    between = words[at + 1 : at + 1 + skipped]
    return at + 1 + skipped if all(word.key in _SMALL for word in between) else None


def name_sizes(words: Sequence[Word], at: int) -> list[int]:
    """How many words a name may have here, not cutting a hyphenated one, nor over a comma."""
    if words[at].hyphen:
        return []
    sizes: list[int] = []
    for size in range(1, LONGEST + 1):
        after = at + size
        if after == len(words):
            return [*sizes, size]
        if not words[after].hyphen:
            sizes.append(size)
        if words[after].apart or words[after].first:
            break
    return sizes
