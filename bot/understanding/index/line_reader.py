"""How a line of content is read before anything is learnt of it, as a message is later."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.understanding.index.index import Index
from bot.understanding.ranking.message import known_stems
from bot.understanding.text import dictionary
from bot.understanding.text.alphabet import clean
from bot.understanding.text.preparing import prepare
from bot.understanding.text.readings import Reading, candidates, choose
from bot.understanding.text.stems import stem


class LineReader:
    """Reads texts as an index has learnt."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._stems = known_stems(index)
        self.read = lru_cache(maxsize=None)(self._read)

    def choose(self, readings: tuple[Reading, ...]) -> Reading:
        """Return the likeliest reading."""
        return choose(readings, self._index.trigrams, self._stems)

    def words(self, text: str) -> tuple[str, ...]:
        """Return the folded words of a chosen reading, in Ukrainian where the lexicon knows it."""
        return prepare(text, lexicon=self._index.lexicon, places=None, speller=None).words

    def knows(self, found: Sequence[str]) -> float:
        """Return the share of the letters of folded words that are words of the content, or of
        the dictionary: a story has words that no content has."""
        words = dictionary.shipped()
        known = sum(len(word) for word in found if stem(word) in self._stems or word in words)
        return known / (sum(map(len, found)) or 1)

    def _read(self, line: str) -> str:
        """Return the likeliest reading of a line of content; that takes a millisecond."""
        return self.choose(candidates(clean(line))).text
