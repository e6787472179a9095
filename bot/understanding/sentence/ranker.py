"""The fifth ranker: which document a sentence is likest to, by the sentence model.

A document is a cloud of the vectors of its lines; all clouds are taken to have one shape (linear
discriminant analysis). So a document needs only its mean, and a saved card only its own lines
embedded anew: the common shape hardly changes and is learnt once for all.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.understanding.ranking.rankers import standard
from bot.understanding.sentence.model import SentenceModel

if TYPE_CHECKING:
    from bot.understanding.sentence.model import Vector

WEIGHT = 4.5
# How much the shape of the clouds is rounded: few lines know little of so many directions.
_ROUNDED = 0.5

Documents = Mapping[str, Sequence[str]]
# Lines as they are written -> a vector each.
Embed = Callable[[Sequence[str]], "Vector"]


@dataclass(frozen=True)
class Means:
    """What was embedded: the mean of each document by the digest of its lines, and the shape.

    `shape` is the inverse of the covariance within documents, WIDTH by WIDTH.
    """

    by_digest: Mapping[str, Vector]
    shape: Vector


class SentenceRanker:
    """Scores documents for a sentence. What it needs is loaded when it is first asked, or warmed.

    Args:
        digests: of the lines of each document, by its key.
        load: gives the model and the means of these documents; None where there is no model.
    """

    def __init__(
        self,
        digests: Mapping[str, str],
        load: Callable[[], tuple[SentenceModel, Means] | None],
    ) -> None:
        self._digests = digests
        self._load = load
        self._lock = threading.Lock()
        self._ready: _Ready | None = None
        self._is_loaded = False

    def warm(self) -> None:
        """Load now what the first question would wait for."""
        with self._lock:
            if not self._is_loaded:
                loaded = self._load()
                self._ready = _Ready(self._digests, *loaded) if loaded is not None else None
                self._is_loaded = True

    def scores(self, text: str, keys: Sequence[str]) -> list[float] | None:
        """Z-scores of these documents times WEIGHT; None where there is no model."""
        self.warm()
        return self._ready.scores(text, keys) if self._ready is not None else None


class _Ready:
    """The arithmetic of a loaded ranker."""

    def __init__(self, digests: Mapping[str, str], model: SentenceModel, means: Means) -> None:
        import numpy as np

        known = [key for key, digest in digests.items() if digest in means.by_digest]
        self._model = model
        self._numbers = {key: number for number, key in enumerate(known)}
        rows = np.stack([means.by_digest[digests[key]] for key in known])
        self._weights = rows @ means.shape
        self._start = -0.5 * (self._weights * rows).sum(axis=1)

    def scores(self, text: str, keys: Sequence[str]) -> list[float]:
        found = self._weights @ self._model.vector(text) + self._start
        mean = float(found.mean())  # says nothing for or against a document that wasn't embedded
        numbers = (self._numbers.get(key) for key in keys)
        return standard([mean if n is None else float(found[n]) for n in numbers], weight=WEIGHT)


def digest_of(lines: Sequence[str]) -> str:
    """Names a document's lines, in whatever order they stand."""
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:24]


def learn_means(documents: Documents, embed: Embed) -> Means:
    """Embed everything and learn the common shape: some minutes of one core."""
    import numpy as np

    means: dict[str, Vector] = {}
    spread, lines = np.zeros((1, 1), np.float32), 0
    for digest, vectors in _embedded(documents, embed):
        means[digest] = vectors.mean(axis=0)
        apart = vectors - means[digest]
        spread = spread + apart.T @ apart
        lines += len(vectors)
    covariance = spread / max(1, lines)
    width = len(covariance)
    covariance += _ROUNDED * np.trace(covariance) / width * np.eye(width, dtype=np.float32)
    return Means(means, np.linalg.inv(covariance).astype(np.float32))


def means_of(documents: Documents, embed: Embed) -> dict[str, Vector]:
    """The means of documents by the digests of their lines."""
    return {digest: found.mean(axis=0) for digest, found in _embedded(documents, embed)}


def _embedded(documents: Documents, embed: Embed) -> Iterator[tuple[str, Vector]]:
    """Each document's digest and vectors; all lines go to the model at once."""
    vectors, at = embed([line for told in documents.values() for line in told]), 0
    for told in documents.values():
        yield digest_of(told), vectors[at : at + len(told)]
        at += len(told)
