"""The fourth ranker: what tells alike entries apart.

The other rankers weigh what an entry says; this one learns from mistakes. Each example is compared
with the documents that are most easily taken for its own, and words that lead astray lose weight
there: a softmax regression over beginnings of words, trained on the hardest wrong answers only.
On hidden examples it brings 2 points of top-1, and 6 on long stories.
"""

from __future__ import annotations

import heapq
import math
import random
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.understanding.ranking.postings import Postings, build
from bot.understanding.text.stems import STOP_WORDS, stem

_RIVALS = 8
_ROUNDS = 3
_STEP = 2.0
# Before training a document is the mean of its examples, so much magnified.
_START = 24.0
_BEGINNING = 3
# An example so surely right is not looked at again.
_SURE = 0.8
# Steps smaller than this share of a whole one change nothing but the time.
_NEGLIGIBLE = 1e-3

# Five sixths of the weights are smaller than this; without them nothing is understood worse.
_TELLING = 2.0
_COMMON_SHARE = 0.3
_COMMON_IN = 20

_Vector = list[tuple[int, float]]


def signs(found: Sequence[str]) -> Counter[str]:
    """Count what a message shows: its words, their stems and their first letters."""
    counts: Counter[str] = Counter()
    for word in found:
        counts[f"={word}"] += 1
        if word not in STOP_WORDS:
            counts[stem(word)] += 1
            counts[f"{word[:_BEGINNING]}*"] += 1
    return counts


def weigh(counts: Mapping[str, int]) -> dict[str, float]:
    """Return the weight of each sign in a message; said twice is not twice as much."""
    return {sign: 1.0 + math.log(count) for sign, count in counts.items()}


def learn_contrast(documents: Sequence[Sequence[Sequence[str]]]) -> Postings:
    """Learn what tells documents apart.

    Args:
        documents: each a list of lines, a line being folded words.

    Returns:
        The weight of each sign in each document, for weights from `weigh`.
    """
    lines = [(signs(line), doc) for doc, held in enumerate(documents) for line in held]
    spread = Counter(sign for counts, _ in lines for sign in counts)
    # What stands in a single line tells nothing of others.
    numbers = {sign: at for at, sign in enumerate(s for s, count in spread.items() if count > 1)}
    rarity = [math.log((1 + len(lines)) / (1 + spread[sign])) + 1.0 for sign in numbers]
    examples = [(_unit(counts, numbers, rarity), doc) for counts, doc in lines]
    rows = _start(examples, len(numbers), len(documents))
    _train(rows, examples, _rivals(rows, examples, len(documents)))
    return build((sign, _telling(rows[at], rarity[at])) for sign, at in numbers.items())


def _telling(row: list[float], rarity: float) -> list[tuple[int, tuple[float]]]:
    weighed = ((doc, weight * rarity) for doc, weight in enumerate(row))
    return [(doc, (weight,)) for doc, weight in weighed if abs(weight) >= _TELLING]


def _unit(counts: Mapping[str, int], numbers: dict[str, int], rarity: list[float]) -> _Vector:
    vector = [
        (at, weight * rarity[at])
        for sign, weight in weigh(counts).items()
        if (at := numbers.get(sign)) is not None
    ]
    length = math.sqrt(sum(weight * weight for _, weight in vector)) or 1.0
    return [(at, weight / length) for at, weight in vector]


def _start(examples: list[tuple[_Vector, int]], signs: int, size: int) -> list[list[float]]:
    """Return a row for each sign: its weight in the mean example of each document."""
    rows = [[0.0] * size for _ in range(signs)]
    for vector, doc in examples:
        for at, weight in vector:
            rows[at][doc] += weight
    lengths = array("d", [0.0] * size)
    for row in rows:
        for doc, weight in enumerate(row):
            if weight:
                lengths[doc] += weight * weight
    scale = [_START / math.sqrt(length) if length else 0.0 for length in lengths]
    return [[w * s if w else 0.0 for w, s in zip(row, scale, strict=True)] for row in rows]


def _rivals(
    rows: list[list[float]], examples: list[tuple[_Vector, int]], size: int
) -> list[list[int]]:
    """Return for each example its own document and those most easily taken for it."""
    # Signs of many documents cost most of the time and name no rival.
    most = max(_COMMON_IN, _COMMON_SHARE * size)
    held = [[(doc, weight) for doc, weight in enumerate(row) if weight] for row in rows]
    held = [told if len(told) <= most else [] for told in held]
    found = []
    for vector, own in examples:
        scores = [0.0] * size
        for at, factor in vector:
            for doc, weight in held[at]:
                scores[doc] += factor * weight
        scores[own] = -1.0
        found.append([own, *heapq.nlargest(_RIVALS, range(size), key=scores.__getitem__)])
    return found


def _train(
    rows: list[list[float]], examples: list[tuple[_Vector, int]], rivals: list[list[int]]
) -> None:
    order = list(range(len(examples)))
    chance = random.Random(0)  # noqa: S311 - the same order each time, not a secret
    for turn in range(_ROUNDS):
        chance.shuffle(order)
        step = _STEP / (1 + turn)
        order, doubtful = [], order
        for number in doubtful:
            own = [(rows[at], factor) for at, factor in examples[number][0]]
            against = rivals[number]
            scores = [sum([row[doc] * factor for row, factor in own]) for doc in against]
            most = max(scores)
            chances = [math.exp(score - most) for score in scores]
            total = sum(chances)
            if chances[0] < _SURE * total:
                order.append(number)
            for place, doc in enumerate(against):
                change = step * ((place == 0) - chances[place] / total)
                if abs(change) > _NEGLIGIBLE * step:
                    for row, factor in own:
                        row[doc] += change * factor
