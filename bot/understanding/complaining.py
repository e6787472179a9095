"""Who asks whom to complain to: «куди писати?»."""

from __future__ import annotations

import re

from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.word_lists import folded_regex

_COMPLAINS = re.compile(rf"\b(?:{folded_regex('complains')})\b")


def complains(text: str) -> bool:
    """Whether a text asks whom to write or complain to."""
    return bool(_COMPLAINS.search(" ".join(words(fold(clean(text))))))
