"""Take out what is personal; put together what is alike."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from bot.learning.model import Unclear
from bot.staff.rules import CODE_LETTERS, normal_code

LONGEST = 400
ALIKE = 72
GAP = "…"

_PERSONAL = (
    re.compile(r"https?://\S+|\bwww\.\S+", re.IGNORECASE),
    re.compile(r"(?<!\S)\S+@\S+"),
    re.compile(r"(?<!\w)@\w+"),
    re.compile(r"\b[А-ЯІЇЄҐA-Z]{2}\s?\d{6}\b", re.IGNORECASE),  # a passport's series
    re.compile(r"\+?\d[\d\s().-]{4,}\d"),  # telephones, codes, cards, dates of birth
    re.compile(r"\d{4,}"),
    # With a patronymic go the two words before it: a surname and a name, in letters of any size.
    re.compile(
        r"(?<![\w’'-])(?:[\w’'-]+\s+){0,2}[\w’'-]+(?:ович|евич|йович|івн|ївн|овн|евн)(?:а|у|і|ою|ем|ові|ы|е)?\b"
        r"(?:\s+(?-i:[А-ЯІЇЄҐ])[\w’'-]+)?",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<=\bзвати )[\w’'-]+(?:\s+(?-i:[А-ЯІЇЄҐ])[\w’'-]+){0,2}"
        r"|(?<=\bзовут )[\w’'-]+(?:\s+(?-i:[А-Я])[\w-]+){0,2}",
        re.IGNORECASE,
    ),
    re.compile(r"\b[А-ЯІЇЄҐ]\.\s?[А-ЯІЇЄҐ]\.\s?[А-ЯІЇЄҐ][\w’'-]+"),
    re.compile(
        r"\b(?:вул|вулиц\w|ул|улиц\w|пров|провул\w+|просп\w*|буд|кв|дом)\.?\s+[\w’'-]+"
        r"(?:\s*+,?+\s*+\d++\w?+(?:/\d++)?+)*+",
        re.IGNORECASE,
    ),
)
_NAMES = re.compile(r"(?<=[\w,]\s)[А-ЯІЇЄҐ][а-яіїєґ’'-]+\s+[А-ЯІЇЄҐ][а-яіїєґ’'-]+")
_PIECE = re.compile(r"[^\W_]+")
_GAPS = re.compile(rf"{GAP}(?:[\s,.]*{GAP})+")


def scrub(text: str, *, places: Sequence[tuple[int, int]] = ()) -> str:
    """Return the text with names, numbers, addresses and places taken out, at most LONGEST.

    It is a net with holes: a name in small letters slips through. Only editors see the result.

    Args:
        text: what a citizen wrote.
        places: where settlements are named in it.
    """
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start]}{GAP}{text[end:]}"
    for personal in (*_PERSONAL, _NAMES):
        text = personal.sub(GAP, text)
    return " ".join(_GAPS.sub(GAP, text).split())[:LONGEST].strip()


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
