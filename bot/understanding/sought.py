"""Whether a library’s rules of lending are asked about, and not one book: «продовжити книжку»."""

from __future__ import annotations

from bot.understanding.text.stems import stems
from bot.understanding.text.word_lists import LISTS

_LENDING = stems(" ".join(LISTS["library.lending"]))


def asks_of_lending(text: str) -> bool:
    """Whether a text speaks of how books are lent: for how long, what if one is lost."""
    return not _LENDING.isdisjoint(stems(text))
