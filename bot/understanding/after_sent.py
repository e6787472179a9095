"""What is said just after a question was sent: it is taken back, or more belongs to it."""

from __future__ import annotations

import re

from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.word_lists import folded_regex, regex

_MOST = 8  # words


def _any(name: str) -> str:
    return folded_regex(f"after_sent.{name}")


_BEFORE = rf"(?:(?:{_any('before')}) ){{0,{_MOST}}}"
# After «не треба» only filling may follow: «не треба фото, тільки текст» takes nothing back.
_TAKES_BACK = re.compile(
    rf"{_BEFORE}(?:(?:{_any('takes_back')})(?: .*)?"
    rf"|(?:{_any('no_need')})(?: (?:{_any('before')}|{_any('no_need')})){{0,{_MOST}}})"
)
_ADDS = re.compile(rf"{_BEFORE}(?:{_any('adds')})\b")
_GOES_ON = re.compile(rf"(?:{_any('goes_on')})\b")
_ASKED = re.compile(rf"\?|\b(?:{regex('asked')})\b", re.IGNORECASE)


def _said(text: str) -> str:
    return " ".join(words(fold(clean(text))))


def goes_on(text: str) -> bool:
    """Tell whether words go on with what is being written and ask nothing: «і ще сторінки»."""
    return bool(_GOES_ON.match(_said(text))) and not _ASKED.search(text)


def takes_back(text: str) -> bool:
    """Tell whether few words take back what was sent: «ні, передумала, не треба»."""
    said = _said(text)
    is_short = len(said.split()) <= _MOST and "?" not in text
    return is_short and bool(_TAKES_BACK.fullmatch(said))


def adds(text: str) -> bool:
    """Tell whether words say that they go on with what was sent: «і ще спитайте …»."""
    return bool(_ADDS.match(_said(text)))
