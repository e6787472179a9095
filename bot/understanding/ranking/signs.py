"""Signs of a message: its words, their stems and their first letters, which tell entries apart."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.understanding.text.stems import STOP_WORDS, stem

_BEGINNING = 3


def signs_of(word: str) -> tuple[str, ...]:
    """What a folded word shows: itself, its stem and its first letters; of asking itself alone."""
    if word in STOP_WORDS:
        return (f"={word}",)
    return f"={word}", stem(word), f"{word[:_BEGINNING]}*"


def signs(found: Sequence[str]) -> Counter[str]:
    """Count the signs of folded words."""
    return Counter(sign for word in found for sign in signs_of(word))


def weigh(counts: Mapping[str, int]) -> dict[str, float]:
    """Return the weight of each sign in a message; said twice is not twice as much."""
    return {sign: 1.0 + math.log(count) for sign, count in counts.items()}
