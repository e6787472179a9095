"""Danger told and not shouted: learnt from lines that people might write, each with its kind.

Two judges. One goes by words and their pieces and needs nothing but this module; the other by the
vector of the sentence model, where there is one. Each says how much more likely danger is than
none, as a logarithm of odds; their sum decides. Which danger it is, words and vector tell together.
"""

from __future__ import annotations

import math
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.understanding.danger.signs import SIGNS, signs_of
from bot.understanding.packed_file import UnusableFileError, read_packed, write_packed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 3
NONE = ""
# How much the judge of words counts beside the judge of vectors.
WORDS_COUNT = 0.8
# Which kind it is, signs tell that are folded into so many numbers; a vector counts beside them
# when it is measured in units of this many spreads.
KIND_SIGNS = 1 << 13


def _nothing() -> array[float]:
    return array("f")


@dataclass(frozen=True, slots=True)
class Judges:
    """What was learnt of told danger.

    `key` names the lines it was learnt from. `signs` are the weights of the judge of words,
    `sign_bias` what it adds. `kinds` are those of the judge of vectors, NONE first; `weights` has
    a row of numbers for each of them (kinds x size of a vector), `biases` a number; both are empty
    where there was no sentence model to learn by.

    When there is danger, its kind is told by a row of `kind_signs` for each sign (KIND_SIGNS x
    kinds without NONE), a row of `kind_weights` for each number of a vector (size x kinds, or
    empty) and `kind_biases`.
    """

    key: str
    signs: array[float]
    sign_bias: float
    kinds: tuple[str, ...] = ()
    weights: array[float] = field(default_factory=_nothing)
    biases: array[float] = field(default_factory=_nothing)
    kind_signs: array[float] = field(default_factory=_nothing)
    kind_weights: array[float] = field(default_factory=_nothing)
    kind_biases: array[float] = field(default_factory=_nothing)

    def by_words(self, found: Sequence[str]) -> float:
        """Log-odds of danger by folded words."""
        signs = signs_of(found)
        if not signs:
            return self.sign_bias
        return self.sign_bias + sum(map(self.signs.__getitem__, signs)) / math.sqrt(len(signs))

    def by_vector(self, vector: NDArray[np.float32]) -> float:
        """Log-odds of danger by a vector."""
        import numpy as np

        weights = np.frombuffer(self.weights, dtype=np.float32).reshape(len(self.kinds), -1)
        scores = weights @ vector + np.frombuffer(self.biases, dtype=np.float32)
        shown = np.exp(scores - scores.max())
        return math.log((float(shown[1:].sum()) + 1e-9) / (float(shown[0]) + 1e-9))

    def kinds_by(
        self, found: Sequence[str], vector: NDArray[np.float32] | None = None
    ) -> dict[str, float]:
        """How likely each kind is by folded words and a vector, if there is danger."""
        names = self.kinds[1:]
        many = len(names)
        signs = {sign % KIND_SIGNS for sign in signs_of(found)}
        scale = 1 / math.sqrt(len(signs) or 1)
        scores = [
            bias + scale * sum(self.kind_signs[sign * many + kind] for sign in signs)
            for kind, bias in enumerate(self.kind_biases)
        ]
        if vector is not None and self.kind_weights:
            import numpy as np

            weights = np.frombuffer(self.kind_weights, dtype=np.float32).reshape(-1, many)
            scores = (scores + vector @ weights).tolist()
        most = max(scores, default=0.0)
        shown = [math.exp(score - most) for score in scores]
        return {name: one / sum(shown) for name, one in zip(names, shown, strict=True)}


def save_judges(judges: Judges, path: Path) -> None:
    """Write judges to a file, whole or not at all. Raises OSError."""
    head = {
        "format": FORMAT,
        "key": judges.key,
        "bias": judges.sign_bias,
        "kinds": judges.kinds,
        "arrays": [len(one) for one in _arrays(judges)],
    }
    numbers = b"".join(one.tobytes() for one in _arrays(judges))
    write_packed(path, head, zlib.compress(numbers, 9))


def _arrays(judges: Judges) -> tuple[array[float], ...]:
    return (
        judges.signs, judges.weights, judges.biases,
        judges.kind_signs, judges.kind_weights, judges.kind_biases,
    )  # fmt: skip


def load_judges(path: Path) -> Judges:
    """Read judges from a file. Raises UnusableFileError."""
    head, packed = read_packed(path, format=FORMAT)
    try:
        raw = zlib.decompress(packed)
        arrays: list[array[float]] = []
        for length in head["arrays"]:
            held = array("f")
            held.frombytes(raw[: length * held.itemsize])
            raw = raw[length * held.itemsize :]
            arrays.append(held)
        if len(arrays[0]) != SIGNS:
            raise UnusableFileError(f"{path} has another number of signs")
        return Judges(head["key"], arrays[0], head["bias"], tuple(head["kinds"]), *arrays[1:])
    except (ValueError, KeyError, TypeError, IndexError, zlib.error) as error:
        raise UnusableFileError(f"cannot use {path}: {error!r}") from error
