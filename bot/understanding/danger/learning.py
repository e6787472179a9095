"""Learn the judges of told danger from lines of content; done aside, never while somebody waits."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.understanding.danger.signs import SIGNS, signs_of
from bot.understanding.danger.told import KIND_SIGNS, NONE, Judges

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

# One of very many ordinary questions teaches less than one line written for this.
_ORDINARY_COUNTS = 0.3
# A wrong alarm is the price of being seen: innocent lines are written for just that.
_INNOCENT_COUNTS = 1.5
_SIGN_PENALTY, _SIGN_ROUNDS = 0.1, 100
_VECTOR_PENALTY, _VECTOR_ROUNDS = 20.0, 350
# Beside signs, the many numbers of a vector count so much each.
_KIND_PENALTY, _KIND_ROUNDS, _BESIDE_SIGNS = 0.05, 150, 0.03


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is learnt from: lines of danger by kind, lines that only sound like it, other lines."""

    told: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    innocent: tuple[str, ...] = ()
    ordinary: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Names these lessons; a change of an ordinary line is no reason to learn anew."""
        told = repr((sorted(self.told.items()), sorted(self.innocent)))
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]

    def labelled(self) -> list[tuple[str, str, float]]:
        """All lines, each with its kind (NONE for no danger) and how much it counts."""
        lines = [(line, kind, 1.0) for kind, many in sorted(self.told.items()) for line in many]
        lines += [(line, NONE, _INNOCENT_COUNTS) for line in self.innocent]
        return lines + [(line, NONE, _ORDINARY_COUNTS) for line in self.ordinary]


def learn_judges(
    lessons: Lessons,
    prepare: Callable[[str], Sequence[str]],
    vectors: Callable[[Sequence[str]], Floats] | None,
) -> Judges:
    """Learn, some ten seconds for some twenty thousand lines.

    Args:
        lessons: what to learn from.
        prepare: from a line to its folded words.
        vectors: from lines to their vectors; None without a sentence model.
    """
    import numpy as np

    lines = lessons.labelled()
    counts = np.array([count for _, _, count in lines], dtype=np.float32)
    is_danger = np.array([kind != NONE for _, kind, _ in lines], dtype=np.float32)
    words = [prepare(text) for text, _, _ in lines]
    weights, bias = _learn_signs(words, is_danger, counts)
    kinds = (NONE, *sorted(lessons.told))
    labels = np.array([kinds.index(kind) for _, kind, _ in lines])
    seen = vectors([text for text, _, _ in lines]) if vectors is not None else None
    told = np.flatnonzero(labels)
    learnt = [weights]
    learnt += _learn_vectors(seen, labels, counts) if seen is not None else (np.empty(0),) * 2
    learnt += _learn_kinds(
        [words[at] for at in told], None if seen is None else seen[told], labels[told] - 1
    )
    signs, *others = (array("f", one.astype(np.float32).tobytes()) for one in learnt)
    return Judges(lessons.key, signs, bias, kinds, *others)


def _learn_signs(
    lines: Sequence[Sequence[str]], is_danger: Floats, counts: Floats
) -> tuple[Floats, float]:
    """Logistic regression over signs, by gradient descent with momentum."""
    import numpy as np

    held = [signs_of(line) for line in lines]
    row = np.repeat(np.arange(len(held)), [len(signs) for signs in held])
    column = np.fromiter((sign for signs in held for sign in signs), dtype=np.int64, count=len(row))
    lengths = np.array([max(1, len(signs)) for signs in held], dtype=np.float64)
    value = (1.0 / np.sqrt(lengths))[row]

    def slope(weights: Floats) -> Floats:
        scores = np.bincount(row, weights[column] * value, len(held)) + weights[SIGNS]
        miss = counts * (1.0 / (1.0 + np.exp(-scores)) - is_danger)
        out = np.empty(SIGNS + 1)
        out[:SIGNS] = np.bincount(column, miss[row] * value, SIGNS)
        out[SIGNS] = miss.sum()
        out[:SIGNS] += _SIGN_PENALTY * weights[:SIGNS]
        return out

    weights = _descend(slope, np.zeros(SIGNS + 1), rounds=_SIGN_ROUNDS, rate=0.1)
    return weights[:SIGNS], float(weights[SIGNS])


def _learn_vectors(
    vectors: Floats, labels: NDArray[np.int64], counts: Floats
) -> tuple[Floats, Floats]:
    """Regression over kinds (softmax) from standardised vectors; returns rows and biases."""
    import numpy as np

    mean, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    wide = ((vectors - mean) / spread).astype(np.float32)
    many, size = int(labels.max()) + 1, vectors.shape[1]
    asked = np.eye(many, dtype=np.float32)[labels]

    def slope(flat: Floats) -> Floats:
        weights = flat.reshape(many, size + 1).astype(np.float32)
        scores = wide @ weights[:, :size].T + weights[:, size]
        shown = np.exp(scores - scores.max(axis=1, keepdims=True))
        shown /= shown.sum(axis=1, keepdims=True)
        miss = (shown - asked) * counts[:, None]
        out = np.empty_like(weights)
        out[:, :size] = miss.T @ wide + _VECTOR_PENALTY * weights[:, :size]
        out[:, size] = miss.sum(axis=0)
        return out.reshape(-1)

    flat = _descend(slope, np.zeros(many * (size + 1)), rounds=_VECTOR_ROUNDS, rate=0.05)
    weights = flat.reshape(many, size + 1)
    rows = weights[:, :size] / spread
    return rows, weights[:, size] - rows @ mean


def _learn_kinds(
    lines: Sequence[Sequence[str]], vectors: Floats | None, labels: NDArray[np.int64]
) -> tuple[Floats, Floats, Floats]:
    """Regression over kinds of danger (softmax) from signs and vectors of lines that tell of it.

    Returns rows of weights for signs, rows for numbers of a vector (none without), biases.
    """
    import numpy as np

    held = [sorted({sign % KIND_SIGNS for sign in signs_of(line)}) for line in lines]
    row = np.repeat(np.arange(len(held)), [len(signs) for signs in held])
    column = np.fromiter((sign for signs in held for sign in signs), dtype=np.int64, count=len(row))
    value = np.repeat([1 / np.sqrt(len(signs) or 1) for signs in held], [len(s) for s in held])
    wide = np.empty((len(held), 0)) if vectors is None else vectors
    mean, spread = wide.mean(axis=0), wide.std(axis=0) + 1e-6
    wide = (wide - mean) / spread * _BESIDE_SIGNS
    many, size = int(labels.max()) + 1, wide.shape[1]
    asked = np.eye(many)[labels]

    def slope(flat: Floats) -> Floats:
        weights = flat.reshape(-1, many)
        scores = wide @ weights[KIND_SIGNS:-1] + weights[-1]
        for kind in range(many):
            scores[:, kind] += np.bincount(row, weights[column, kind] * value, len(held))
        shown = np.exp(scores - scores.max(axis=1, keepdims=True))
        miss = shown / shown.sum(axis=1, keepdims=True) - asked
        out = _KIND_PENALTY * weights
        for kind in range(many):
            out[:KIND_SIGNS, kind] += np.bincount(column, miss[row, kind] * value, KIND_SIGNS)
        out[KIND_SIGNS:-1] += wide.T @ miss
        out[-1] = miss.sum(axis=0)
        return out.reshape(-1)

    flat = _descend(slope, np.zeros((KIND_SIGNS + size + 1) * many), rounds=_KIND_ROUNDS, rate=0.1)
    weights = flat.reshape(-1, many)
    rows = weights[KIND_SIGNS:-1] * (_BESIDE_SIGNS / spread)[:, None]
    return weights[:KIND_SIGNS], rows, weights[-1] - mean @ rows


def _descend(
    slope: Callable[[Floats], Floats], weights: Floats, *, rounds: int, rate: float
) -> Floats:
    """Adam: every number moves at a pace of its own, slower towards the end."""
    import numpy as np

    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(1, rounds + 1):
        found = slope(weights)
        mean += 0.1 * (found - mean)
        square += 0.001 * (found * found - square)
        step = (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.999**turn)) + 1e-8)
        weights = weights - rate * (1 - turn / (rounds + 1)) * step
    return weights
