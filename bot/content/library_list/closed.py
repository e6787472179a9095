"""Whether the words of a cell say that the library is closed for now: «закрито на ремонт»."""

import re
from typing import Final

from bot.content.library_list.words import begins_with, folded, has_word, topics, words

CLOSED: Final = "off"  # as hours of content: on no day
NOT_OPEN = "Зараз не працює"
PREPOSITION: Final = 3  # letters at most: a word of its own, not a beginning
_CLAUSES: Final = re.compile(r"[,;!()\n]|\.(?!\d)|\s[-–—]\s")
_ASIDE: Final = re.compile(r"\s{0,3}\(([^()]{1,200})\)")
_TIME: Final = re.compile(r"\d{1,2}(?:[:.-]\d\d)?(?:\s{0,3}(?:-|\D{0,4}\s\d)|\s{0,3}\Z|\s{1,3}год)")


def is_closed(text: str, *, in_hours: bool = False) -> bool:
    """Whether a part of the text says so of the library, not of its lift or of Sundays.

    `in_hours`: it stands beside days, so «не працює» without a reason may be of these.
    """
    return bool(closed_part(text, in_hours=in_hours))


def closed_part(text: str, *, in_hours: bool = False) -> str:
    """The part that says so, "" for none."""
    parts = _CLAUSES.split(text)
    return next((one.strip() for one in parts if _says_so(folded(one), in_hours)), "")


def without_aside(name: str) -> tuple[str, str]:
    """A name without «(закрита на ремонт)», and that, "" where none stands in it."""
    for aside in _ASIDE.finditer(name):
        if is_closed(aside[1]):
            return " ".join((name[: aside.start()] + name[aside.end() :]).split()), aside[1].strip()
    return name, ""


def remark(text: str) -> str:
    """The words as a sentence."""
    told = " ".join(text.split())
    return f"{told[:1].upper()}{told[1:]}{'' if told[-1:] in '.!?…' else '.'}"


def _says_so(clause: str, needs_reason: bool) -> bool:
    rest, for_now = clause.strip(), False
    what, now = words("closed.what"), words("closed.now")
    while before := begins_with(rest, (*what, *now)):  # «бібліотека зараз тимчасово …»
        for_now = for_now or begins_with(rest, now) > 0
        rest = rest[before:].strip()
    repair = begins_with(rest, words("closed.under_repair"))
    told = repair or begins_with(rest, words("closed.is"))
    reason = rest[told:].strip()
    if not told or rest[told : told + 1].isalpha():
        return False
    if not reason:
        return bool(repair) or for_now or not needs_reason
    why = begins_with(reason, words("closed.why"))
    is_word = why > PREPOSITION or not reason[why : why + 1].isalpha()
    return why > 0 and is_word and not _is_of_some_days(reason)


def _is_of_some_days(reason: str) -> bool:
    """«з 13 до 14», «на вихідні»: that is a timetable."""
    days = [name for told in topics("day.").values() for name in told if len(name) > 2]
    _, _, after = reason.partition(" ")
    return bool(_TIME.match(after)) or has_word(reason, (*days, *words("off")))
