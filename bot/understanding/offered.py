"""What of a library's a text asks for: «де роздрукувати», «бібліотека без сходів»."""

from __future__ import annotations

import re

from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.word_lists import folded_regex

# Capabilities, by the names that content gives them.
ASKED_FOR = (
    "computers",
    "internet_access",
    "wifi",
    "printing",
    "scanning",
    "legal_consultation",
    "accessible_entrance",
    "toilet",
    "shelter",
    "generator",
    "resilience_point",
)
_PATTERNS = {name: re.compile(rf"\b(?:{folded_regex(f'offer.{name}')})\b") for name in ASKED_FOR}


def wanted(text: str) -> frozenset[str]:
    """The capabilities that a text names, those of ASKED_FOR; in Cyrillic or English."""
    folded = " ".join(words(fold(clean(text))))
    return frozenset(name for name, one in _PATTERNS.items() if one.search(folded))
