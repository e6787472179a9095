"""Vectors of content lines, kept by text: a line is read by the model once, not at every change.

A file holds them as whole numbers of one byte, which costs nothing that can be measured. One
comes with the program; what it lacks is kept in another, beside the other prepared files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot.understanding.packed_file import UnusableFileError, read_packed, write_packed
from bot.understanding.sentence.model import NAME, WIDTH, SentenceModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = structlog.get_logger(__name__)

SHIPPED = Path(__file__).with_name("vectors.bin")
_KEY_BYTES = 8
# Numbers of a vector of length 1 are hardly ever beyond this.
_REACH = 0.25
_STEPS = 127


def vectors_in(cache: Path) -> Path:
    """The file of vectors in a cache folder."""
    return cache / "vectors.bin"


class Vectors:
    """Vectors of texts by one model.

    Args:
        model: makes what is not known yet.
        cache: file for what it made; None keeps nothing.
        shipped: file that comes with the program.
    """

    def __init__(
        self, model: SentenceModel, cache: Path | None = None, *, shipped: Path = SHIPPED
    ) -> None:
        self._model = model
        self._cache = cache
        with_program = _read(shipped)
        self._known = {**with_program, **(_read(cache) if cache else {})}
        self._shipped = frozenset(with_program)

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts, shape (texts, size of a vector); makes those that lack."""
        import numpy as np

        keys = [_key(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        for key, text in new.items():
            self._known[key] = _packed(self._model.vectors([text])[0])
        if new and self._cache is not None:
            self._save(self._cache, set(self._known) - self._shipped)
        held = np.frombuffer(b"".join(self._known[key] for key in keys), dtype=np.int8)
        return held.reshape(len(texts), WIDTH).astype(np.float32) * (_REACH / _STEPS)

    def ship(self, texts: Iterable[str], path: Path = SHIPPED) -> None:
        """Write the vectors of these texts to a file that comes with the program."""
        keys = {_key(text) for text in texts}
        self._save(path, keys & set(self._known))

    def _save(self, path: Path, keys: Iterable[bytes]) -> None:
        body = b"".join(key + self._known[key] for key in sorted(keys))
        try:
            write_packed(path, {"model": NAME}, body)
        except OSError:
            log.warning("vectors.not_kept", file=str(path), what="they are made again next time")


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()[:_KEY_BYTES]


def _packed(vector: NDArray[np.float32]) -> bytes:
    import numpy as np

    steps = np.rint(vector * (_STEPS / _REACH)).clip(-_STEPS, _STEPS)
    return bytes(steps.astype(np.int8).tobytes())


def _read(path: Path) -> dict[bytes, bytes]:
    """What a file holds; nothing when it is absent, of another model or damaged."""
    try:
        _, body = read_packed(path, model=NAME)
    except UnusableFileError:
        return {}
    size = _KEY_BYTES + WIDTH
    rows = (body[at : at + size] for at in range(0, len(body), size))
    return {row[:_KEY_BYTES]: row[_KEY_BYTES:] for row in rows}
