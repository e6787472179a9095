"""What went wrong, by the words a message tells it with: «не прийшло», «відмовили»."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.understanding.danger.patterns import DangerPatterns, find_danger


class TroubleWords(Protocol):
    """The words of one kind of trouble, as editors keep them."""

    @property
    def id(self) -> str:
        """Name of the kind."""
        ...

    @property
    def words(self) -> tuple[str, ...]:
        """Patterns that `unless` calls off."""
        ...

    @property
    def unless(self) -> tuple[str, ...]:
        """Patterns of talk without trouble."""
        ...


@dataclass(frozen=True, slots=True)
class _Kind:
    kind: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    see: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    always: tuple[str, ...] = ()


class Troubles:
    """Patterns made ready; of several troubles in one message the first in the list wins."""

    def __init__(self, kinds: Iterable[TroubleWords]) -> None:
        self._patterns = DangerPatterns(_Kind(one.id, one.words, one.unless) for one in kinds)

    def find(self, text: str) -> str | None:
        """Return the kind of trouble a message tells of, or None."""
        return find_danger(text, self._patterns)
