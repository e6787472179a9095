"""Confidence: how likely the first answer is right, from how the rankers behaved.

A small logistic regression. Its coefficients come from `fit.fitted_lines`, which
hides examples of the content, asks them and looks at which signs go with a right answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.ranking.rankers import Ranking

FEATURES = (
    "margin",  # lead of the best over the second, in z-score units
    "lead",  # lead of the best over the fourth
    "best",  # score of the best
    "weakest",  # score of the best with the ranker that likes it least
    "agreement",  # share of rankers that put it first
    "known",  # share of the message's stems that the content knows
    "length",  # logarithm of the number of words
    "latin",  # 1 for an English message
)


@dataclass(frozen=True, slots=True)
class Coefficients:
    """What a fit gives; `weights` in the order of FEATURES."""

    bias: float
    weights: tuple[float, ...]


WORDS_ALONE = Coefficients(
    -3.1753, (0.1062, 0.0103, 0.0522, 0.0462, 0.5921, 0.9776, 0.0631, -0.4646)
)
# Where words were unsure and the sentence model was asked too.
WITH_SENTENCE = Coefficients(
    -2.1027, (0.0907, -0.0006, 0.033, -0.0047, 0.3906, 0.1821, 0.1552, 0.0)
)


def features(
    ranking: Ranking, order: Sequence[int], *, known: float, length: int, latin: bool
) -> tuple[float, ...]:
    """Describe how clearly a ranking was decided, in the order of FEATURES.

    Args:
        ranking: the scores.
        order: document numbers, best first.
        known: share of the stems that the content knows, 0 to 1.
        length: number of words.
        latin: whether the message was read as English.
    """
    best = order[0]
    total = ranking.total
    second = total[order[1]] if len(order) > 1 else 0.0
    fourth = total[order[3]] if len(order) > 3 else 0.0
    of_best = [part[best] for part in ranking.parts]
    firsts = sum(max(part) - part[best] < 1e-9 and part[best] > 0 for part in ranking.parts)
    return (
        total[best] - second,
        total[best] - fourth,
        total[best],
        min(of_best),
        firsts / len(of_best),
        known,
        math.log1p(length),
        float(latin),
    )


def confidence(values: Sequence[float], by: Coefficients = WORDS_ALONE) -> float:
    """Return the probability that the best document is the right one."""
    total = by.bias + sum(w * v for w, v in zip(by.weights, values, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
