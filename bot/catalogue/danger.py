"""Danger first: words that mean somebody may be dying, and the numbers to call.

Editors write the words (content/emergency.yaml). One pattern is a short phrase; its words must
stand in the text in this order, with at most two others between. A `*` ends a stem: «гор*»
matches «горить», «горимо». Letter case, apostrophes and accents don't matter.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.catalogue.model import Text

_WORDS_BETWEEN: Final = 2
_WORD: Final = re.compile(r"[^\W_]+")
_APOSTROPHES: Final = re.compile("['’ʼ`´‘′]")
_LOOSE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u0301"))


def words_of(text: str) -> list[str]:
    """Split a message into folded words: lower case, no apostrophes, no invisible letters."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LOOSE)
    return _WORD.findall(_APOSTROPHES.sub("", folded).replace("ё", "е"))


def _regex(pattern: str) -> str:
    parts = [
        re.escape(word.rstrip("*")) + (r"[^\W_]*" if word.endswith("*") else "")
        for word in _APOSTROPHES.sub("", pattern.casefold()).replace("ё", "е").split()
    ]
    return rf"(?: [^\W_]+){{0,{_WORDS_BETWEEN}}} ".join(parts)


def _compiled(patterns: Iterable[str]) -> re.Pattern[str] | None:
    alternatives = "|".join(map(_regex, patterns))
    return re.compile(rf" (?:{alternatives}) ") if alternatives else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An emergency number and, in a few words, when to dial it."""

    number: str
    text: Text
    source: str
    free: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Danger:
    """One kind of danger: its words and the lines to show, the first one first.

    `always` are words that mean danger whatever stands beside them; `words` give way to `unless`.
    """

    kind: str
    lines: tuple[Line, ...]
    advice: Text | None
    always: tuple[str, ...]
    words: tuple[str, ...]
    unless: tuple[str, ...]

    @cached_property
    def _always(self) -> re.Pattern[str] | None:
        return _compiled(self.always)

    @cached_property
    def _words(self) -> re.Pattern[str] | None:
        return _compiled(self.words)

    @cached_property
    def _unless(self) -> re.Pattern[str] | None:
        return _compiled(self.unless)

    def named_in(self, text: str) -> bool:
        """Whether the text speaks of this danger."""
        return self.found_in(f" {' '.join(words_of(text))} ")

    def found_in(self, folded: str) -> bool:
        """Whether words already folded, with a space at both ends, speak of this danger."""
        if self._always is not None and self._always.search(folded):
            return True
        if self._words is None or not self._words.search(folded):
            return False
        return self._unless is None or not self._unless.search(folded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """All dangers in the order they are looked for, and every line for «де допоможуть»."""

    dangers: tuple[Danger, ...]
    lines: tuple[Line, ...]

    def recognise(self, text: str) -> Danger | None:
        """Return the danger the text speaks of, or None. Runs before anything else in a turn."""
        folded = f" {' '.join(words_of(text))} "
        return next((d for d in self.dangers if d.found_in(folded)), None)
