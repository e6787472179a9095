"""Whether somebody tells that one of theirs has died, not long ago: «у мене вночі помер тато»."""

from __future__ import annotations

import re

from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.word_lists import folded_regex

_FEW_WORDS = r"(?: \w+){0,6}? "
_KIN, _DIED = folded_regex("grief.kin"), folded_regex("grief.died")
_LOST = re.compile(rf"\b(?:(?:{_KIN}){_FEW_WORDS}(?:{_DIED})|(?:{_DIED}){_FEW_WORDS}(?:{_KIN}))\b")
_NOT_NOW = re.compile(rf"\b(?:{folded_regex('grief.not_now')})\b")


def tells_of_a_death(text: str) -> bool:
    """Whether a chosen reading tells so; what is long past, or only supposed, is not meant."""
    said = " ".join(words(fold(clean(text))))
    return bool(_LOST.search(said)) and not _NOT_NOW.search(said)
