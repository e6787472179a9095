"""Violence that is over: told beside another question, it is no alarm, but there is help for it."""

from __future__ import annotations

import re

from bot.understanding.text.word_lists import regex

_DONE = re.compile(rf"\b(?:{regex('violence.done')})(?!\w)", re.IGNORECASE)
_OVER = re.compile(rf"\b(?:{regex('violence.over')})(?!\w)", re.IGNORECASE)


def is_violence_over(text: str) -> bool:
    """Whether a chosen reading tells that somebody was beaten once, or that they parted."""
    return bool(_DONE.search(text) and _OVER.search(text))
