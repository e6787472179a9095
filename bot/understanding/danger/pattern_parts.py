"""What patterns of danger are made of: parts that words fit, and what a word may begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.understanding.text.alphabet import clean, fold, words

# Beginnings of words are looked up by this many first letters.
_KEY = 3
NO_PARTS: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase of the kind number `kind`, its parts by number.

    An alarm gives way to harmless talk not more than `reach` words away; harmless talk has none.
    """

    kind: int
    parts: tuple[int, ...]
    reach: int | None


@dataclass(frozen=True, slots=True)
class Begun:
    """Patterns that a word may begin: those of one part, and the longer by their second part."""

    whole: tuple[Pattern, ...] = ()
    longer: Mapping[int, Sequence[Pattern]] = field(default_factory=dict)
    seconds: frozenset[int] = NO_PARTS


BEGINS_NOTHING = Begun()


@dataclass(frozen=True, slots=True)
class MessageWord:
    """A word of a message: the numbers of the parts that it fits and the patterns it may begin."""

    fits: frozenset[int]
    begun: Begun
    denies: bool


SAYS_NOTHING = MessageWord(NO_PARTS, BEGINS_NOTHING, denies=False)


class Parts:
    """The parts of all patterns: each a number, with the words and beginnings that fit it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._whole: dict[str, frozenset[int]] = {}
        # By their first letters: beginnings and the numbers of their parts.
        self._begins: dict[str, dict[str, frozenset[int]]] = {}
        self._keys: set[int] = set()

    def number(self, piece: str) -> int:
        """Return the number of a part such as «горить|палає|дим*»."""
        if piece in self._numbers:
            return self._numbers[piece]
        number = self._numbers[piece] = len(self._numbers)
        for given in piece.split("|"):
            for letters in words(fold(given)):
                into = self._whole
                if given.endswith("*"):
                    into = self._begins.setdefault(letters[:_KEY], {})
                    self._keys.add(len(letters[:_KEY]))
                into[letters] = into.get(letters, NO_PARTS) | {number}
        return number

    def fits(self, word: str) -> frozenset[int]:
        """Return the numbers of the parts that a folded word fits."""
        found = self._whole.get(word, NO_PARTS)
        for length in self._keys:
            if same := self._begins.get(word[:length]):
                for letters, numbers in same.items():
                    if word.startswith(letters):
                        found |= numbers
        return found


@dataclass(frozen=True, slots=True)
class Signs:
    """Words and beginnings of words, folded."""

    whole: frozenset[str]
    begins: tuple[str, ...]

    @classmethod
    def of(cls, given: Iterable[str]) -> Signs:
        """Signs as editors write them: a word, or a beginning («гор*»)."""
        whole, begins = set[str](), list[str]()
        for sign in given:
            for word in words(fold(clean(sign))):
                if sign.endswith("*"):
                    begins.append(word)
                else:
                    whole.add(word)
        return cls(frozenset(whole), tuple(begins))

    def fits(self, word: str) -> bool:
        """Whether a folded word is one of them."""
        return word in self.whole or word.startswith(self.begins)
