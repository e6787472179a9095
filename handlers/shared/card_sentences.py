"""Sentences of a card that speak of what is asked, wherever in the card they stand."""

from collections.abc import Iterable

from bot.catalogue.model import Service
from bot.catalogue.sentences import sentences_in, sentences_of
from bot.understanding.card_facts import tells
from bot.understanding.follow_up import FollowUp
from bot.understanding.text.alphabet import fold, words
from bot.understanding.text.stems import stem, stems

MOST = 2
OWN_WEIGHT = 2


def to_do(card: Service, lang: str) -> tuple[str, str]:
    """What it is, and of the same text what to do: «Попросіть у центрі соціальних послуг»."""
    told = tuple(sentences_in(card.what.in_(lang)))
    do = tuple(one for one in told if tells("do", {_first_word(one)}))
    if len(do) == len(told):
        return card.what.in_(lang), ""
    return " ".join(one for one in told if one not in do), " ".join(do)


def _first_word(text: str) -> str:
    return next((stem(word) for word in words(fold(text))), "")


def telling(card: Service, lang: str, aspect: str) -> tuple[str, ...]:
    """Sentences that tell an aspect for which the card has no field of its own."""
    listed = (one for one in _sentences(card, lang) if tells(aspect, stems(one)))
    return tuple(listed)[:MOST]


def speaking_of(card: Service, lang: str, found: FollowUp) -> tuple[str, ...]:
    """The sentences that have most of a sequel's own words, in the order of the card."""
    common = stems(card.title.in_(lang))
    own = set(found.said[: found.own]) - common
    named = set(found.said[found.own :]) - common
    if not own:
        return ()
    listed = tuple(_sentences(card, lang))
    fits = [OWN_WEIGHT * len(own & said) + len(named & said) for said in map(stems, listed)]
    best = max(fits, default=0)
    if best < OWN_WEIGHT:
        return ()
    return tuple(one for one, fit in zip(listed, fits, strict=True) if fit == best)[:MOST]


def _sentences(card: Service, lang: str) -> Iterable[str]:
    return (one.text for one in sentences_of(card, lang))
