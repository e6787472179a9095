"""Typos: an unknown word beginning is replaced by a known one at one edit's distance."""

from __future__ import annotations

from collections.abc import Container, Mapping

from bot.understanding.text.stems import STEM, STOP_WORDS, stem

# Shorter words have too many neighbours to guess.
_SHORTEST = 5
_STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS)


class Speller:
    """Symmetric-delete lookup over known stems.

    Args:
        stems: how often each known stem occurs.
        dictionary: folded words that are right as they are.
    """

    def __init__(self, stems: Mapping[str, int], dictionary: Container[str] = ()) -> None:
        self._known = stems
        self._dictionary = dictionary
        by_deletion: dict[str, str] = {}
        for known in stems:
            if len(known) >= _SHORTEST - 1 and known.isalpha():
                for piece in _deletions(known):
                    # Joined text, not lists: a tenth of the memory.
                    held = by_deletion.get(piece)
                    by_deletion[piece] = f"{held} {known}" if held else known
        self._by_deletion = by_deletion

    def mend(self, word: str) -> str | None:
        """Return a folded word with its stem repaired, or None for one that is no slip."""
        start = stem(word)
        repaired = None if word in self._dictionary else self.repair(start)
        return None if repaired is None else repaired + word[len(start) :]

    def repair(self, start: str) -> str | None:
        """Return the most frequent known stem one edit away, or None.

        A known stem or a short one is left alone: None.
        """
        if start in self._known or start in _STOP_STEMS:
            return None
        if len(start) < _SHORTEST or not start.isalpha():
            return None
        best, best_count = None, 0
        for piece in _deletions(start):
            for candidate in self._by_deletion.get(piece, "").split():
                count = self._known[candidate]
                if count > best_count and _same_start(start, candidate) and _near(start, candidate):
                    best, best_count = candidate, count
        return best


def _deletions(stem: str) -> set[str]:
    return {stem, *(stem[:at] + stem[at + 1 :] for at in range(len(stem)))}


def _same_start(one: str, other: str) -> bool:
    """People seldom miss the first letter: with another one it is mostly another word."""
    return one[0] == other[0] or one[:2] == other[1::-1]


def _near(one: str, other: str) -> bool:
    """Tell whether one edit or one swap of neighbours makes a stem the other.

    Stems are cut at STEM letters, so a missing letter brings one more in at the end.
    """
    at = 0
    while at < len(one) and at < len(other) and one[at] == other[at]:
        at += 1
    rest, other_rest = one[at:], other[at:]
    if len(one) == len(other) == STEM and (
        rest[1:].startswith(other_rest[:-1]) or other_rest[1:].startswith(rest[:-1])
    ):
        return True
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:])
    )
