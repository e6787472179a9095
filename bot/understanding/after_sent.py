"""What is said just after a question was sent: it is taken back, or more belongs to it."""

from __future__ import annotations

import re

from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.word_lists import LISTS, regex

_MOST = 8  # words


def _any(name: str) -> str:
    return "|".join(" ".join(map(_part, one.split())) for one in LISTS[f"after_sent.{name}"])


def _part(part: str) -> str:
    return f"(?:{'|'.join(map(_word, part.split('|')))})"


def _word(word: str) -> str:
    folded = " ".join(words(fold(word.removesuffix("*"))))
    return folded + (r"\w*" if word.endswith("*") else "")


_BEFORE = rf"(?:(?:{_any('before')}) ){{0,{_MOST}}}"
# After «не треба» only filling may follow: «не треба фото, тільки текст» takes nothing back.
_TAKES_BACK = re.compile(
    rf"{_BEFORE}(?:(?:{_any('takes_back')})(?: .*)?"
    rf"|(?:{_any('no_need')})(?: (?:{_any('before')}|{_any('no_need')})){{0,{_MOST}}})"
)
_ADDS = re.compile(rf"{_BEFORE}(?:{_any('adds')})\b")


_GOES_ON = re.compile(rf"(?:{_any('goes_on')})\b")
_ASKED = re.compile(rf"\?|\b(?:{regex('asked')})\b", re.IGNORECASE)


def goes_on(text: str) -> bool:
    """Tell whether words go on with what is being written and ask nothing: «і ще сторінки»."""
    said = " ".join(words(fold(clean(text))))
    return bool(_GOES_ON.match(said)) and not _ASKED.search(text)


def takes_back(text: str) -> bool:
    """Tell whether few words take back what was sent: «ні, передумала, не треба»."""
    said = words(fold(clean(text)))
    return len(said) <= _MOST and "?" not in text and bool(_TAKES_BACK.fullmatch(" ".join(said)))


def adds(text: str) -> bool:
    """Tell whether words say that they go on with what was sent: «і ще спитайте …»."""
    return bool(_ADDS.match(" ".join(words(fold(clean(text))))))
