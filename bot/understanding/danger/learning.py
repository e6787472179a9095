"""Learn the judges of told danger from lines of content; done aside, never while somebody waits."""

from __future__ import annotations

import hashlib
import math
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.understanding.danger.parts import MOST, alone_and_in_pairs, sentences
from bot.understanding.danger.signs import SIGNS, signs_of
from bot.understanding.danger.told import KIND_SIGNS, NETWORKS, NONE, UNITS, Judges

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

# One of very many ordinary questions teaches less than one line written for this.
_ORDINARY_COUNTS = 0.3
# A wrong alarm is the price of being seen: innocent lines are written for just that.
_INNOCENT_COUNTS = 1.5
_SIGN_PENALTY, _SIGN_ROUNDS = 0.1, 100
# A sentence of an innocent story is as innocent, and there are many.
_SENTENCE_COUNTS = 0.5
# A part of an ordinary story is looked at by itself too. Those that sound so much of danger, as a
# logarithm of odds by words alone, are learnt to be ordinary.
_SOUNDS, _PART_COUNTS = -1.0, 0.5
# What a network unlearns at each step, how many of the numbers it does not see, how often and how
# much it sees at once, how fast it learns.
_DECAY, _UNSEEN, _TIMES, _BATCH, _RATE = 0.01, 0.3, 30, 128, 0.002
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
        lines += [(part, NONE, _SENTENCE_COUNTS) for part in self._sentences()]
        return lines + [(line, NONE, _ORDINARY_COUNTS) for line in self.ordinary]

    def ordinary_parts(self) -> list[str]:
        """What ordinary stories say by the way, alone and with what follows."""
        cut = (sentences(line)[:MOST] for line in self.ordinary)
        parts = (alone_and_in_pairs(apart) for apart in cut if len(apart) > 1)
        return list(dict.fromkeys(part for some in parts for part in some))

    def _sentences(self) -> list[str]:
        """The sentences of innocent stories: each stands alone in a message sometimes."""
        cut = (sentences(line) for line in self.innocent)
        return list(dict.fromkeys(part for parts in cut if len(parts) > 1 for part in parts))


def learn_judges(
    lessons: Lessons,
    prepare: Callable[[str], Sequence[str]],
    vectors: Callable[[Sequence[str]], Floats] | None,
) -> Judges:
    """Learn, some minutes of a core for some forty thousand lines.

    Args:
        lessons: what to learn from.
        prepare: from a line to its folded words.
        vectors: from lines to their vectors; None without a sentence model.
    """
    import numpy as np

    lines = lessons.labelled()
    words = [prepare(text) for text, _, _ in lines]
    weights, bias = _learn_signs(words, lines)
    for part in lessons.ordinary_parts():
        found = prepare(part)
        if _sounds(found, weights, bias) > _SOUNDS:
            lines.append((part, NONE, _PART_COUNTS))
            words.append(found)
    weights, bias = _learn_signs(words, lines)
    counts = np.array([count for _, _, count in lines], dtype=np.float32)
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


def _sounds(found: Sequence[str], weights: Floats, bias: float) -> float:
    """Log-odds of danger by folded words."""
    signs = signs_of(found)
    return bias + float(weights[list(signs)].sum()) / math.sqrt(len(signs) or 1)


def _learn_signs(
    words: Sequence[Sequence[str]], lines: Sequence[tuple[str, str, float]]
) -> tuple[Floats, float]:
    """Logistic regression over signs of the lines' words, by gradient descent with momentum."""
    import numpy as np

    counts = np.array([count for _, _, count in lines], dtype=np.float32)
    is_danger = np.array([kind != NONE for _, kind, _ in lines], dtype=np.float32)
    held = [signs_of(line) for line in words]
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
    """Networks of one hidden layer over kinds, from standardised vectors; their two weights."""
    import numpy as np

    mean, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    wide = ((vectors - mean) / spread).astype(np.float32)
    learnt = [_learn_network(wide, labels, counts, seed) for seed in range(NETWORKS)]
    hidden = np.stack([first.T for first, _ in learnt])
    hidden[..., :-1] /= spread
    hidden[..., -1] -= hidden[..., :-1] @ mean
    return hidden, np.stack([second.T for _, second in learnt])


def _learn_network(
    wide: Floats, labels: NDArray[np.int64], counts: Floats, seed: int
) -> tuple[Floats, Floats]:
    """One network, by Adam over a few lines at a time, of which parts stay unseen.

    What counts less than one is drawn as seldom. Returns weights with the bias as the last row.
    """
    import numpy as np

    dice = np.random.default_rng(seed)
    sizes = (wide.shape[1] + 1, UNITS), (UNITS + 1, int(labels.max()) + 1)
    weights = [dice.normal(0, np.sqrt(2 / size[0]), size).astype(np.float32) for size in sizes]
    for one in weights:
        one[-1] = 0
    step = _adam(weights, rounds=_TIMES * int(np.minimum(counts, 1).sum() / _BATCH + 1))
    for _ in range(_TIMES):
        drawn = np.flatnonzero(dice.random(len(wide)) < counts)
        dice.shuffle(drawn)
        for at in range(0, len(drawn), _BATCH):
            some = drawn[at : at + _BATCH]
            seen = dice.random((len(some), wide.shape[1])) > _UNSEEN
            given = wide[some] * (seen / np.float32(1 - _UNSEEN)).astype(np.float32)
            units = np.maximum(given @ weights[0][:-1] + weights[0][-1], 0)
            scores = units @ weights[1][:-1] + weights[1][-1]
            miss = np.exp(scores - scores.max(axis=1, keepdims=True))
            miss /= miss.sum(axis=1, keepdims=True)
            miss[np.arange(len(some)), labels[some]] -= 1
            miss *= np.maximum(counts[some], 1)[:, None] / len(some)
            back = (miss @ weights[1][:-1].T) * (units > 0)
            step(
                np.vstack([given.T @ back, back.sum(axis=0)]),
                np.vstack([units.T @ miss, miss.sum(axis=0)]),
            )
    return weights[0], weights[1]


def _adam(weights: Sequence[Floats], *, rounds: int) -> Callable[..., None]:
    """Steps down slopes of all weights in place, shorter towards the end."""
    import numpy as np

    means, squares = ([np.zeros_like(one) for one in weights] for _ in range(2))
    turns = iter(range(1, 2 * rounds))

    def step(*slopes: Floats) -> None:
        turn = next(turns)
        rate = _RATE * max(0.02, 1 - turn / rounds)
        for one, slope, mean, square in zip(weights, slopes, means, squares, strict=True):
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope * slope - square)
            pace = (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.999**turn)) + 1e-8)
            one -= rate * (pace + _DECAY * one)

    return step


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
