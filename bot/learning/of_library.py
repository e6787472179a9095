"""What people tell of a library: nobody's names and numbers, but its address, hours and phone."""

import re
from collections.abc import Iterable, Sequence

from bot.learning.personal import (
    ADDRESSES,
    LEAST_DIGITS,
    NUMBERS,
    OF_A_HOME,
    OF_MINE,
    numbers,
    plain,
)
from bot.learning.rules import GAP, scrub

_UNUSED = 0xE000  # letters that no text has, while what stays is hidden
_LONGEST_SHORT = 7  # digits
_WHOLE = re.compile(r"(?<!\d)(?:\+?3[ -]?8[ -]?)?\(?0(?:[ ()-]{0,2}\d){9}(?!\d)")
_JUST_BEFORE = 30  # letters


def scrub_of_library(
    text: str, *, places: Sequence[tuple[int, int]] = (), asked_from: int | None = None
) -> str:
    """As `scrub`, but the address of a library stays: everybody may know it.

    Args:
        text: what a citizen wrote.
        places: where settlements are named in it.
        asked_from: where in the text the answer begins to who asked for the library's phone: there
            a phone stays, unless it is said to be one's own. None: nobody asked.
    """
    text = text.translate(dict.fromkeys(range(_UNUSED, _UNUSED + len(text))))
    spans = [] if OF_A_HOME.search(plain(text)) else addresses_in(text)
    if asked_from is not None:
        spans += [one for one in phones_in(text) if one[0] >= asked_from and not _is_own(text, one)]
    kept = _apart(spans)
    hidden = {one: chr(_UNUSED + number) for number, one in enumerate(kept)}
    cut = {
        (start, end): GAP
        for start, end in places
        if not any(start < other_end and other < end for other, other_end in kept)
    }
    told = text
    for (start, end), instead in sorted((hidden | cut).items(), reverse=True):
        told = f"{told[:start]}{instead}{told[end:]}"
    told = scrub(told)
    for (start, end), sign in hidden.items():
        told = told.replace(sign, text[start:end])
    return told


def addresses_in(text: str) -> list[tuple[int, int]]:
    """Where streets with houses stand in a text, in their order; parts of one are one."""
    found = [one.span() for pattern in ADDRESSES for one in pattern.finditer(plain(text))]
    joined: list[tuple[int, int]] = []
    for start, end in _apart(found):
        if joined and not text[joined[-1][1] : start].strip(" ,"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def phones_in(text: str) -> list[tuple[int, int]]:
    """Where numbers stand that may be phones, of a small town too."""
    said = plain(text)
    found = [one.span() for one in _WHOLE.finditer(said)]
    rest = "".join(" " if _inside(at, found) else sign for at, sign in enumerate(said))
    some = (span for pattern in NUMBERS for span in numbers(rest, pattern))
    return _apart([*found, *(one for one in some if _is_short(rest[one[0] : one[1]]))])


def _inside(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _is_short(number: str) -> bool:
    """Whether it may be a phone without the area's code: «2-15-45»."""
    return LEAST_DIGITS <= sum(letter.isdigit() for letter in number) <= _LONGEST_SHORT


def _is_own(text: str, span: tuple[int, int]) -> bool:
    """«Мій номер 067…»: told so just before it."""
    return OF_MINE.search(text[max(0, span[0] - _JUST_BEFORE) : span[0]]) is not None


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In their order; of those that overlap the first, longest one."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart
