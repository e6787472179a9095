"""Few words on whether an answer helped: «дякую, все вийшло», «не допомогло», «це не те»."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.word_lists import folded_regex

_CLAUSE = re.compile(r"[,.;:!]\s|\s[-–—]\s")
_MOST = 9  # words; a longer message tells what is wrong, and is read as a question


class Verdict(StrEnum):
    """What somebody says of an answer."""

    HELPED = "helped"
    FAILED = "failed"  # it was to the point and did not help
    NOT_THAT = "not_that"  # it answers another question


def _only(name: str) -> re.Pattern[str]:
    around = f"(?:(?:{folded_regex('verdict.around')}) ){{0,{_MOST}}}"
    end = f"(?: (?:{folded_regex('verdict.around')})){{0,{_MOST}}}"
    return re.compile(f"{around}(?:{folded_regex(f'verdict.{name}')}){end}")


# What denies comes first: «не допомогло» has «допомогло» in it.
_VERDICTS = {one: _only(one) for one in (Verdict.NOT_THAT, Verdict.FAILED, Verdict.HELPED)}


def verdict(text: str) -> Verdict | None:
    """Read a message that says whether an answer helped, and nothing else; None for any other.

    «Не допомогло, там пише помилка» tells besides what went wrong.
    """
    if "?" in text:
        return None
    first, *others = _CLAUSE.split(clean(text), maxsplit=1)
    if others and _read(first) is Verdict.FAILED:
        return Verdict.FAILED
    return _read(text)


def _read(text: str) -> Verdict | None:
    said = words(fold(clean(text)))
    if not said or len(said) > _MOST:
        return None
    one_line = " ".join(said)
    return next((one for one, only in _VERDICTS.items() if only.fullmatch(one_line)), None)
