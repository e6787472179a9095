"""Whether somebody says that it is no library they want: «мені лікаря, а не бібліотеку»."""

from __future__ import annotations

import re

from bot.understanding.text.alphabet import clean
from bot.understanding.text.word_lists import regex

_LIBRARY = regex("not_library.forms")
_BEFORE = rf"(?:{regex('not_library.before')})"
_AFTER = rf"(?:{regex('not_library.after')})"
_SOME_WORDS = r"(?:\s+[\w’'-]+){0,2}?\s+"
_DENIED = re.compile(
    rf"(?:,\s*)?(?:\b(?:{regex('not_library.and')})\s+)?"
    rf"\b(?:{_BEFORE}{_SOME_WORDS}(?:{_LIBRARY})|(?:{_LIBRARY})\s+{_AFTER})(?!\w)"
    rf"(?:\s*[,.;–-]?\s*(?:{regex('but')})\b(?!\w))?",
    re.IGNORECASE,
)


def without_library(text: str) -> str | None:
    """The text without the library that it denies; None where it denies none."""
    cleaned = clean(text)
    rest, times = _DENIED.subn(" ", cleaned, count=2)
    return " ".join(rest.split()).strip(" ,.;–-!") if times else None
