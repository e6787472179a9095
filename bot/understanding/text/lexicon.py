"""The lexicon: Russian and surzhyk word beginnings, each with its Ukrainian word."""

from __future__ import annotations

from collections.abc import Iterable

from bot.understanding.text.alphabet import fold, words

# Words that begin with the same letters are forms of one another.
_ROOT = 3


class Lexicon:
    """Replaces the longest known beginning of a word; its ending stays with what it belongs to.

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
                    return _with_ending(found, word[:length], word[length:])
        return None


def _with_ending(found: list[str], beginning: str, ending: str) -> list[str]:
    """Give a word's ending to its own translation: to none of several that are other words.

    «переселенц-ям» is «переселенц-ям впо», never «впо-ям».
    """
    if len(found) == 1:
        return [found[0] + ending]
    return [one + ending if one[:_ROOT] == beginning[:_ROOT] else one for one in found]
