"""The lexicon: Russian and surzhyk word beginnings, each with its Ukrainian word."""

from __future__ import annotations

from collections.abc import Iterable

from bot.understanding.text.alphabet import fold, words


class Lexicon:
    """Replaces the longest known beginning of a word; its ending stays.

    Args:
        pairs: (prefix, replacement); a replacement may be several words, separated by spaces.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.table = {
            fold(prefix): words(fold(replacement))
            for prefix, replacement in pairs
            if fold(prefix) and words(fold(replacement))
        }
        self._lengths = sorted({len(prefix) for prefix in self.table}, reverse=True)

    @classmethod
    def from_table(cls, table: dict[str, list[str]]) -> Lexicon:
        """Make a lexicon from the table of another: folded prefix -> folded words."""
        lexicon = cls(())
        lexicon.table = table
        lexicon._lengths = sorted({len(prefix) for prefix in table}, reverse=True)
        return lexicon

    def replace(self, word: str) -> list[str] | None:
        """Return what a folded word becomes, or None when the lexicon has nothing to say."""
        for length in self._lengths:
            if length <= len(word):
                found = self.table.get(word[:length])
                if found is not None:
                    if found == [word[:length]]:
                        return None  # a guard: "this beginning stays as it is"
                    return [*found[:-1], found[-1] + word[length:]]
        return None
