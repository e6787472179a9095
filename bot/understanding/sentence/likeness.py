"""How alike a text is to sentences of cards, by the sentence model.

Vectors of the sentences travel with the program (`cards.bin`, made by `make sentences`); those of
changed ones are made once and kept beside the other prepared files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.understanding.sentence.model import SentenceModel, load_model
from bot.understanding.sentence.vectors import Vectors

SHIPPED = Path(__file__).with_name("cards.bin")
KEPT = "cards.bin"  # in a cache folder


class CardLikeness:
    """Compares a text with sentences; loads what it needs when it is first asked.

    Args:
        cache: folder for the vectors of sentences that don't travel with the program.
        asked: whether the sentence model may be asked at all.
    """

    def __init__(self, cache: Path | None, *, asked: bool = True) -> None:
        self._cache = cache
        self._asked = asked
        self._model: SentenceModel | None = None
        self._vectors: Vectors | None = None

    def __call__(self, text: str, sentences: Sequence[str]) -> Sequence[float] | None:
        """The cosine of each sentence's angle to the text; None where there is no model."""
        self.warm()
        if self._model is None or self._vectors is None or not sentences:
            return None
        rows = self._vectors.of(sentences)
        return [float(one) for one in rows @ self._model.vector(text)]

    def warm(self) -> None:
        """Load now what the first sequel would wait for."""
        if not self._asked or self._vectors is not None:
            return
        self._model = load_model()
        if self._model is not None:
            kept = self._cache / KEPT if self._cache is not None else None
            self._vectors = Vectors(self._model, kept, shipped=SHIPPED)


def ship(model: SentenceModel, sentences: Iterable[str], cache: Path) -> None:
    """Write the vectors of these sentences to what travels with the program."""
    texts = tuple(dict.fromkeys(sentences))
    vectors = Vectors(model, cache / KEPT, shipped=SHIPPED)
    vectors.of(texts)
    vectors.ship(texts, SHIPPED)
