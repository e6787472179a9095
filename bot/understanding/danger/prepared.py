"""The judges of told danger, ready to be used: those that came with the program, or learnt anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot.understanding.danger.finder import Told
from bot.understanding.danger.learning import Lessons, learn_judges
from bot.understanding.danger.told import Judges, UnusableJudgesError, load_judges, save_judges
from bot.understanding.index.index import Index
from bot.understanding.ranking.message import known_stems
from bot.understanding.sentence.model import SentenceModel, load_model
from bot.understanding.sentence.vectors import Vectors
from bot.understanding.text.alphabet import clean
from bot.understanding.text.preparing import prepare
from bot.understanding.text.readings import Reading as ReadText
from bot.understanding.text.readings import candidates, choose
from bot.understanding.text.stems import stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = structlog.get_logger(__name__)

SHIPPED = Path(__file__).with_name("judges.bin")


class Reading:
    """How texts are read before they are judged, as the index learnt it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._stems = known_stems(index)
        self.read = lru_cache(maxsize=None)(self._read)

    def choose(self, readings: tuple[ReadText, ...]) -> ReadText:
        """Return the likeliest reading."""
        return choose(readings, self._index.trigrams, self._stems)

    def words(self, text: str) -> tuple[str, ...]:
        """Return the folded words of a chosen reading, in Ukrainian where the lexicon knows it."""
        return prepare(text, lexicon=self._index.lexicon, places=None, speller=None).words

    def knows(self, found: Sequence[str]) -> float:
        """Return the share of the letters of folded words that are of words the content knows."""
        known = sum(len(word) for word in found if stem(word) in self._stems)
        return known / (sum(map(len, found)) or 1)

    def _read(self, line: str) -> str:
        """Return the likeliest reading of a line of content; that takes a millisecond."""
        return self.choose(candidates(clean(line))).text


def prepared_told(
    lessons: Lessons, reading: Reading, *, cache: Path | None, shipped: Path = SHIPPED
) -> Told | None:
    """Return judges of told danger; None where there is nothing to learn from.

    Judges of other lessons are better than none: where nothing can be learnt, they are used.

    Args:
        lessons: what there is to learn.
        reading: how texts are read.
        cache: folder for what is learnt anew; None keeps nothing.
        shipped: judges that come with the program.
    """
    if not lessons.told:
        return None
    kept = cache / "danger.judges" if cache else None
    found = [one for path in (shipped, kept) if path and (one := _loaded(path))]
    judges = next((one for one in found if one.key == lessons.key), None)
    if judges is None and find_spec("numpy") is not None:
        judges = learnt(lessons, reading, vectors_of(load_model(), cache))
        _save(judges, kept)
    elif judges is None:
        log.info("danger.not_learnt", what="lines of content changed, numpy is not installed")
        judges = next(iter(found), None)
    return (
        Told(judges, reading.choose, reading.words, reading.knows, load_model) if judges else None
    )


def vectors_of(sentences: SentenceModel | None, cache: Path | None) -> Vectors | None:
    """Vectors of content lines; None without a sentence model."""
    return Vectors(sentences, cache / "vectors.bin" if cache else None) if sentences else None


def learnt(lessons: Lessons, reading: Reading, vectors: Vectors | None) -> Judges:
    """Learn lessons, with vectors of their lines where there are any."""

    def of(lines: Sequence[str]) -> NDArray[np.float32]:
        assert vectors is not None
        return vectors.of([reading.read(line) for line in lines])

    make: Callable[[Sequence[str]], NDArray[np.float32]] | None = of if vectors else None
    return learn_judges(lessons, lambda line: reading.words(reading.read(line)), make)


def _loaded(path: Path) -> Judges | None:
    try:
        return load_judges(path)
    except UnusableJudgesError:
        return None


def _save(judges: Judges, path: Path | None) -> None:
    try:
        if path is not None:
            save_judges(judges, path)
    except OSError:
        log.warning("danger.not_kept", file=str(path), what="it is learnt again at the next start")
