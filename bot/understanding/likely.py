"""How likely each of the first cards is meant where none is sure: what to offer, or which leads.

The chances are a softmax over the scores of the first three. Its numbers were fitted to 186
questions of people that were read unsurely, none of them hidden. Of 123 hidden ones 46 have a
card that leads: it is right for 32, the one beside it for 6 more, and for 5 there is none at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.understanding.model import Meaning
from bot.understanding.sequel import Meant

_READ = 3  # cards
_SPREAD = 6.0  # z-scores by which a card is e times less likely than another
_FIRST = 0.75  # the first is likelier than its score tells, as a logarithm of odds
_LEAST = 0.12  # of the first one's chance: less likely, a card isn't offered
_FEWEST = 2  # to choose from
_LEADS = 0.7
# What is understood less surely than this is too often of none of them.
_UNDERSTOOD = 0.45


def to_offer(meaning: Meaning) -> tuple[str, ...]:
    """Return the ids of the cards to choose from, likeliest first."""
    found = _chances(meaning)
    kept = [one for one in found if one.chance >= _LEAST * found[0].chance]
    return tuple(one.card for one in (kept if len(kept) >= _FEWEST else found[:_FEWEST]))


def leading(meaning: Meaning) -> tuple[str, ...]:
    """Return the id of the card that leads, and of the one that may be meant instead.

    None where no card leads; only one where no other is likely at all.
    """
    found = _chances(meaning)
    is_understood = meaning.confidence >= _UNDERSTOOD and not meaning.needs
    if not (is_understood and found and found[0].chance >= _LEADS):
        return ()
    beside = [one.card for one in found[1:2] if one.chance >= _LEAST * found[0].chance]
    return (found[0].card, *beside)


def _chances(meaning: Meaning) -> Sequence[Meant]:
    hits = meaning.hits[:_READ]
    behind = [min(0.0, hit.score - hits[0].score) for hit in hits]  # some are put first by hand
    raised = [
        math.exp(by / _SPREAD + (0.0 if number else _FIRST)) for number, by in enumerate(behind)
    ]
    whole = sum(raised)
    return [Meant(hit.id, one / whole) for hit, one in zip(hits, raised, strict=True)]
