"""The judges of told danger, ready to be used: those that came with the program, or learnt anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot.understanding.danger.finder import Told
from bot.understanding.danger.learning import Lessons, learn_judges
from bot.understanding.danger.told import Judges, load_judges, save_judges
from bot.understanding.index.line_reader import LineReader
from bot.understanding.packed_file import UnusableFileError
from bot.understanding.sentence.model import SentenceModel, load_model
from bot.understanding.sentence.vectors import Vectors, vectors_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = structlog.get_logger(__name__)

SHIPPED = Path(__file__).with_name("judges.bin")

Sentences = Callable[[], SentenceModel | None]


def prepared_told(
    lessons: Lessons,
    reader: LineReader,
    *,
    cache: Path | None,
    shipped: Path = SHIPPED,
    sentences: Sentences = load_model,
    anew: bool = True,
) -> Told | None:
    """Return judges of told danger; None where there is nothing to learn from.

    Args:
        lessons: what there is to learn.
        reader: how texts are read.
        cache: folder for what is learnt anew; None keeps nothing.
        shipped: judges that come with the program.
        sentences: gives the sentence model when it is needed.
        anew: whether they may be learnt, which takes minutes.

    Raises:
        UnusableFileError: no file has them, and nothing may be learnt.
    """
    if not lessons.told:
        return None
    kept = cache / "danger.judges" if cache else None
    found = [one for path in (shipped, kept) if path and (one := _loaded(path))]
    judges = next((one for one in found if one.key == lessons.key), None)
    if judges is None and not anew:
        raise UnusableFileError("no file has the judges of these lessons")
    if judges is None:
        judges = learnt(lessons, reader, vectors_of(sentences(), cache))
        _save(judges, kept)
    return Told(judges, reader.choose, reader.words, reader.knows, sentences)


def vectors_of(sentences: SentenceModel | None, cache: Path | None) -> Vectors | None:
    """Vectors of content lines; None without a sentence model."""
    return Vectors(sentences, vectors_in(cache) if cache else None) if sentences else None


def learnt(lessons: Lessons, reader: LineReader, vectors: Vectors | None) -> Judges:
    """Learn lessons, with vectors of their lines where there are any."""

    def of(lines: Sequence[str]) -> NDArray[np.float32]:
        assert vectors is not None
        return vectors.of([reader.read(line) for line in lines])

    make: Callable[[Sequence[str]], NDArray[np.float32]] | None = of if vectors else None
    return learn_judges(lessons, lambda line: reader.words(reader.read(line)), make)


def _loaded(path: Path) -> Judges | None:
    try:
        return load_judges(path)
    except UnusableFileError:
        return None


def _save(judges: Judges, path: Path | None) -> None:
    try:
        if path is not None:
            save_judges(judges, path)
    except OSError:
        log.warning("danger.not_kept", file=str(path), what="it is learnt again at the next start")
