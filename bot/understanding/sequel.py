"""Which card a sequel means: the one on screen, one it is like by itself, or with what was asked.

A conditional logit over those cards. Its weights come from `sequel_fit.fitted_lines`, which reads
labelled dialogues of people and looks at which signs the meant card has.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from bot.understanding.follow_up import FollowUp
from bot.understanding.model import Meaning
from bot.understanding.text.clauses import asks, asks_at_once
from bot.understanding.text.stems import STOP_WORDS, stems

_LIKELIEST = 3  # of each reading
_OWN, _WORDS, _NAMED, _TOLD = 6, 12, 2, 3  # more of them tell no more
_FAR = 20.0  # z-scores behind the first

# «here …» are signs of the card on screen, «kin …» of the others; see `_signs` for what each is.
WEIGHTS: Mapping[str, float] = {
    "alone": 0.943,
    "alone behind": 0.548,
    "alone first": 1.84,
    "both": 1.49,
    "both behind": 0.585,
    "both first": -0.321,
    "here": 5.498,
    "here again": -0.699,
    "here also": -1.51,
    "here another": -0.133,
    "here asks": -0.966,
    "here asks at once": -0.385,
    "here aspect": 0.143,
    "here corrects": -0.288,
    "here length": -1.931,
    "here needs": 0.174,
    "here own": -0.069,
    "here supposes": 0.947,
    "here sure": -0.398,
    "here tells": 0.564,
    "kin": 1.052,
    "kin first": 0.245,
    "named": 0.233,
    "told": 0.551,
}


@dataclass(frozen=True, slots=True)
class CardWords:
    """Stems of a card's title and of all it tells, in every language; cards it is taken for."""

    title: Set[str]
    told: Set[str]
    kin: Set[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Meant:
    """A card that a sequel may mean, with its chance among those that it may."""

    card: str
    chance: float


@dataclass(frozen=True, slots=True)
class Sequel:
    """A message after a card.

    Attributes:
        on_screen: the card that was talked about.
        alone: what the message means by itself.
        both: what it means after the question that led to that card.
        found: its words, as those of a sequel.
    """

    on_screen: str
    alone: Meaning
    both: Meaning
    found: FollowUp


def meant(
    sequel: Sequel, cards: Mapping[str, CardWords], weights: Mapping[str, float] = WEIGHTS
) -> tuple[Meant, ...]:
    """Return the cards that it may mean, the likeliest first; their chances are 1 together."""
    signs = signs_of(sequel, cards)
    odds = {
        card: sum(weights.get(name, 0.0) * by for name, by in told.items())
        for card, told in signs.items()
    }
    top = max(odds.values())
    raised = {card: math.exp(one - top) for card, one in odds.items()}
    whole = sum(raised.values())
    found = (Meant(card, one / whole) for card, one in raised.items())
    return tuple(sorted(found, key=lambda one: -one.chance))


def signs_of(sequel: Sequel, cards: Mapping[str, CardWords]) -> dict[str, dict[str, float]]:
    """Return the signs of each card that a sequel may mean."""
    listed = dict.fromkeys((sequel.on_screen, *_near(sequel)))
    said = stems(sequel.alone.reading) - STOP_WORDS
    return {card: _signs(sequel, card, cards, said) for card in listed if card in cards}


def _near(sequel: Sequel) -> list[str]:
    """Cards that it is like, by itself and with what was asked."""
    return [hit.id for one in (sequel.alone, sequel.both) for hit in one.hits[:_LIKELIEST]]


def _signs(
    sequel: Sequel, card: str, cards: Mapping[str, CardWords], said: Set[str]
) -> dict[str, float]:
    words = cards[card]
    alone, alone_behind, alone_first = _standing(sequel.alone, card)
    both, both_behind, both_first = _standing(sequel.both, card)
    named = float(min(len(said & words.title), _NAMED))
    told = float(min(len(said & words.told), _TOLD))
    signs = {
        "alone": alone,
        "alone behind": alone_behind,
        "alone first": alone_first * sequel.alone.confidence,
        "both": both,
        "both behind": both_behind,
        "both first": both_first * sequel.both.confidence,
        "named": named,
        "told": told,
    }
    if card != sequel.on_screen:
        is_kin = float(card in cards[sequel.on_screen].kin)
        return signs | {"kin": is_kin, "kin first": is_kin * alone_first}
    return signs | _of_the_one_on_screen(sequel)


def _of_the_one_on_screen(sequel: Sequel) -> dict[str, float]:
    """How a message that goes on with it is said."""
    found, text = sequel.found, sequel.alone.reading
    return {
        "here": 1.0,
        "here aspect": float(bool(found.aspects)),
        "here own": float(min(found.own, _OWN)),
        "here needs": float(found.needs),
        "here corrects": float(found.corrects),
        "here also": float(found.also),
        "here again": float(found.again),
        "here supposes": float(found.supposes),
        "here tells": float(found.tells),
        "here another": float(found.about_another),
        "here asks": float(asks(text)),
        "here asks at once": float(asks_at_once(text)),
        "here length": min(len(text.split()), _WORDS) / _WORDS,
        "here sure": sequel.alone.confidence,
    }


def _standing(meaning: Meaning, card: str) -> tuple[float, float, float]:
    """Its score beside the best, how far behind it is, and whether it is the first."""
    scores = {hit.id: hit.score for hit in meaning.hits}
    if not scores:
        return 0.0, 0.0, 0.0
    best, last = max(scores.values()), min(scores.values())
    own = scores.get(card, min(last, 0.0))
    share = own / best if best > 0 else 0.0
    return share, -min(best - own, _FAR) / 10, float(meaning.hits[0].id == card)


class Sequels:
    """Tells which card a sequel means.

    Args:
        words: of a card of the catalogue; None for an id that is of none. Asked once for each.
    """

    def __init__(self, words: Callable[[str], CardWords | None]) -> None:
        self._words = words
        self._known: dict[str, CardWords | None] = {}

    def meant(self, sequel: Sequel) -> tuple[Meant, ...]:
        """Return the cards that it may mean, the likeliest first; none after an unknown card."""
        near = dict.fromkeys((sequel.on_screen, *_near(sequel)))
        for card in near:
            if card not in self._known:
                self._known[card] = self._words(card)
        cards = {card: words for card in near if (words := self._known[card]) is not None}
        return meant(sequel, cards) if sequel.on_screen in cards else ()


def card_words(titles: Sequence[str], told: Sequence[str], kin: Set[str]) -> CardWords:
    """The words of a card from its texts in all languages."""
    title = frozenset().union(*map(stems, titles))
    return CardWords(title - STOP_WORDS, frozenset().union(*map(stems, told)) - STOP_WORDS, kin)
