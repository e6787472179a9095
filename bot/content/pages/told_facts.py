"""What a reader told of a library in their own words, as the form of its record has it."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from bot.content.library_list.hours import ClosedError, NotUnderstoodError, opening_hours
from bot.content.library_list.phones import phones_in as whole_phones
from bot.learning.of_library import addresses_in, phones_in

_PART: Final = re.compile(r"[,;]\s{0,3}|[.!?…]\s{1,3}|\n{1,3}")
_MOST_PARTS: Final = 12  # of longer words the form is filled in by a person


def told_facts(words: str) -> dict[str, list[str]]:
    """The address, phones and hours that stand in the words, by field; what isn't sure is left."""
    told: dict[str, list[str]] = {}
    streets, numbers = addresses_in(words), phones_in(words)
    if len(streets) == 1:  # of two nobody knows which is the library's
        told["address"] = [words[slice(*streets[0])].strip(" ,")]
    phones = [one for span in numbers for one in whole_phones(words[slice(*span)])[0]]
    if phones:
        told["phone"] = phones
    rest = _without(words, [*streets, *numbers])
    if hours := _hours(_PART.split(rest)[:_MOST_PARTS]):
        told["hours"] = [hours]
    return told


def _hours(parts: Sequence[str]) -> str:
    """The timetable that most neighbouring parts tell together; "" for none."""
    for many in range(len(parts), 0, -1):
        for start in range(len(parts) - many + 1):
            told = ", ".join(filter(None, (one.strip() for one in parts[start : start + many])))
            with suppress(ClosedError, NotUnderstoodError):
                return opening_hours(told)
    return ""


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}\n{text[end:]}"
    return text
