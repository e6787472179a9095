"""What an editor should look at: ways of asking that conflict, likely slips in what people read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA

from bot.understanding.ranking.rankers import word_stems
from bot.understanding.text import dictionary
from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.stems import stem

# A word is taken for a typo only beside one that many write.
COMMON = 5
_LONG = 6
_ENDING = 2
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")

W = TypeVar("W")


@dataclass(frozen=True, slots=True)
class ExampleLine(Generic[W]):
    """An example: whose it is, what it says, and where it stands (the caller's own notion)."""

    owner: str
    text: str
    where: W


@dataclass(frozen=True, slots=True)
class Finding(Generic[W]):
    """Something to look at, in words for an editor."""

    where: W
    message: str


def conflicts(lines: Iterable[ExampleLine[W]]) -> Iterator[Finding[W]]:
    """The same telling words under two entries: nobody could say which is meant."""
    first: dict[frozenset[str], ExampleLine[W]] = {}
    for line in lines:
        told = frozenset(word_stems(words(fold(clean(line.text)))))
        if not told:
            continue
        other = first.setdefault(told, line)
        if other.owner != line.owner and other.text.casefold() != line.text.casefold():
            message = f"майже те саме, що «{other.text}» у «{other.owner}». Залиште в одному."
            yield Finding(line.where, message)


def slips_of_pen(shown: Iterable[ExampleLine[W]]) -> Iterator[Finding[W]]:
    """Words no dictionary knows, written once, a slip away from a word that is written often.

    They are sought in what people read. Ways of asking are people's own words, with their slips:
    there each helps.
    """
    lines, known_words = list(shown), dictionary.shipped()
    counts = Counter(word for line in lines for word in words(fold(clean(line.text))))
    starts = Counter(stem(word) for word in counts.elements())
    common = [word for word, count in counts.items() if count >= COMMON and len(word) >= _LONG]
    spelt = {fold(one): one for line in lines for one in _WORD.findall(line.text)}
    for line in lines:
        for match in _WORD.finditer(line.text):
            word = fold(match.group())
            if len(word) >= _LONG and starts[stem(word)] == 1 and word not in known_words:
                meant = next((known for known in common if _slipped(word, known)), None)
                if meant is not None:
                    told, known_as = match.group(), spelt[meant].lower()
                    message = f"«{told}» схоже на описку: може, «{known_as}»? Перевірте."
                    yield Finding(line.where, message)


def _slipped(word: str, known: str) -> bool:
    """One slip inside the word; at its end it is another form of it, not a slip."""
    if word[0] != known[0] or word[-_ENDING:] != known[-_ENDING:]:
        return False
    return OSA.distance(word, known, score_cutoff=1) == 1
