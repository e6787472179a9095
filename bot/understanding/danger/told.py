"""Danger told and not shouted: learnt from lines that people might write, each with its kind.

Two judges. One goes by words and their pieces and needs nothing but this module; the other by the
vector of the sentence model, where there is one. Each says how much more likely danger is than
none, as a logarithm of odds; their sum decides.
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

FORMAT = 2
NONE = ""
# How much the judge of words counts beside the judge of vectors.
WORDS_COUNT = 0.6


def _nothing() -> array[float]:
    return array("f")


@dataclass(frozen=True, slots=True)
class Judges:
    """What was learnt of told danger.

    `key` names the lines it was learnt from. `signs` are the weights of the judge of words,
    `sign_bias` what it adds. `kinds` are those of the judge of vectors, NONE first; `weights` has
    a row of numbers for each of them (kinds x size of a vector), `biases` a number; both are empty
    where there was no sentence model to learn by.
    """

    key: str
    signs: array[float]
    sign_bias: float
    kinds: tuple[str, ...] = ()
    weights: array[float] = field(default_factory=_nothing)
    biases: array[float] = field(default_factory=_nothing)

    def by_words(self, found: Sequence[str]) -> float:
        """Log-odds of danger by folded words."""
        signs = signs_of(found)
        if not signs:
            return self.sign_bias
        return self.sign_bias + sum(map(self.signs.__getitem__, signs)) / math.sqrt(len(signs))

    def by_vector(self, vector: NDArray[np.float32]) -> tuple[float, dict[str, float]]:
        """Log-odds of danger by a vector, and how likely each kind is if there is danger."""
        import numpy as np

        weights = np.frombuffer(self.weights, dtype=np.float32).reshape(len(self.kinds), -1)
        scores = weights @ vector + np.frombuffer(self.biases, dtype=np.float32)
        shown = np.exp(scores - scores.max())
        danger = float(shown[1:].sum())
        odds = math.log((danger + 1e-9) / (float(shown[0]) + 1e-9))
        return odds, dict(zip(self.kinds[1:], (shown[1:] / (danger + 1e-9)).tolist(), strict=True))


def save_judges(judges: Judges, path: Path) -> None:
    """Write judges to a file, whole or not at all. Raises OSError."""
    head = {
        "format": FORMAT,
        "key": judges.key,
        "bias": judges.sign_bias,
        "kinds": judges.kinds,
        "arrays": [len(judges.signs), len(judges.weights), len(judges.biases)],
    }
    numbers = judges.signs.tobytes() + judges.weights.tobytes() + judges.biases.tobytes()
    write_packed(path, head, zlib.compress(numbers, 9))


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
