"""A message cut into clauses: the requests it makes, politeness aside."""

from __future__ import annotations

import re

from bot.understanding.text.alphabet import fold, words
from bot.understanding.text.stems import STOP_WORDS
from bot.understanding.text.word_lists import regex

MOST = 5
_SHORT = 6
_AND_ALSO = re.compile(rf",?(?<!\s)\s++(?:{regex('and_also')})\s+", re.IGNORECASE)
_END = re.compile(r"(?<=[.!?;\n])\s+")
_AND = re.compile(rf"(?<!\s)\s++(?:{regex('and')})\s+", re.IGNORECASE)
_REQUEST = re.compile(rf"\?|\b(?:{regex('asking')})\b", re.IGNORECASE)


_ASKED = re.compile(rf"\?|\b(?:{regex('asked')})\b", re.IGNORECASE)
_CLAUSE = re.compile(
    rf"(?<=[?])\s+|[.!;,\n]\s+|(?<!\s)\s++(?:{regex('because')})\s+", re.IGNORECASE
)
# A story has more words than this, a clause that tells something no fewer than that.
_STORY = 10
_TELLING = 3
# A few more words may stand by: «Дякую за вашу роботу!»
_POLITE = re.compile(
    rf"\b(?:{regex('polite')})(?![\w’])(?P<tail>(?:\s++[\w’-]++){{0,3}})"
    rf"\s*+(?:[.,!;:–—)]++|$|(?=\b(?:{regex('asked')})\b))",
    re.IGNORECASE,
)
# «Дякую, а телефон який?»: after the conjunction comes what is asked.
_POLITE_AND = re.compile(
    rf"\b(?:{regex('polite')})(?![\w’])(?:\s++[\w’-]++){{0,3}}?[.,!;:–—)\s]++"
    rf"(?=(?:{regex('polite.and')})(?![\w’]))",
    re.IGNORECASE,
)
# «Ну добре а де подати», «ясно, скільки це коштує»: it is heard, and what is asked comes now.
_NOTED = re.compile(
    rf"(?:{regex('noted')})(?![\w’])"
    rf"(?:\s*+[.,!;:–—)]++|\s++(?=(?:{regex('polite.and')}|{regex('asked')})(?![\w’])))",
    re.IGNORECASE,
)
_MOST_POLITE = 8


def without_politeness(text: str) -> str:
    """A message without the greetings, thanks and «добре» that it begins with, if more is left."""
    rest = text.lstrip()
    for _ in range(_MOST_POLITE):
        if (noted := _NOTED.match(rest)) is not None:
            rest = rest[noted.end() :].lstrip()
            continue
        found = _POLITE_AND.match(rest)
        if found is None or _ASKED.search(found[0]):
            found = _POLITE.match(rest)
            if found is None or _ASKED.search(found["tail"]):
                break
        rest = rest[found.end() :].lstrip()
    return rest if words(rest.lower()) else text


def asks_at_once(text: str) -> bool:
    """Whether a text begins with a word of asking: «чи треба паспорт»."""
    return _ASKED.match(text.lstrip()) is not None


def asks(text: str) -> bool:
    """Whether a text has a word of asking, or a question mark."""
    return _ASKED.search(text) is not None


def that_ask(text: str) -> list[str]:
    """The clauses of a story that ask for something; none of a text that is short or one clause."""
    if len(words(text.lower())) <= _STORY:
        return []
    parts = [part.strip() for part in _CLAUSE.split(text)]
    told = [part for part in parts if len(words(part.lower())) >= _TELLING]
    return [part for part in told if _ASKED.search(part)] if len(told) > 1 else []


def clauses(text: str) -> list[str]:
    """Cut a text at the ends of sentences and at «а ще»."""
    parts = [part for sentence in _END.split(text) for part in _AND_ALSO.split(sentence)]
    return [part.strip() for part in parts if part.strip()]


def _tells(part: str) -> bool:
    """Whether a sentence says what it is about: «коли найближча?» goes on with the one before."""
    return len([word for word in words(fold(part)) if word not in STOP_WORDS]) > 1


def requests(text: str) -> list[str]:
    """Cut a text at «а ще», a few words also at «і», sentences where each asks for something.

    Returns:
        Two to MOST parts, or nothing for a text that asks once.
    """
    parts = _AND_ALSO.split(text)
    if len(parts) == 1 and len(words(text.lower())) <= _SHORT:
        parts = _AND.split(text)
    if len(parts) == 1:
        parts = [part for part in _END.split(text) if _REQUEST.search(part) and _tells(part)]
    return [part.strip() for part in parts if part.strip()][:MOST] if len(parts) > 1 else []
