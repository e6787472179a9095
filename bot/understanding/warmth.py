"""Whether somebody looks for a place to warm up or to charge a phone: «де погрітись»."""

from __future__ import annotations

import re

from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.word_lists import folded_regex

_SOME_WORDS = r"(?: \w+){0,3} "
_WARM = re.compile(rf"\b(?:{folded_regex('warm_place', between=_SOME_WORDS)})\b")


def wants_warmth(text: str) -> bool:
    """Tell whether a text asks for warmth or power, in Cyrillic or English."""
    return bool(_WARM.search(" ".join(words(fold(clean(text))))))
