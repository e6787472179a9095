"""A message cut into the requests it makes: «оформити субсидію, а ще муж не платить»."""

from __future__ import annotations

import re

from bot.understanding.text.alphabet import words
from bot.understanding.text.word_lists import regex

MOST = 5
_SHORT = 6
_AND_ALSO = re.compile(rf",?(?<!\s)\s++(?:{regex('and_also')})\s+", re.IGNORECASE)
_END = re.compile(r"(?<=[.!?;\n])\s+")
_AND = re.compile(rf"(?<!\s)\s++(?:{regex('and')})\s+", re.IGNORECASE)
_REQUEST = re.compile(rf"\?|\b(?:{regex('asking')})\b", re.IGNORECASE)


def requests(text: str) -> list[str]:
    """Cut a text at «а ще», a few words also at «і», sentences where each asks for something.

    Returns:
        Two to MOST parts, or nothing for a text that asks once.
    """
    parts = _AND_ALSO.split(text)
    if len(parts) == 1 and len(words(text.lower())) <= _SHORT:
        parts = _AND.split(text)
    if len(parts) == 1:
        parts = [part for part in _END.split(text) if _REQUEST.search(part)]
    return [part.strip() for part in parts if part.strip()][:MOST] if len(parts) > 1 else []
