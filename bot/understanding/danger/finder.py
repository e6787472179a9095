"""Finds danger in a message: by patterns of words, by what was learnt of told danger, or both."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import structlog

from bot.appointments.request_words import tells_only_of_coming
from bot.understanding.danger.parts import FEWEST, MOST, alone_and_in_pairs, sentences
from bot.understanding.danger.patterns import DangerPatterns, Found, danger_in
from bot.understanding.danger.told import WORDS_COUNT, Judges, odds_of
from bot.understanding.sentence.model import SentenceModel
from bot.understanding.text.alphabet import clean
from bot.understanding.text.readings import Reading, candidates
from bot.understanding.text.word_lists import regex

if TYPE_CHECKING:
    from bot.understanding.sentence.model import Vector

log = structlog.get_logger(__name__)

_WHAT_TO_DO = re.compile(rf"\b(?:{regex('danger.what_to_do')})(?!\w)", re.IGNORECASE)

# All in log-odds. To miss danger is worse than a wrong alarm, which costs a person one line:
# chosen so that about 3 of 100 innocent lines with the same words and 2 of 100 ordinary questions
# alarm. `make bench` shows both, by kind.
ENOUGH = -0.75
# Of these kinds few innocent lines sound, and many told ones are quiet: so much less is enough.
SOONER = {"scam": 1.5, "suicide": 0.9}
# Who ends a story with a question of something else is rarely in danger; a question alone tells
# little. A long story tells more of danger than its sentences each do: up to so many words.
STORY_ASKS, ASKS = 3.0, 1.0
LENGTH, _MOST_TELLING = 1.0, 40
# What words that shout danger add: a story of an old fire has them too. Who writes little shouts.
SHOUTED, SHORTLY = 1.5, 5.0
_SHORT = 7
# What a word that tells one danger from others adds to its likelihood, as a logarithm.
SIGN, _MOST_SIGNS = 0.3, 3
# Below this the judge of words is sure enough that the sentence model need not be asked: so half of
# ordinary questions, and 1 of 1,000 told dangers.
CALM = -3.5
# Without a sentence model the judge of words is alone and has to be surer.
ENOUGH_BY_WORDS = 0.4
# So likely, the judges' kind wins over that of the pattern.
SURE_OF_KIND = 0.7
UNSURE_OF_KIND = 0.3
# Danger may stand in one sentence of a story or in two that follow each other: the likeliest is
# looked at by itself, beside the whole of a message of up to so many words; of a longer one, the
# likeliest two. Of many sentences one sounds of danger by chance: that counts against it, of two
# already and more for each doubling of their number.
_WHOLE, _LOOKED_AT = 30, 2
_BY_CHANCE, _EACH_DOUBLING = 0.8, 1.5
# What is hardly language tells nothing and costs the model four times as much: it reads less of it.
_LONGEST = 180
_NO_LANGUAGE, _HARDLY, _LETTERS_THEN = 0.1, 0.55, 45

_WHEN = rf"(?:\w{{1,2}} )?(?:{regex('danger.away_when')})"
_AWAY = rf"(?:{regex('danger.away')})"
_ONLY_AWAY = re.compile(
    rf"\A(?:{_AWAY},? {_WHEN}(?: {_WHEN})?|{_WHEN},? {_AWAY})\W*", re.IGNORECASE
)


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


@dataclass(frozen=True, slots=True)
class _Part:
    """A text, its folded words and how much they sound of danger."""

    text: str
    found: Sequence[str]
    words: float
    of_many: int

    @classmethod
    def of(cls, told: Told, text: str, *, of_many: int = 1) -> _Part:
        found = told.prepare(text)
        return cls(text, found, told.judges.by_words(found), of_many)


def _how_many_words(text: str) -> int:
    """All that stands between spaces; of what is mostly digits and lone letters, as a code or a
    number is, the whole words alone."""
    signs = text.split()
    whole = [one for one in signs if len(one) > 1 and not any(map(str.isdigit, one))]
    is_number = any(map(str.isdigit, text)) and 2 * len(whole) <= len(signs)
    return len(whole) if is_number else len(signs)


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
        found = self.in_readings(candidates(clean(text)))
        return found.kind if found else None

    def in_readings(self, readings: tuple[Reading, ...]) -> Found | None:
        """Return the danger that readings of a message tell of, or None."""
        shouted = danger_in(readings, self.patterns)
        if self.told is None or _how_many_words(readings[0].text) < FEWEST:
            return _by_shout(shouted)
        text = self.told.read(readings).text
        if shouted is None and (tells_only_of_coming(readings[0].text) or _is_only_away(text)):
            return None
        parts = self._likeliest(self.told, text)
        if shouted is None and max(part.words for part in parts) < CALM:
            return None
        model = self.told.sentences() if self.told.judges.hidden else None
        loud = (SHORTLY if len(text.split()) <= _SHORT else SHOUTED) if shouted else 0.0
        loud += shape(text)
        weighed = [self._weigh(self.told, part, model, shouted, loud) for part in parts]
        return max(weighed, key=lambda found: found.odds if found else -math.inf)

    def _weigh(
        self,
        told: Told,
        part: _Part,
        model: SentenceModel | None,
        shouted: str | None,
        loud: float,
    ) -> Found | None:
        """What one part of a message tells."""
        vector = None
        if model is not None:
            known = told.knows(part.found)
            if known < _NO_LANGUAGE:
                return _by_shout(shouted)
            try:
                letters = _LETTERS_THEN if known < _HARDLY else _LONGEST
                vector = model.vector(part.text[:letters])
            except Exception as error:
                log.error("danger.no_vector", exc_info=error, what="danger is found by words alone")
        if vector is None:
            if shouted or part.words <= ENOUGH_BY_WORDS:
                return _by_shout(shouted)
            return Found(self._kind(told, part.found), part.words - ENOUGH_BY_WORDS)
        shown = told.judges.by_vector(vector)
        odds = odds_of(shown) + WORDS_COUNT * part.words + loud - ENOUGH
        if part.of_many > 1:
            odds -= _BY_CHANCE + _EACH_DOUBLING * math.log2(part.of_many / 2)
        if odds <= -max(SOONER.values()):
            return None
        kind = self._kind(told, part.found, shouted, vector, shown)
        odds += SOONER.get(kind, 0.0)
        if odds <= 0:
            return None
        return Found(kind, odds, part.text if part.of_many > 1 else "")

    def _likeliest(self, told: Told, text: str) -> list[_Part]:
        """The whole of a short text, and what sounds most of danger in one of several sentences."""
        alone = sentences(text)[:MOST]
        many = len(alone)
        if many < 2:
            return [_Part.of(told, text)]
        is_short = len(text.split()) <= _WHOLE
        looked = alone if is_short else alone_and_in_pairs(alone)
        some = [_Part.of(told, one, of_many=many) for one in looked]
        some.sort(key=lambda part: part.words, reverse=True)
        return [_Part.of(told, text), some[0]] if is_short else some[:_LOOKED_AT]

    def _kind(
        self,
        told: Told,
        found: Sequence[str],
        shouted: str | None = None,
        vector: Vector | None = None,
        shown: Vector | None = None,
    ) -> str:
        """The kind there is most reason for; an unsure one is the danger that nobody can name."""
        folded = set(found)
        likely = {
            kind: chance * math.exp(SIGN * min(_MOST_SIGNS, self.patterns.signs(kind, folded)))
            for kind, chance in told.judges.kinds_by(found, vector, shown).items()
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


def _is_only_away(text: str) -> bool:
    return len(text.split()) <= _SHORT and _ONLY_AWAY.fullmatch(text.strip()) is not None


def shape(text: str) -> float:
    """What length and a question at the end add to the odds of danger."""
    asks = 0.0
    last = re.split(r"(?<=[.!?;])\s+", text.strip())
    if last[-1].endswith("?") and not _WHAT_TO_DO.search(last[-1]):
        asks = STORY_ASKS if len(last) > 1 else ASKS
    return LENGTH * min(len(text.split()), _MOST_TELLING) / _MOST_TELLING - asks


def _by_shout(kind: str | None) -> Found | None:
    return Found(kind, math.inf) if kind else None


# The kind of danger that nobody can name: the one number for all comes first.
GENERAL = "danger"
