"""Danger told and not shouted: learnt from lines that people might write, each with its kind.

Two judges. One goes by words and their pieces and needs nothing but this module; the other by the
vector of the sentence model, where there is one: a few small networks that are asked together. Each
says how much more likely danger is than none, as a logarithm of odds; their sum decides. Which
danger it is, words and vector tell together.
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

FORMAT = 4
NONE = ""
# How much the judge of words counts beside the judge of vectors.
WORDS_COUNT = 1.2
# So many networks, each of so many units: one alone is too sure of what it has seen.
NETWORKS, UNITS = 5, 64
_LEAST = 1e-4
# Which kind it is, signs tell that are folded into so many numbers; a vector counts beside them
# when it is measured in units of this many spreads.
KIND_SIGNS = 1 << 13
# How much the networks count when the kind is told.
NETWORKS_COUNT = 0.3


def _nothing() -> array[float]:
    return array("f")


@dataclass(frozen=True, slots=True)
class Judges:
    """What was learnt of told danger.

    `key` names the lines it was learnt from. `signs` are the weights of the judge of words,
    `sign_bias` what it adds. `kinds` are those of the judge of vectors, NONE first. Its networks
    have `hidden` weights (networks x units x size of a vector and one for the bias) and `outer`
    ones (networks x kinds x units and one); both are empty where there was no sentence model to
    learn by.

    When there is danger, its kind is told by a row of `kind_signs` for each sign (KIND_SIGNS x
    kinds without NONE), a row of `kind_weights` for each number of a vector (size x kinds, or
    empty) and `kind_biases`.
    """

    key: str
    signs: array[float]
    sign_bias: float
    kinds: tuple[str, ...] = ()
    hidden: array[float] = field(default_factory=_nothing)
    outer: array[float] = field(default_factory=_nothing)
    kind_signs: array[float] = field(default_factory=_nothing)
    kind_weights: array[float] = field(default_factory=_nothing)
    kind_biases: array[float] = field(default_factory=_nothing)

    def by_words(self, found: Sequence[str]) -> float:
        """Log-odds of danger by folded words."""
        signs = signs_of(found)
        if not signs:
            return self.sign_bias
        return self.sign_bias + sum(map(self.signs.__getitem__, signs)) / math.sqrt(len(signs))

    def by_vector(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """How likely each of `kinds` is by a vector, NONE first."""
        import numpy as np

        hidden = np.frombuffer(self.hidden, dtype=np.float32)
        hidden = hidden.reshape(NETWORKS, UNITS, -1)
        outer = np.frombuffer(self.outer, dtype=np.float32)
        outer = outer.reshape(NETWORKS, len(self.kinds), UNITS + 1)
        units = np.maximum(hidden[..., :-1] @ vector + hidden[..., -1], 0)
        scores = (outer[..., :-1] @ units[..., None])[..., 0] + outer[..., -1]
        shown = np.exp(scores - scores.max(axis=1, keepdims=True))
        shown /= shown.sum(axis=1, keepdims=True)
        mean: NDArray[np.float32] = shown.mean(axis=0)
        return mean

    def kinds_by(
        self,
        found: Sequence[str],
        vector: NDArray[np.float32] | None = None,
        shown: NDArray[np.float32] | None = None,
    ) -> dict[str, float]:
        """How likely each kind is by folded words and a vector, if there is danger.

        `shown` is what `by_vector` says of the same vector.
        """
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
        if shown is not None:
            pairs = zip(scores, shown[1:].tolist(), strict=True)
            scores = [score + NETWORKS_COUNT * math.log(one + _LEAST) for score, one in pairs]
        most = max(scores, default=0.0)
        likely = [math.exp(score - most) for score in scores]
        return {name: one / sum(likely) for name, one in zip(names, likely, strict=True)}


def odds_of(shown: NDArray[np.float32]) -> float:
    """Log-odds of danger by how likely each kind is, NONE first."""
    return math.log((float(shown[1:].sum()) + _LEAST) / (float(shown[0]) + _LEAST))


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
        judges.signs, judges.hidden, judges.outer,
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
