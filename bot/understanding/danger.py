"""Danger first: words of suicide, violence, fire and the like, found before anything else.

What is dangerous is content; here are only the matching rules. A pattern is a short phrase: its
words stand in the message in this order, with at most two others between; a `*` ends a beginning
(«гор*» finds «горить», «горимо»). Letters that people mix up are joined, as in all understanding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.understanding.letters import clean, fold, words
from bot.understanding.readings import candidates

_WORDS_BETWEEN = 2
# Patterns are looked up by this many first letters of their first word.
_KEY = 3


class DangerWords(Protocol):
    """The words of one kind of danger, as editors keep them.

    `always` mean danger whatever stands beside them; `words` give way to any of `unless`.
    """

    @property
    def kind(self) -> str:
        """Name of the kind."""
        ...

    @property
    def always(self) -> tuple[str, ...]:
        """Patterns that nothing calls off."""
        ...

    @property
    def words(self) -> tuple[str, ...]:
        """Patterns that `unless` calls off."""
        ...

    @property
    def unless(self) -> tuple[str, ...]:
        """Patterns of harmless talk."""
        ...


@dataclass(frozen=True, slots=True)
class _Part:
    """A word of a pattern: the whole word, or only how it begins."""

    letters: str
    whole: bool

    def fits(self, word: str) -> bool:
        return word == self.letters if self.whole else word.startswith(self.letters)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A phrase of the kind number `kind`; `certain` when nothing calls it off."""

    kind: int
    parts: tuple[_Part, ...]
    certain: bool

    def stands_at(self, found: Sequence[str], at: int) -> bool:
        if not self.parts[0].fits(found[at]):
            return False
        for part in self.parts[1:]:
            near = range(at + 1, min(at + 2 + _WORDS_BETWEEN, len(found)))
            step = next((step for step in near if part.fits(found[step])), None)
            if step is None:
                return False
            at = step
        return True


class DangerPatterns:
    """Patterns made ready; of several kinds in one message the first in the list wins."""

    def __init__(self, kinds: Iterable[DangerWords] = ()) -> None:
        listed = tuple(kinds)
        self._kinds = tuple(kind.kind for kind in listed)
        self._alarms: dict[str, list[_Pattern]] = {}
        self._excuses: list[tuple[_Pattern, ...]] = []
        for number, kind in enumerate(listed):
            alarms = (*_patterns(number, kind.always, True), *_patterns(number, kind.words, False))
            for pattern in alarms:
                key = pattern.parts[0].letters[:_KEY]
                self._alarms.setdefault(key, []).append(pattern)
            self._excuses.append(_patterns(number, kind.unless, False))

    def find(self, found: Sequence[str]) -> str | None:
        """Return the kind of danger that folded words tell of, or None."""
        if not self._alarms:
            return None
        certain: set[int] = set()
        told: set[int] = set()
        for at, word in enumerate(found):
            for length in range(1, _KEY + 1):
                for pattern in self._alarms.get(word[:length], ()):
                    if pattern.stands_at(found, at):
                        (certain if pattern.certain else told).add(pattern.kind)
                if length >= len(word):
                    break
        for number in sorted(certain | told):
            if number in certain or not self._called_off(number, found):
                return self._kinds[number]
        return None

    def _called_off(self, number: int, found: Sequence[str]) -> bool:
        return any(
            pattern.stands_at(found, at)
            for pattern in self._excuses[number]
            for at in range(len(found))
        )


def _patterns(kind: int, phrases: Iterable[str], certain: bool) -> tuple[_Pattern, ...]:
    parted = (_parts(phrase) for phrase in phrases)
    return tuple(_Pattern(kind, parts, certain) for parts in parted if parts)


def _parts(phrase: str) -> tuple[_Part, ...]:
    parts: list[_Part] = []
    for piece in clean(phrase).split():
        letters = words(fold(piece))
        parts.extend(_Part(word, True) for word in letters[:-1])
        if letters:
            parts.append(_Part(letters[-1], not piece.endswith("*")))
    return tuple(parts)


def find_danger(text: str, patterns: DangerPatterns) -> str | None:
    """Return the kind of danger a message tells of, or None.

    Every reading is looked at: a frightened person does not watch the keyboard layout.
    """
    return danger_in((reading.text for reading in candidates(clean(text))), patterns)


def danger_in(readings: Iterable[str], patterns: DangerPatterns) -> str | None:
    """Return the kind of danger that any reading tells of, or None."""
    for reading in readings:
        kind = patterns.find(words(fold(reading)))
        if kind is not None:
            return kind
    return None
