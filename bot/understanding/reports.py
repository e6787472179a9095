"""Whether somebody says that what we show of a library is wrong: «телефон не відповідає»."""

from __future__ import annotations

import re

from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.word_lists import folded_regex

_SOME_WORDS = r"(?: \w+){0,3} "
KINDS = ("missing", "closed", "phone", "outdated")  # the surer ones first
_PATTERNS = {
    kind: re.compile(rf"\b(?:{folded_regex(f'report.{kind}', between=_SOME_WORDS)})\b")
    for kind in KINDS
}
_LIBRARY = re.compile(rf"\b(?:{folded_regex('report.library')})\b")
_LONGEST = 40  # words: a long story is a question of its own


def reported_kind(text: str) -> str:
    """What a text says is wrong, one of KINDS; "" for any other text, and for a question."""
    said = words(fold(clean(text)))
    if text.rstrip().endswith("?") or not 0 < len(said) <= _LONGEST:
        return ""
    folded = " ".join(said)
    return next((kind for kind, one in _PATTERNS.items() if one.search(folded)), "")


def names_a_library(text: str) -> bool:
    """Whether a text speaks of a library at all."""
    return bool(_LIBRARY.search(" ".join(words(fold(clean(text))))))
