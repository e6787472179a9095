"""Finds danger in a message: by patterns of words, by what was learnt of told danger, or both."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import structlog

from bot.understanding.danger.patterns import DangerPatterns, danger_in
from bot.understanding.danger.told import WORDS_COUNT, Judges
from bot.understanding.sentence.model import SentenceModel
from bot.understanding.text.alphabet import clean
from bot.understanding.text.readings import Reading, candidates

if TYPE_CHECKING:
    from bot.understanding.sentence.model import Vector

log = structlog.get_logger(__name__)

# All in log-odds. To miss danger is worse than a wrong alarm, which costs a person one line:
# chosen so that about 3 of 100 innocent lines with the same words and 1 of 100 ordinary questions
# alarm. `make bench` shows both, by kind.
ENOUGH = -0.5
# What words that shout danger add: a story of an old fire has them too. Who writes little shouts.
SHOUTED, SHORTLY = 1.5, 7.0
_SHORT = 7
# What a word that tells one danger from others adds to its likelihood, as a logarithm.
SIGN, _MOST_SIGNS = 0.3, 3
# Below this the judge of words is sure enough that the sentence model need not be asked: so 7 of
# 10 ordinary questions, and 1 of 1,000 told dangers.
CALM = -2.5
# Without a sentence model the judge of words is alone and has to be surer.
ENOUGH_BY_WORDS = 0.4
# So likely, the judges' kind wins over that of the pattern.
SURE_OF_KIND = 0.7
UNSURE_OF_KIND = 0.3
# Danger may stand in one part of a story of more words than `_WHOLE`: it is looked at in parts.
_WHOLE, _PART, _MOST_PARTS, _LETTERS = 36, 24, 16, 90
# Fewer words tell nothing, they can only shout. What is hardly language tells nothing either, and
# costs the model four times as much: it reads less of that.
_FEWEST, _LONGEST = 3, 180
_NO_LANGUAGE, _HARDLY, _LETTERS_THEN = 0.1, 0.55, 45


def no_model() -> SentenceModel | None:
    """There is none."""
    return None


@dataclass(frozen=True, slots=True)
class Told:
    """Judges of told danger, with what they need to read a message.

    Args:
        judges: what was learnt.
        read: chooses the likeliest of a message's readings.
        prepare: cuts a text into folded words.
        knows: which share of the letters of folded words are of words the content knows.
        sentences: gives what makes vectors, when it is first needed; None leaves it to words.
        numbers: the number that stands first for each kind: it is the number that has to be right.
    """

    judges: Judges
    read: Callable[[tuple[Reading, ...]], Reading]
    prepare: Callable[[str], Sequence[str]]
    knows: Callable[[Sequence[str]], float]
    sentences: Callable[[], SentenceModel | None] = no_model
    numbers: Mapping[str, str] = field(default_factory=dict)

    def by(self, sentences: SentenceModel | None) -> Told:
        """Return the same judges with another sentence model."""
        return replace(self, sentences=lambda: sentences)


class DangerFinder:
    """Finds the kind of danger that a message tells of.

    Args:
        patterns: words that shout danger.
        told: judges of what is told; None where nothing was learnt.
    """

    def __init__(self, patterns: DangerPatterns, told: Told | None = None) -> None:
        self.patterns = patterns
        self.told = told

    def see(self, kind: str) -> tuple[str, ...]:
        """Return the content entries that tell more of a kind of danger, the main one first."""
        return self.patterns.see(kind)

    def is_harmless(self, folded: str, entry: str) -> bool:
        """Whether words say that a danger told of in an entry is only talked about: a novel."""
        return self.patterns.is_harmless(folded, entry)

    def is_shouted(self, readings: tuple[Reading, ...]) -> bool:
        """Whether words of danger stand in any reading."""
        return self.patterns.is_shouted(readings)

    def find(self, text: str) -> str | None:
        """Return the kind of danger that a message tells of, or None."""
        return self.in_readings(candidates(clean(text)))

    def in_readings(self, readings: tuple[Reading, ...]) -> str | None:
        """Return the kind of danger that readings of a message tell of, or None."""
        shouted = danger_in(readings, self.patterns)
        if self.told is None or len(readings[0].text.split()) < _FEWEST:
            return shouted
        text = self.told.read(readings).text
        words, part, found = self._likeliest(self.told, text)
        if shouted is None and words < CALM:
            return None
        sentences = self.told.sentences() if self.told.judges.weights else None
        if sentences is None:
            if shouted or words <= ENOUGH_BY_WORDS:
                return shouted
            return self._kind(self.told, found, None, shouted)
        known = self.told.knows(found)
        if known < _NO_LANGUAGE:
            return shouted
        try:
            vector = sentences.vector(part[: _LETTERS_THEN if known < _HARDLY else _LONGEST])
        except Exception as error:
            log.error("danger.no_vector", exc_info=error, what="danger is found by words alone")
            return shouted or (GENERAL if words > ENOUGH_BY_WORDS else None)
        loud = (SHORTLY if len(text.split()) <= _SHORT else SHOUTED) if shouted else 0.0
        if self.told.judges.by_vector(vector) + WORDS_COUNT * words + loud <= ENOUGH:
            return None
        return self._kind(self.told, found, vector, shouted)

    def _likeliest(self, told: Told, text: str) -> tuple[float, str, Sequence[str]]:
        """The part of a text that sounds most of danger, how much so, and its folded words."""
        found, written = told.prepare(text), text.split()
        if len(written) <= _WHOLE:
            return told.judges.by_words(found), text, found
        step = max(_PART // 2, len(found) // _MOST_PARTS)
        starts = range(0, max(1, len(found) - _PART // 2), step)
        score, at = max((told.judges.by_words(found[at : at + _PART]), at) for at in starts)
        # Words were joined or cut when they were folded: the same place is found by proportion.
        near = at * len(written) // (len(found) or 1)
        return score, " ".join(written[near : near + _PART])[:_LETTERS], found[at : at + _PART]

    def _kind(
        self, told: Told, found: Sequence[str], vector: Vector | None, shouted: str | None
    ) -> str:
        """The kind there is most reason for; an unsure one is the danger that nobody can name."""
        folded = set(found)
        likely = {
            kind: chance * math.exp(SIGN * min(_MOST_SIGNS, self.patterns.signs(kind, folded)))
            for kind, chance in told.judges.kinds_by(found, vector).items()
        }
        by_number = defaultdict[str, float](float)
        for kind, chance in likely.items():
            by_number[told.numbers.get(kind, kind)] += chance
        number, chance = max(by_number.items(), key=lambda one: one[1], default=("", 0.0))
        chance /= sum(likely.values()) or 1.0
        if shouted is not None and chance < SURE_OF_KIND:
            return shouted
        if chance <= UNSURE_OF_KIND:
            return GENERAL
        alike = (kind for kind in likely if told.numbers.get(kind, kind) == number)
        return max(alike, key=likely.__getitem__)


# The kind of danger that nobody can name: the one number for all comes first.
GENERAL = "danger"
