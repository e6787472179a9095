"""Danger first: words of suicide, violence, fire and the like, found before anything else.

What is dangerous is content; here are only the matching rules. A pattern is a short phrase: its
words stand in the message in this order, with at most two others between. A `*` ends a beginning
(«гор*» finds «горить», «горимо»), `|` stands between words of which any will do, and what `&`
joins may stand in any order. A word right after «не» is not said, unless the pattern has that «не».
Letters that people mix up are joined, as in all understanding.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import permutations
from typing import Protocol

from bot.understanding.danger.pattern_parts import (
    BEGINS_NOTHING,
    SAYS_NOTHING,
    Begun,
    MessageWord,
    Parts,
    Pattern,
    Signs,
)
from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.readings import Reading, candidates
from bot.understanding.text.word_lists import LISTS

_WORDS_BETWEEN = 2
# Harmless talk calls a word off only from nearby: a long story tells of many things.
_NEARBY = 10
_NOT = frozenset(map(fold, LISTS["denying"]))
_NOWHERE: frozenset[int] = frozenset()
# So many words of messages are remembered with what they fit.
_REMEMBERED = 8192
# Nobody types more than this on a wrong keyboard layout without looking.
_LONGEST_UNSEEN = 200


class DangerWords(Protocol):
    """The words of one kind of danger, as editors keep them.

    `words` give way to any of `unless` nearby; `always` only to what shares a word with them:
    «помираю» to «помираю зі сміху», but not to a book.
    """

    @property
    def kind(self) -> str:
        """Name of the kind."""
        ...

    @property
    def see(self) -> tuple[str, ...]:
        """Content entries that tell more, the main one first."""
        ...

    @property
    def signs(self) -> tuple[str, ...]:
        """Words and beginnings («гор*») that tell this danger from others."""
        ...

    @property
    def always(self) -> tuple[str, ...]:
        """Patterns that hardly anything calls off."""
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
class Found:
    """A kind of danger and how much more than enough speaks for it, as a logarithm of odds.

    `part` is the sentence that tells it, "" where all of the message does.
    """

    kind: str
    odds: float = field(compare=False)
    part: str = field(default="", compare=False)


class DangerPatterns:
    """Patterns made ready; of several kinds in one message the first in the list wins."""

    def __init__(self, kinds: Iterable[DangerWords] = ()) -> None:
        listed = tuple(kinds)
        self._kinds = tuple(kind.kind for kind in listed)
        self._see = {kind.kind: kind.see for kind in listed}
        self._signs = {kind.kind: Signs.of(kind.signs) for kind in listed}
        self._parts = Parts()
        self._by_first: dict[int, list[Pattern]] = {}
        self._begun: dict[frozenset[int], Begun] = {}
        self._known = lru_cache(_REMEMBERED)(self._word)
        for number, kind in enumerate(listed):
            for parts in self._cut(kind.always):
                self._add(Pattern(number, parts, 0))
            for parts in self._cut(kind.words):
                self._add(Pattern(number, parts, _NEARBY))
            for parts in self._cut(kind.unless):
                self._add(Pattern(number, parts, None))

    def __bool__(self) -> bool:
        return bool(self._kinds)

    def see(self, kind: str) -> tuple[str, ...]:
        """Return the content entries that tell more of a kind of danger, the main one first."""
        return self._see.get(kind, ())

    def read(self, folded: str) -> list[MessageWord]:
        """Cut a folded text into words and see what each of them fits."""
        return [self._known(word) for word in words(folded)]

    def find(self, said: Sequence[MessageWord]) -> str | None:
        """Return the kind of danger that words tell of, or None."""
        alarms: dict[int, list[range]] = {}
        harmless: dict[int, set[int]] = {}
        for at, word in enumerate(said):
            if word.begun is BEGINS_NOTHING or (at and said[at - 1].denies):
                continue
            for pattern, end in _begun_at(said, at):
                if pattern.reach is None:
                    harmless.setdefault(pattern.kind, set()).update(range(at, end + 1))
                else:
                    around = range(at - pattern.reach, end + pattern.reach + 1)
                    alarms.setdefault(pattern.kind, []).append(around)
        for kind in sorted(alarms):
            if any(harmless.get(kind, _NOWHERE).isdisjoint(around) for around in alarms[kind]):
                return self._kinds[kind]
        return None

    def is_shouted(self, readings: Iterable[Reading]) -> bool:
        """Whether words of danger stand in any reading."""
        return danger_in(readings, self) is not None

    def in_readings(self, readings: Iterable[Reading]) -> Found | None:
        """Return the danger that any reading tells of, or None; a word of it is proof enough."""
        kind = danger_in(readings, self)
        return Found(kind, math.inf) if kind else None

    def signs(self, kind: str, found: Iterable[str]) -> int:
        """How many of folded words tell this kind of danger from others."""
        signs = self._signs.get(kind)
        return sum(map(signs.fits, found)) if signs else 0

    def is_harmless(self, folded: str, entry: str) -> bool:
        """Whether words say that a danger told of in an entry is only talked about: a novel."""
        said = self.read(folded)
        kinds = {number for number, kind in enumerate(self._kinds) if entry in self._see[kind]}
        return any(
            pattern.reach is None and pattern.kind in kinds
            for at, word in enumerate(said)
            if word.begun is not BEGINS_NOTHING
            for pattern, _ in _begun_at(said, at)
        )

    def _word(self, word: str) -> MessageWord:
        fits = self._parts.fits(word)
        if not fits and word not in _NOT:
            return SAYS_NOTHING
        begun = self._begun.get(fits)
        if begun is None:
            begun = self._begun[fits] = self._begun_by(fits)
        return MessageWord(fits, begun, word in _NOT)

    def _begun_by(self, fits: frozenset[int]) -> Begun:
        longer: dict[int, list[Pattern]] = {}
        whole: list[Pattern] = []
        for number in fits:
            for pattern in self._by_first.get(number, ()):
                if len(pattern.parts) == 1:
                    whole.append(pattern)
                else:
                    longer.setdefault(pattern.parts[1], []).append(pattern)
        if not whole and not longer:
            return BEGINS_NOTHING
        return Begun(tuple(whole), longer, frozenset(longer))

    def _add(self, pattern: Pattern) -> None:
        self._by_first.setdefault(pattern.parts[0], []).append(pattern)

    def _cut(self, phrases: Iterable[str]) -> Iterator[tuple[int, ...]]:
        for phrase in phrases:
            for ordered in permutations(clean(phrase).split("&")):
                pieces = " ".join(ordered).split()
                if pieces:
                    yield tuple(map(self._parts.number, pieces))


def _begun_at(said: Sequence[MessageWord], at: int) -> Iterator[tuple[Pattern, int]]:
    """Yield the patterns that stand at a word, each with the place where it ends."""
    begun = said[at].begun
    for pattern in begun.whole:
        yield pattern, at
    if not begun.seconds:
        return
    for step in _near(said, at):
        for second in begun.seconds.intersection(said[step].fits):
            for pattern in begun.longer[second]:
                end = _end(said, step, pattern.parts[2:])
                if end is not None:
                    yield pattern, end


def _near(said: Sequence[MessageWord], at: int) -> list[int]:
    """Return the places where the next word of a pattern may stand."""
    return [
        step
        for step in range(at + 1, min(at + 2 + _WORDS_BETWEEN, len(said)))
        if said[step].fits and (step == at + 1 or not said[step - 1].denies)
    ]


def _end(said: Sequence[MessageWord], at: int, parts: Sequence[int]) -> int | None:
    for part in parts:
        for step in _near(said, at):
            if part in said[step].fits:
                at = step
                break
        else:
            return None
    return at


def find_danger(text: str, patterns: DangerPatterns) -> str | None:
    """Return the kind of danger a message tells of, or None.

    Every reading is looked at: a frightened person does not watch the keyboard layout.
    """
    return danger_in(candidates(clean(text)), patterns)


def danger_in(readings: Iterable[Reading], patterns: DangerPatterns) -> str | None:
    """Return the kind of danger that any reading tells of, or None."""
    if not patterns:
        return None
    read: dict[str, list[MessageWord]] = {}
    for reading in readings:
        if reading.kind == "layout" and len(reading.text) > _LONGEST_UNSEEN:
            continue
        # A word is read once, however often it stands in however many readings.
        chunks = reading.text.split()
        new = [chunk for chunk in dict.fromkeys(chunks) if chunk not in read]
        if new:
            folded = fold("\n".join(new)).split("\n")
            read.update(zip(new, map(patterns.read, folded), strict=True))
        kind = patterns.find([word for chunk in chunks for word in read[chunk]])
        if kind is not None:
            return kind
    return None
