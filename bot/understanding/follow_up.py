"""Short messages that go on with what was talked about: «а скільки коштує?», «а в Летичеві?»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.stems import STOP_WORDS, stem
from bot.understanding.text.word_lists import LISTS

OfService = Literal["term", "cost", "documents", "who", "steps", "where"]
OfLibrary = Literal["phone", "hours", "equipment", "way"]
Aspect = Literal[OfService, OfLibrary]

LIBRARY_ASPECTS: tuple[OfLibrary, ...] = ("phone", "hours", "equipment", "way")

_LONGEST = 12
# In the order in which they are looked for.
_ORDER: tuple[Aspect, ...] = (
    "phone", "hours", "equipment", "way", "term", "cost", "documents", "who", "steps", "where",
)  # fmt: skip


def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(fold(" ".join(LISTS[f"follow_up.{name}"]))))


def _words(name: str) -> frozenset[str]:
    return frozenset(words(fold(" ".join(LISTS[f"follow_up.{name}"]))))


_ASPECTS = {aspect: _stems(aspect) for aspect in _ORDER}
_TELLING = frozenset().union(*_ASPECTS.values())
_AGAIN = _words("again")
_CORRECTS = _words("corrects")
_FILLER_STEMS = _stems("fillers") | frozenset(stem(word) for word in STOP_WORDS)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a message may ask of the thing talked about.

    Attributes:
        aspects: what of it, the likeliest first; none for a long message.
        again: it begins as a sequel does: «а», «і», "what if".
        corrects: it begins by denying what was answered: «ні, …».
        own: how many of its words say something that is neither an aspect nor filling.
    """

    aspects: tuple[Aspect, ...]
    again: bool
    corrects: bool
    own: int

    @property
    def is_bare(self) -> bool:
        """Whether it says nothing of its own: without a topic it has no meaning."""
        return self.own == 0


def follow_up(text: str, places: Sequence[tuple[int, int]] = ()) -> FollowUp:
    """Read a message as a sequel; `places` are the ranges of it that name a place."""
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    found = words(fold(clean(text)))
    begins = found[0] if found else ""
    stems = [stem(word) for word in found if word not in _CORRECTS]
    own = sum(one not in _TELLING and one not in _FILLER_STEMS for one in stems)
    aspects = tuple(name for name, told in _ASPECTS.items() if told & set(stems))
    return FollowUp(
        aspects if len(found) <= _LONGEST else (),
        again=begins in _AGAIN,
        corrects=begins in _CORRECTS,
        own=own,
    )
