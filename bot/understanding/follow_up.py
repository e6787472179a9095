"""Short messages that go on with what was talked about: «а скільки коштує?», «а в Летичеві?»."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.stems import STOP_WORDS, stem
from bot.understanding.text.word_lists import LISTS

Aspect = Literal["cost", "term", "documents", "steps", "who", "where"]

_LONGEST = 8
# In the order in which they are looked for.
_ORDER: tuple[Aspect, ...] = ("term", "cost", "documents", "who", "steps", "where")


def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(fold(" ".join(LISTS[f"follow_up.{name}"]))))


_ASPECTS = {aspect: _stems(aspect) for aspect in _ORDER}
_AGAIN = frozenset(map(fold, LISTS["follow_up.again"]))
_FILLER_STEMS = _stems("fillers") | frozenset(stem(word) for word in STOP_WORDS)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a message asks of the thing talked about; `again` when it begins with «а», «і»."""

    aspect: Aspect | None
    again: bool


def follow_up(text: str) -> FollowUp:
    """Read a message as a follow-up.

    `aspect` is None where the message says something of its own, or nothing about a card.
    """
    found = words(fold(clean(text)))
    again = bool(found) and found[0] in _AGAIN
    if not found or len(found) > _LONGEST:
        return FollowUp(None, again)
    stems = {stem(word) for word in found}
    for aspect, told in _ASPECTS.items():
        if told & stems and stems <= told | _FILLER_STEMS:
            return FollowUp(aspect, again)
    return FollowUp(None, again)
