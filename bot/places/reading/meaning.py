"""Of the places that a text names, the one that is meant."""

import math
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bot.places.distance import distance_km
from bot.places.model import Settlement
from bot.places.reading.mentions import Mention
from bot.places.reading.signs import wanted_category
from bot.places.reading.units import Named
from bot.places.reading.words import Word

CLOSE_KM = 25.0
FAR = 4  # of a mention's weight
TIMES = 1.6  # nobody would say «near» of what is so much farther than its namesake

Namesakes = Callable[[Mention], tuple[Settlement, ...]]


@dataclass(frozen=True, slots=True)
class Finding:
    """Settlements that are meant (several: ambiguous) and where the text names places."""

    settlements: tuple[Settlement, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


def meant(
    words: Sequence[Word],
    units: Sequence[Named],
    mentions: Sequence[Mention],
    namesakes: Namesakes,
) -> Finding:
    """The place where the person is, as far as the text tells; a unit alone means its centre.

    `namesakes` tells what a mention of ours may mean in other oblasts.
    """
    if not mentions:
        return _centre(words, units)
    times = Counter(one.candidates for one in mentions)
    # People write to libraries of their own oblast: another is seldom meant beside ours.
    chosen = max(
        mentions,
        key=lambda one: (
            one.weight + 2 * (times[one.candidates] > 1) - (0 if one.ours else FAR),
            one.ours,
        ),
    )
    category = wanted_category(words, chosen.first)
    settlements = _settle(chosen, mentions, units, category, namesakes)
    spans = tuple((words[one.first].start, words[one.last].end) for one in mentions)
    return Finding(settlements, spans)


def _centre(words: Sequence[Word], units: Sequence[Named]) -> Finding:
    """Only a hromada or raion is named: its centre is meant."""
    for ours in (True, False):
        for named in units:
            centres = (one.centre for one in named.units if one.centre and one.ours == ours)
            if found := tuple(dict.fromkeys(centres)):
                span = words[named.first].start, words[named.last].end
                return Finding(found[:1] if ours else found, (span,))
    return Finding()


def _settle(
    chosen: Mention,
    mentions: Sequence[Mention],
    units: Sequence[Named],
    category: str,
    namesakes: Namesakes,
) -> tuple[Settlement, ...]:
    """Of several of one name, those that what stands near picks."""
    others = [
        (one.ours, other) for one in mentions if one is not chosen for other in one.candidates
    ]
    candidates = chosen.candidates
    named = {unit.name for one in units for unit in one.units}
    if chosen.ours and (named or not all(ours for ours, _ in others)):
        candidates = _of_another_oblast(candidates, namesakes(chosen), named, others) or candidates
    tests = (
        lambda one: one.category == category,
        lambda one: one.hromada in named,
        lambda one: one.raion in named or one.raion_old in named,
    )
    for fits in tests:
        candidates = tuple(filter(fits, candidates)) or candidates
    candidates = _near_to([other for _, other in others], candidates)
    return tuple(one for one in candidates if one.category in {"M", "K"}) or candidates


def _of_another_oblast(
    candidates: tuple[Settlement, ...],
    namesakes: tuple[Settlement, ...],
    named: Collection[str],
    others: Sequence[tuple[bool, Settlement]],
) -> tuple[Settlement, ...]:
    """Namesakes in another oblast, when all that is named near by lies there and not here."""
    if named:
        ours, far = (
            tuple(one for one in each if {one.hromada, one.raion, one.raion_old} & {*named})
            for each in (candidates, namesakes)
        )
        return () if ours else far
    if any(ours for ours, _ in others):
        return ()
    close = [
        min((_km(one, other) for _, other in others), default=math.inf) <= CLOSE_KM
        for one in (*candidates, *namesakes)
    ]
    count = len(candidates)
    if any(close[:count]):
        return ()
    return tuple(one for one, near in zip(namesakes, close[count:], strict=True) if near)


def _near_to(
    others: Sequence[Settlement], candidates: tuple[Settlement, ...]
) -> tuple[Settlement, ...]:
    """Those much nearer than the rest to another place of the text; all when none is close."""
    far = [min((_km(one, other) for other in others), default=math.inf) for one in candidates]
    if min(far) > CLOSE_KM:
        return candidates
    return tuple(one for one, km in zip(candidates, far, strict=True) if km <= TIMES * min(far))


def _km(one: Settlement, other: Settlement) -> float:
    if one.point is None or other.point is None:
        return math.inf
    return distance_km((one.point.lat, one.point.lon), (other.point.lat, other.point.lon))
