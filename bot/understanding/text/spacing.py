"""Words whose letters stand apart, or that stand without a space between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from bot.understanding.text.alphabet import fold, has_cyrillic
from bot.understanding.text.dictionary import LETTERS
from bot.understanding.text.stems import STEM, STOP_WORDS
from bot.understanding.text.word_lists import LISTS

_SHORTEST, _LONGEST = 9, 60  # letters of what may be several words
_WHOLE = 14  # a word of at most so many letters that begins as a known one is left alone
_FORM = 4  # letters of an ending that many words have
_ENDING = 8
_SEVERAL = 3  # so many parts make a sentence; two may be one word
_SHORT, _LONG = 2, 4  # letters of a part
_SINGLE = frozenset(LISTS["single_letters"])
_UNKNOWN = float("inf")
# What stands between signs: «#хочупомерти!», «чоловікб’є».
_LETTERS = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)*")


class Parter:
    """Parts what was written without spaces into words that are known.

    Args:
        stems: beginnings of known words; those shorter than STEM are whole words.
        is_name: whether a word names a place, and so is one.
        dictionary: folded words of the language, known by their first letters.
    """

    def __init__(
        self,
        stems: Container[str],
        is_name: Callable[[str], bool] = lambda _word: False,
        *,
        dictionary: Container[str] = frozenset(),
    ) -> None:
        self._stems = stems
        self._dictionary = dictionary
        self._is_name = is_name

    def part(self, text: str) -> str:
        """The text with glued words parted; any other text as it is."""
        if not has_cyrillic(text):
            return text
        return " ".join(self._parted(chunk) for chunk in text.split(" "))

    def _parted(self, chunk: str) -> str:
        if len(chunk) < _SHORTEST:
            return chunk
        apart = _LETTERS.sub(self._words, chunk)
        return chunk if apart == chunk or self._is_name(chunk) else apart

    def _words(self, found: re.Match[str]) -> str:
        glued = found[0]
        if not _SHORTEST <= len(glued) <= _LONGEST:
            return glued
        word = fold(glued)
        is_known = word[:STEM] in self._stems
        if is_known and len(word) <= _WHOLE:
            return glued
        parts = self._cheapest(word)
        if not _are_words(parts, is_known=is_known) or self._is_one(word, parts):
            return glued
        letters, words = _unfolded(glued), list[str]()
        for part in parts:
            words.append("".join(letters[: len(part)]))
            del letters[: len(part)]
        return " ".join(words)

    def _is_one(self, word: str, parts: list[str]) -> bool:
        """Whether a word of the dictionary goes on after the first part: «комп-ютер»."""
        return len(parts[0]) < LETTERS and word in self._dictionary

    def _cheapest(self, word: str) -> list[str]:
        """The likeliest words that make it up; [] when it can't be made up so."""
        best: list[tuple[float, int]] = [(0.0, 0)]  # up to each letter: cost, where its word begins
        for end in range(1, len(word) + 1):
            starts = range(max(0, end - STEM - _ENDING), end)
            costs = ((best[at][0] + self._cost(word[at:end]), at) for at in starts)
            best.append(min(costs, default=(_UNKNOWN, 0)))
        if best[-1][0] >= self._cost(word):
            return []
        parts: list[str] = []
        end = len(word)
        while end:
            start = best[end][1]
            parts.insert(0, word[start:end])
            end = start
        return parts

    def _cost(self, word: str) -> float:
        """How unlikely it is as one word."""
        if len(word) == 1:
            return 5.0 if word in _SINGLE else _UNKNOWN
        if word in STOP_WORDS or (len(word) <= STEM and word in self._stems):
            return 3.0 if len(word) > 2 else 3.5
        if len(word) <= STEM or word[:STEM] not in self._stems:
            return _UNKNOWN
        ending = len(word) - STEM
        return 3.0 + 0.2 * min(ending, _FORM) + 0.8 * max(0, ending - _FORM)


def _unfolded(word: str) -> list[str]:
    """What is written, by the letters that are left of it once it is folded."""
    out: list[str] = []
    last = ""
    for letter in word:
        folded = fold(letter)
        if out and folded in {"", last}:
            out[-1] += letter
        else:
            out.append(letter)
            last = folded
    return out


def _are_words(parts: list[str], *, is_known: bool) -> bool:
    """Whether these are rather words than syllables of one, as in «без-коштовно».

    `is_known`: the whole begins as a known word does.
    """
    if len(parts) < _SEVERAL:
        return len(parts) > 1 and not is_known and min(map(len, parts)) >= _LONG
    short = sum(len(part) <= _SHORT for part in parts)
    return short * _SEVERAL <= len(parts) and sum(map(len, parts)) > _SEVERAL * len(parts)
