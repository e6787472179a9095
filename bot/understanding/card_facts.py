"""Which sentences of a card speak to what somebody says of it: «мені 62, стажу 25 років».

A logistic regression over signs of each sentence: how alike the sentence model finds the two,
shared words, what their numbers count, and whether it stands where the asked aspect stands. Its
weights come from `card_facts_fit.fitted_lines`. A sentence is only found here, never changed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from bot.catalogue.sentences import FIELDS, Sentence
from bot.languages.word_lists import word_lists
from bot.understanding.follow_up import FollowUp
from bot.understanding.text.alphabet import fold, has_cyrillic, words
from bot.understanding.text.stems import STEM, STOP_WORDS, stem, stems
from bot.understanding.text.ukrainian import VERB_ENDING
from bot.understanding.text.word_lists import LISTS as READING

TOPIC = "card_facts"
LISTS = word_lists(TOPIC)

ASPECTS = ("cost", "amount", "term", "documents", "where", "do")
_FAR_SENTENCE, _FEW, _MANY = 200, 10, 12
_ALIKE = 0.82  # what two sentences of these cards are alike by nature
_OLDEST = 120  # years
_BESIDE = 2  # words between a number and what it counts
_LONG, _ENDING = 6, 4  # letters: shorter words have shorter roots; forms differ by so many
_YEAR = 4  # digits of a year of the calendar

# Without the sentence model three signs tell nothing, so the others weigh otherwise.
WEIGHTS: Mapping[str, float] = {
    "alike": 1.664,
    "always": -2.305,
    "amount": 1.452,
    "aspect": 1.428,
    "behind": -1.701,
    "both calendar": 1.334,
    "both service": 0.56,
    "both time": 1.659,
    "both years": 0.764,
    "covers": 1.618,
    "covers less": -1.479,
    "covers most": 0.285,
    "in cost": -0.629,
    "in documents": -0.331,
    "in note": 0.295,
    "in now": 0.175,
    "in steps": 0.109,
    "in term": -0.02,
    "in what": 0.119,
    "in who": 0.283,
    "likest": 0.118,
    "long": 0.999,
    "many": -1.076,
    "of whom": 1.035,
    "place": 0.756,
    "said much": 1.331,
    "tells": 0.454,
    "title": -0.375,
}
WITHOUT_MODEL: Mapping[str, float] = {
    "always": -2.163,
    "amount": 1.435,
    "aspect": 1.592,
    "both calendar": 1.394,
    "both service": 0.973,
    "both time": 1.738,
    "both years": 0.836,
    "covers": 2.222,
    "covers less": -1.815,
    "covers most": 0.677,
    "in cost": -0.983,
    "in documents": -0.434,
    "in note": 0.324,
    "in now": 0.327,
    "in steps": 0.227,
    "in term": 0.029,
    "in what": 0.24,
    "in who": 0.27,
    "long": 0.191,
    "many": -1.46,
    "of whom": 1.107,
    "place": 0.828,
    "said much": 1.418,
    "tells": 0.539,
    "title": 0.202,
}

# The likeness of a text to each of others; None where there is no sentence model.
Likeness = Callable[[str, Sequence[str]], Sequence[float] | None]


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of a card with the chance that it speaks to what was said."""

    sentence: Sentence
    chance: float


@dataclass(frozen=True, slots=True)
class Told:
    """What is weighed: words said of a card, read as a sequel, and what the card tells.

    `rare` is how much a stem says, by how few sentences of all cards have it.
    """

    said: str
    found: FollowUp
    title: str
    sentences: Sequence[Sentence]
    rare: Callable[[str], float]


class CardFacts:
    """Weighs the sentences of a card.

    Args:
        cards: the sentences of all cards, to tell rare words from common ones.
        likeness: by the sentence model.
    """

    def __init__(self, cards: Callable[[], Iterable[str]], likeness: Likeness) -> None:
        self._cards = cards
        self._likeness = likeness
        self._seen: dict[str, int] = {}
        self._many = 0

    def speaking_to(
        self, said: str, found: FollowUp, title: str, sentences: Sequence[Sentence]
    ) -> tuple[Fact, ...]:
        """Return all sentences, the likeliest to speak to it first."""
        told = Told(said, found, title, sentences, self.rare)
        alike = self.alike(told)
        weights = WITHOUT_MODEL if alike is None else WEIGHTS
        chances = (_chance(signs, weights) for signs in signs_of(told, alike))
        facts = (Fact(one, by) for one, by in zip(sentences, chances, strict=True))
        return tuple(sorted(facts, key=lambda one: -one.chance))

    def warm(self) -> None:
        """Load now what the first sequel would wait for."""
        self.rare("")
        self._likeness("", ())

    def alike(self, told: Told) -> Sequence[float] | None:
        """How alike the words are to each sentence."""
        return self._likeness(told.said, [one.text for one in told.sentences])

    def rare(self, word: str) -> float:
        """How much a stem says."""
        if not self._many:
            for sentence in self._cards():
                self._many += 1
                for one in stems(sentence):
                    self._seen[one] = self._seen.get(one, 0) + 1
        return math.log((self._many + 1) / (self._seen.get(word, 0) + 1))


