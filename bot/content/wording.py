"""Hints for a text that people read: words of offices, long sentences. They stop nobody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.languages.word_lists import by_language

LONG: Final = 22  # words of a sentence: about 15 are easy, more want another breath
_SENTENCE: Final = re.compile(r"[^.!?…\n]{1,2000}")
_WORD: Final = re.compile(r"[^\W_]{1,60}(?:[’'-][^\W_]{1,60}){0,3}")


@dataclass(frozen=True, slots=True)
class Hint:
    """A place to look at: `better` is a plainer word, "" for a sentence of `words` words."""

    text: str
    better: str = ""
    words: int = 0


def hints(text: str, lang: str) -> Iterator[Hint]:
    """What could be said more plainly in a text of this language."""
    for pattern, better in _better(lang):
        if found := pattern.search(text):
            yield Hint(found.group(), better)
    for sentence in _SENTENCE.finditer(text):
        many = len(_WORD.findall(sentence.group()))
        if many > LONG:
            yield Hint(" ".join(sentence.group().split()[:4]), words=many)


@cache
def _better(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for told in by_language("wording").get(lang, {}).get("better", ()):
        word, _, better = (part.strip() for part in told.partition("="))
        ending = r"\w{0,12}" if word.endswith("*") else ""
        pattern = rf"(?<!\w){re.escape(word.removesuffix('*'))}{ending}(?!\w)"
        found.append((re.compile(pattern, re.IGNORECASE), better))
    return tuple(found)
