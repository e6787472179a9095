"""What of a library's a text asks for: «де роздрукувати», «бібліотека без сходів»."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.understanding.text.alphabet import clean, fold, has_latin, words
from bot.understanding.text.readings import transliterate
from bot.understanding.text.word_lists import folded_regex

# Capabilities, by the names that content gives them.
ASKED_FOR = (
    "computers",
    "internet_access",
    "wifi",
    "printing",
    "scanning",
    "legal_consultation",
    "accessible_entrance",
    "toilet",
    "shelter",
    "generator",
    "resilience_point",
    "blackout_internet",
    "staff_help",
)
_PATTERNS = {name: re.compile(rf"\b(?:{folded_regex(f'offer.{name}')})\b") for name in ASKED_FOR}


# Of these there is no card: who asks where they are needs a library, of others with a place named.
_CARDLESS = ("toilet", "shelter", "generator", "accessible_entrance", "blackout_internet")
_WITH_A_CARD = ("computers", "internet_access", "wifi", "printing", "scanning")


def _asked_where(names: Iterable[str]) -> re.Pattern[str]:
    offers = "|".join(folded_regex(f"offer.{name}") for name in names)
    return re.compile(rf"\b(?:{folded_regex('offer_where')}) (?:{offers})\b")


_WHERE = _asked_where(_CARDLESS)
_WHERE_THERE = _asked_where((*_CARDLESS, *_WITH_A_CARD))
# «Можна через інтернет?» asks how to do it, not where there is any.
_BY_INTERNET = re.compile(
    rf"\b(?:{folded_regex('follow_up.by')}) (?:{folded_regex('offer.internet_access')})(?!\w)"
)
_SHORT = 8  # words: of a longer text it is one thing among others


def wanted(text: str) -> frozenset[str]:
    """The capabilities that a text names, those of ASKED_FOR; in any letters, or in English."""
    told = [_BY_INTERNET.sub(" ", one) for one in _readings(text)]
    found = {name for name, one in _PATTERNS.items() if any(map(one.search, told))}
    # Where electricity is the matter, any internet is not enough.
    return frozenset(found - ({"internet_access"} if "blackout_internet" in found else set()))


def asks_where(text: str, *, names_a_place: bool) -> bool:
    """Whether it asks only where there is such a thing: «де туалет», not «де взяти генератор»."""
    told, asked = _readings(text), _WHERE_THERE if names_a_place else _WHERE
    return len(told[0].split()) <= _SHORT and any(map(asked.search, told))


def _readings(text: str) -> tuple[str, ...]:
    """Its words folded, as they stand and, of Latin ones, as they sound."""
    cleaned = clean(text)
    as_is = " ".join(words(fold(cleaned)))
    if not has_latin(cleaned):
        return (as_is,)
    sound = (transliterate(one) if has_latin(one) else one for one in cleaned.split())
    return as_is, " ".join(words(fold(" ".join(sound))))
