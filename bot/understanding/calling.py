"""Whether somebody asks to be called: «передзвоніть мені»."""

from __future__ import annotations

import re

from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.word_lists import folded_regex

_CALL = re.compile(rf"\b(?:{folded_regex('call_back')})\b")


def wants_a_call(text: str) -> bool:
    """Tell whether a text asks for a call back, in Cyrillic or English."""
    return bool(_CALL.search(" ".join(words(fold(clean(text))))))
