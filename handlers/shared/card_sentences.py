"""Sentences of a card that speak of what is asked, wherever in the card they stand."""

import re
from collections.abc import Iterable

from bot.catalogue.model import Service
from bot.understanding.follow_up import FollowUp
from bot.understanding.text.alphabet import fold, words
from bot.understanding.text.stems import stem, stems
from bot.understanding.text.word_lists import LISTS

MOST = 2
OWN_WEIGHT = 2
_ENDS = re.compile(r"(?<=[.!?])\s")
# What of an aspect a sentence may tell, by its words.
_TELLING = {
    aspect: frozenset(stem(word) for word in words(fold(" ".join(LISTS[f"card.{aspect}"]))))
    for aspect in ("cost", "amount", "term", "documents", "where", "do")
}


def to_do(card: Service, lang: str) -> tuple[str, str]:
    """What it is, and of the same text what to do: «Попросіть у центрі соціальних послуг»."""
    told = tuple(_parted(card.what.in_(lang)))
    do = tuple(one for one in told if _first_word(one) in _TELLING["do"])
    if len(do) == len(told):
        return card.what.in_(lang), ""
    return " ".join(one for one in told if one not in do), " ".join(do)


def _first_word(text: str) -> str:
    return next((stem(word) for word in words(fold(text))), "")


def telling(card: Service, lang: str, aspect: str) -> tuple[str, ...]:
    """Sentences that tell an aspect for which the card has no field of its own."""
    told = _TELLING.get(aspect, frozenset())
    listed = (one for one in _sentences(card, lang) if not told.isdisjoint(stems(one)))
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
    one_each = (card.now, card.note, card.what, card.who, card.cost, card.term)
    told = (one for one in (*one_each, *card.steps, *card.documents) if one is not None)
    return dict.fromkeys(said for one in told for said in _parted(one.in_(lang)))


def _parted(text: str) -> Iterable[str]:
    """The sentences of a text; after «ст. » or «грн. » it goes on in small letters."""
    whole = ""
    for part in _ENDS.split(text):
        if whole and not part[:1].islower():
            yield whole
            whole = ""
        whole = f"{whole} {part}".strip()
    yield whole
