"""In which way a danger comes about, by the words a message tells it with: by phone, on the ice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from bot.understanding.troubles import Troubles, TroubleWords

ANY = ""


class MannerWords(TroubleWords, Protocol):
    """The words of one manner, as editors keep them."""

    @property
    def of(self) -> tuple[str, ...]:
        """The kinds of danger that come about so; none of them for any."""
        ...


class Manners:
    """Patterns made ready; of several manners of one danger the first in the list wins."""

    def __init__(self, manners: Iterable[MannerWords]) -> None:
        listed = tuple(manners)
        kinds = {kind for one in listed for kind in one.of or (ANY,)}
        self._by_kind = {
            kind: Troubles(one for one in listed if kind in (one.of or (ANY,))) for kind in kinds
        }

    def find(self, kind: str, text: str) -> str | None:
        """Return the id of the manner in which a danger comes about, or None.

        Args:
            kind: the danger; ANY for manners of whichever danger.
            text: the message that tells of it.
        """
        patterns = self._by_kind.get(kind)
        return patterns.find(text) if patterns else None
