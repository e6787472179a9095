"""Take out what is personal; put together what is alike."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from bot.learning.model import Unclear
from bot.learning.personal import (
    NAMES,
    NUMBERS,
    PEOPLE,
    PERSONAL,
    numbers,
    parts,
    plain,
    without_unseen,
)
from bot.staff.rules import CODE_LETTERS, normal_code

LONGEST = 400
ALIKE = 72
GAP = "…"

_PIECE = re.compile(r"[^\W_]+")
_GAPS = re.compile(rf"{GAP}(?:[\s,./-]*{GAP})+")


def scrub_lines(text: str) -> str:
    """`scrub` of each line of a longer text, whole; "" of one with a code of an invitation."""
    if holds_code(text):
        return ""
    lines = (scrub(line, longest=len(line)) for line in text.splitlines())
    return "\n".join(lines).strip()


def scrub(text: str, *, places: Sequence[tuple[int, int]] = (), longest: int = LONGEST) -> str:
    """Return the text with names, numbers, addresses and places taken out, at most `longest`.

    It is a net with holes: a name in small letters slips through. Only editors see the result.

    Args:
        text: what a citizen wrote.
        places: where settlements are named in it.
        longest: letters that are kept.
    """
    text = _cut(text, sorted(places))
    text = without_unseen(text)
    for find, patterns in ((parts, PERSONAL), (numbers, NUMBERS), (parts, (NAMES,))):
        for pattern in patterns:
            text = _cut(text, list(find(plain(text), pattern)))
    return " ".join(_GAPS.sub(GAP, text).split())[:longest].strip()


def names_in(text: str) -> list[tuple[int, int]]:
    """Where names of people may stand in a text: too often rather than too seldom."""
    told = plain(text)
    return [span for pattern in PEOPLE for span in parts(told, pattern)]


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]}{GAP}{text[end:]}"
    return text


def holds_code(text: str) -> bool:
    """Whether a code of an invitation may stand in the text: it opens the desk to who reads it.

    Now and then words look like one: then a question too few is kept.
    """
    pieces = _PIECE.findall(text)
    half = CODE_LETTERS // 2
    pairs = (
        first + second for first, second in pairwise(pieces) if len(first) == len(second) == half
    )
    return any(normal_code(one) for one in (*pieces, *pairs) if len(one) == CODE_LETTERS)


@dataclass(frozen=True, slots=True)
class Alike:
    """Questions that say much the same; `guess` is the entry most of their askers chose."""

    questions: tuple[Unclear, ...]
    guess: str | None


def group(questions: Iterable[Unclear]) -> list[Alike]:
    """Put alike questions together, the largest groups first."""
    groups: list[list[Unclear]] = []
    for question in questions:
        said = question.words.casefold()
        for held in groups:
            if fuzz.token_set_ratio(said, held[0].words.casefold()) >= ALIKE:
                held.append(question)
                break
        else:
            groups.append([question])
    groups.sort(key=lambda held: -len(held))
    return [Alike(tuple(held), _guess(held)) for held in groups]


def _guess(questions: Iterable[Unclear]) -> str | None:
    chosen = Counter(one.chosen for one in questions if one.chosen)
    return chosen.most_common(1)[0][0] if chosen else None
