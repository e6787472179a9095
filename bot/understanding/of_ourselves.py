"""What is asked of the service itself: who answers, whether it costs money, where an answer is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.understanding.follow_up import follow_up
from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.word_lists import folded_regex

_SOME_WORDS = r"(?: \w+){0,3} "
_FEW = 2  # words of one's own: with more of them it is money for something
_LONGEST = 14  # words: more of them tell of something else


def _any(name: str, between: str = " ") -> re.Pattern[str]:
    return re.compile(rf"\b(?:{folded_regex(f'ourselves.{name}', between=between)})\b")


_UNANSWERED = _any("unanswered", _SOME_WORDS)
_OTHERS = _any("others")
_WHO = _any("who", _SOME_WORDS)
_WANTS = _any("wants")
_MONEY = _any("money")
_CHAT = _any("chat")
_CHARGED = _any("charged", _SOME_WORDS)
_KNOWS = _any("knows")


def _said(text: str) -> str:
    """Its words with one space between, "" for a long text."""
    found = words(fold(clean(text)))
    return " ".join(found) if len(found) <= _LONGEST else ""


def misses_an_answer(texts: Iterable[str]) -> bool:
    """Whether somebody asks what became of their question to us, and not to another office."""
    said = [_said(one) for one in texts]
    return any(map(_UNANSWERED.search, said)) and not any(map(_OTHERS.search, said))


def asks_who_we_are(texts: Iterable[str]) -> bool:
    """«Ти людина чи робот?», «з ким я говорю?»; «дайте людину» asks for somebody."""
    said = [_said(one) for one in texts]
    return any(map(_WHO.search, said)) and not any(map(_WANTS.search, said))


def asks_who_knows(texts: Iterable[str]) -> bool:
    """«Не знаєте. А хто знає?»: whom else to ask what we could not tell."""
    return any(_KNOWS.search(_said(one)) for one in texts)


def asks_of_money(texts: Iterable[str], *, is_of_us: bool) -> bool:
    """Whether it is asked if the service costs money.

    Args:
        texts: what was said, as it is written and as it was read.
        is_of_us: nothing else is talked about, so the service need not be named.
    """
    said = [_said(one) for one in texts]
    if any(map(_CHAT.search, said)) and any(map(_MONEY.search, said)):
        return True
    return is_of_us and any(map(_is_of_money_alone, said))


def _is_of_money_alone(said: str) -> bool:
    """«З мене гроші знімуть?», and not for a fine or a debt."""
    found = follow_up(said)
    if not {"cost"}.issuperset(found.aspects) or found.own > _FEW:
        return False
    return bool(_CHARGED.search(said) or (found.is_bare and _MONEY.search(said)))