def signs_of(told: Told, alike: Sequence[float] | None) -> list[dict[str, float]]:
    """Return the signs of each sentence."""
    counts = counted(told.said)
    own = [_signs(told, one, counts) for one in told.sentences]
    most = max((signs["covers"] for signs in own), default=0.0)
    for signs in own:
        signs |= {
            "covers less": most - signs["covers"],
            "covers most": float(0 < signs["covers"] == most),
        }
    if alike is None or not own:
        return own
    best = max(alike)
    for signs, by in zip(own, alike, strict=True):
        signs |= {
            "alike": (by - _ALIKE) * 10,
            "behind": (best - by) * 10,
            "likest": float(by == best),
        }
    return own


def counted(text: str) -> set[str]:
    """What the numbers of a text count: years, service, time, calendar."""
    said = words(fold(text))
    counts = {kind for kind in ("service", "calendar") if not _WORDS[kind].isdisjoint(said)}
    for at, word in enumerate(said):
        if not (word.isdecimal() or word in _WORDS["numbers"]):
            continue
        after = said[at + 1 : at + 1 + _BESIDE]
        counts |= {kind for kind in ("years", "time") if not _WORDS[kind].isdisjoint(after)}
        if word.isdecimal():
            counts |= _by_itself(word, said[max(at - 1, 0) : at])
    return counts


def _by_itself(number: str, before: Sequence[str]) -> set[str]:
    """«Мені 62» is an age, «2024» a year."""
    is_age = not _WORDS["of_age"].isdisjoint(before) and 0 < int(number[:_YEAR]) < _OLDEST
    is_year = len(number) == _YEAR and number[:2] in {"19", "20"}
    return {kind for kind, it_is in (("years", is_age), ("calendar", is_year)) if it_is}


def _signs(told: Told, one: Sentence, counts: set[str]) -> dict[str, float]:
    """How a sentence goes with the words, but for the sentence model."""
    found, text = told.found, one.text
    shared, title = _shared(told.said, text), stems(told.title)
    both = counts & counted(text)
    said = stems(text)
    own = {stem(word) for word in words(fold(told.said)) if word not in STOP_WORDS}
    whole = sum(map(told.rare, own - title)) or 1.0
    is_place = not {"where", "way", "phone"}.isdisjoint(found.aspects)
    return {
        "always": 1.0,
        "covers": sum(map(told.rare, shared - title)) / whole,
        "title": float(min(len(shared & title), 2)),
        **{f"both {kind}": float(kind in both) for kind in _COUNTS},
        "aspect": float(one.field in found.aspects),
        "tells": float(any(tells(name, said) for name in found.aspects)),
        "amount": float(found.asks_amount and tells("amount", said)),
        "place": float(is_place and tells("where", said)),
        "of whom": float(found.tells and one.field == "who"),
        **{f"in {field}": float(field == one.field) for field in FIELDS},
        "long": min(len(text), _FAR_SENTENCE) / _FAR_SENTENCE,
        "many": min(len(told.sentences), _FEW) / _FEW,
        "said much": min(len(told.said.split()), _MANY) / _MANY,
    }


def is_heading(sentence: Sentence) -> bool:
    """Whether it only names what the card is about: «Межі ділянки, паркан, оренда»."""
    said = words(sentence.text.lower())
    is_first = sentence.field == "what" and sentence.whole.startswith(sentence.text)
    if not is_first or not said or any(map(str.isdecimal, said)):
        return False
    is_done = any(map(VERB_ENDING.search, said)) or not has_cyrillic(sentence.text)
    return not is_done or not _WORDS["headings"].isdisjoint(words(fold(said[0])))


def _shared(said: str, text: str) -> set[str]:
    """The stems of words that two texts have in some form: «пошту», «поштою»."""
    of_text = set(words(fold(text))) - STOP_WORDS
    own = [word for word in words(fold(said)) if word not in STOP_WORDS]
    return {stem(word) for word in own if any(_is_one_word(word, other) for other in of_text)}


def _is_one_word(one: str, other: str) -> bool:
    """Whether they begin alike and differ by an ending; figures are one or they aren't."""
    if one.isdecimal() or other.isdecimal():
        return one == other
    shorter = min(len(one), len(other))
    root = STEM if shorter > _LONG else max(shorter - 1, 3) if shorter < _LONG else STEM - 1
    return one[:root] == other[:root] and abs(len(one) - len(other)) <= _ENDING


def _chance(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    odds = sum(weights.get(name, 0.0) * by for name, by in signs.items())
    return 1 / (1 + math.exp(-odds))


def tells(aspect: str, said: Set[str]) -> bool:
    """Whether a sentence of a card tells an aspect, by its stems."""
    return aspect in _TELLING and not _TELLING[aspect].isdisjoint(said)


_COUNTS = ("years", "service", "time", "calendar")
_LISTED = (*_COUNTS, "of_age", "numbers", "headings")
_WORDS = {name: frozenset(words(fold(" ".join(LISTS[name])))) for name in _LISTED}
_TELLING = {
    aspect: frozenset(
        stem(word)
        for phrase in (*READING[f"card.{aspect}"], *(LISTS["sum"] if aspect == "amount" else ()))
        for word in words(fold(phrase))
    )
    for aspect in ASPECTS
}
