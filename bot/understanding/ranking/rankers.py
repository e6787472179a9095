"""Four rankers over the same documents, and their sum.

`likeness`: cosine of character n-grams (TF-IDF); `bayes`: naive Bayes over the same n-grams;
`words`: BM25 over stems; `contrast`: what tells alike documents apart (see `contrast`). Each is
good where the others are weak; the sum of their z-scores beats each by ten points. A document is
everything said about one entry, in one script.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.ranking.postings import Postings
from bot.understanding.ranking.signs import signs, weigh
from bot.understanding.text.alphabet import word_pieces
from bot.understanding.text.stems import STOP_WORDS, stem

RANKERS = ("likeness", "bayes", "words", "contrast")
WEIGHTS = (1.0, 1.0, 1.0, 2.0)

# A long story has thousands of n-grams; the rarest say what it is about.
_MOST_PIECES = 700


@dataclass(frozen=True, slots=True)
class Ranking:
    """Scores of every document of one shelf, in z-score units.

    `parts` holds each ranker's z-scores in the order of RANKERS, times its WEIGHTS; `total` is
    their sum.
    """

    parts: tuple[list[float], ...]
    total: list[float]

    def and_by(self, scores: list[float]) -> Ranking:
        """With one more ranker."""
        total = [a + b for a, b in zip(self.total, scores, strict=True)]
        return Ranking((*self.parts, scores), total)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the rankers know about the documents of one script.

    `keys` names the documents; `bayes_start` is the log-weight of one unseen n-gram in each.
    """

    keys: tuple[str, ...]
    pieces: Postings
    stems: Postings
    contrast: Postings
    bayes_start: array[float]

    def rank(self, found: Sequence[str]) -> Ranking:
        """Score all documents for folded words."""
        size = len(self.keys)
        counts = Counter(piece for word in found for piece in word_pieces(word))
        known = self.pieces.terms
        kept = [piece for piece in counts if piece in known]
        if len(kept) > _MOST_PIECES:
            kept = sorted(kept, key=self.pieces.spread)[:_MOST_PIECES]
        query = {piece: (1.0 + math.log(counts[piece]), float(counts[piece])) for piece in kept}
        length = sum(factor for _, factor in query.values())
        likeness = [0.0] * size
        bayes = [length * start for start in self.bayes_start]
        self.pieces.add_to((likeness, bayes), query)
        by_words = [0.0] * size
        self.stems.add_to((by_words,), {s: (float(n),) for s, n in word_stems(found).items()})
        by_contrast = [0.0] * size
        shown = weigh(signs(found))
        self.contrast.add_to((by_contrast,), {sign: (w,) for sign, w in shown.items()})
        scored = (likeness, bayes, by_words, by_contrast)
        parts = tuple(standard(s, weight=w) for s, w in zip(scored, WEIGHTS, strict=True))
        total = [sum(scores) for scores in zip(*parts, strict=True)]
        return Ranking(parts, total)


def word_stems(found: Sequence[str]) -> Counter[str]:
    """Count the stems of folded words, those of asking left out."""
    return Counter(stem(word) for word in found if word not in STOP_WORDS)


def standard(scores: list[float], *, weight: float = 1.0) -> list[float]:
    """Return scores as z-scores: mean 0, deviation `weight` (all zero when all are equal)."""
    size = len(scores)
    if not size:
        return scores
    mean = sum(scores) / size
    deviation = math.sqrt(sum([(s - mean) ** 2 for s in scores]) / size)
    if deviation < 1e-9:
        return [0.0] * size
    scale = weight / deviation
    return [(s - mean) * scale for s in scores]
