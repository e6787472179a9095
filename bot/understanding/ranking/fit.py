"""Fit the coefficients of confidence to the content's own examples.

A share of the examples is hidden, the index is built from the rest, and the hidden ones are asked.
How often the first answer is right, and with which signs, gives the coefficients. Nothing but the
content is needed, so they can be fitted again whenever it has grown.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.understanding.index.index import build_index
from bot.understanding.model import Corpus, PlaceFinder
from bot.understanding.ranking.confidence import FEATURES, Coefficients, confidence
from bot.understanding.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden example: its text and the document it belongs to."""

    text: str
    key: str


def hide(corpus: Corpus, *, share: float, seed: int) -> tuple[Corpus, list[Hidden]]:
    """Take a random share of the examples out of a corpus.

    Returns:
        The corpus without them, and what was taken.
    """
    chance = random.Random(seed)  # noqa: S311 - a draw that can be repeated, not a secret
    hidden: list[Hidden] = []

    def keep(key: str, lines: Sequence[str]) -> tuple[str, ...]:
        drawn = [chance.random() < share for _ in lines]
        hidden.extend(Hidden(line, key) for line, out in zip(lines, drawn, strict=True) if out)
        return tuple(line for line, out in zip(lines, drawn, strict=True) if not out)

    entries = tuple(replace(entry, asks=keep(entry.id, entry.asks)) for entry in corpus.entries)
    examples = {key: keep(f"~{key}", lines) for key, lines in corpus.route_examples.items()}
    return replace(corpus, entries=entries, route_examples=examples), hidden


def fitted_lines(corpus: Corpus, places: PlaceFinder | None = None) -> str:
    """Fit to a corpus; return the lines that go into `confidence.py`. Takes some ten seconds."""
    found = fit(observe(corpus, places))
    return f"WORDS_ALONE = Coefficients({found.bias}, {found.weights})"


def observe(
    corpus: Corpus, places: PlaceFinder | None, *, folds: int = 4, share: float = 0.1
) -> list[tuple[tuple[float, ...], bool]]:
    """Ask hidden examples; return the signs of each and whether the first answer was right."""
    seen: list[tuple[tuple[float, ...], bool]] = []
    for seed in range(folds):
        rest, hidden = hide(corpus, share=share, seed=seed)
        index = build_index(rest, places)
        understanding = Understanding(index, places)
        for line in hidden:
            ranked = understanding.explain(line.text).ranked
            if ranked is not None:
                best, asked = ranked.best_key, index.topics.get(line.key)
                right = best == line.key
                if asked is not None and asked.entry is None:
                    right = index.topics[best].route == asked.route
                seen.append((ranked.features, right))
    return seen


def fit(
    seen: Sequence[tuple[Sequence[float], bool]], *, rounds: int = 400, penalty: float = 1e-3
) -> Coefficients:
    """Fit a logistic regression by gradient descent on standardised features."""
    size, width = len(seen), len(FEATURES)
    means = [sum(values[i] for values, _ in seen) / size for i in range(width)]
    spreads = [
        math.sqrt(sum((values[i] - means[i]) ** 2 for values, _ in seen) / size) or 1.0
        for i in range(width)
    ]
    rows = [
        ([(v - m) / s for v, m, s in zip(values, means, spreads, strict=True)], float(right))
        for values, right in seen
    ]
    bias, weights = 0.0, [0.0] * width
    for _ in range(rounds):
        slope, slopes = 0.0, [0.0] * width
        for values, right in rows:
            miss = confidence(values, Coefficients(bias, tuple(weights))) - right
            slope += miss
            for i, value in enumerate(values):
                slopes[i] += miss * value
        bias -= slope / size
        weights = [w - (g / size + penalty * w) for w, g in zip(weights, slopes, strict=True)]
    real = [w / s for w, s in zip(weights, spreads, strict=True)]
    shift = sum(w * m for w, m in zip(real, means, strict=True))
    return Coefficients(round(bias - shift, 4), tuple(round(w, 4) for w in real))
