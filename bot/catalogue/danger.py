"""Danger: the words that tell of it and the numbers to call, as editors keep them.

How words are found in a message is understanding's part (`bot.understanding.danger`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.catalogue.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An emergency number and, in a few words, when to dial it."""

    number: str
    text: Text
    source: str
    free: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """One kind of danger: its words and the lines to show, the first one first.

    `see` are the catalogue entries that tell more, the main one first; `signs` are words that tell
    this danger from others;
    `words` give way to `unless` nearby, `always` only to what shares a word with them.
    """

    kind: str
    lines: tuple[Line, ...]
    advice: Text | None
    see: tuple[str, ...]
    signs: tuple[str, ...]
    always: tuple[str, ...]
    words: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """A way in which dangers come about, by its words, and what is advised then.

    It stands in place of the advice of the dangers `of`; of none, above the numbers of any danger,
    of which `first` then is the first.
    """

    id: str
    of: tuple[str, ...]
    words: tuple[str, ...]
    unless: tuple[str, ...]
    advice: Text
    first: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """All dangers and manners in the order they are looked for, and every line there is.

    `told` are messages in which people tell of danger, by its kind; `innocent` are messages of the
    same words in which there is none.
    """

    dangers: tuple[Danger, ...]
    lines: tuple[Line, ...]
    told: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    innocent: tuple[str, ...] = ()
    manners: tuple[Manner, ...] = ()

    def of(self, kind: str) -> Danger | None:
        """Return the danger of this kind, or None."""
        return next((danger for danger in self.dangers if danger.kind == kind), None)

    def manner(self, id_: str) -> Manner | None:
        """Return the manner with this id, or None."""
        return next((manner for manner in self.manners if manner.id == id_), None)
