"""From what was ranked to what is done: the route, whether it is answered, and with what."""

from __future__ import annotations

from collections.abc import Iterable

from bot.catalogue.about import Thresholds
from bot.understanding.index.index import EXAMPLES, Index, Subject
from bot.understanding.model import (
    ACCESS_POINT,
    EMERGENCY,
    GREETING,
    LIBRARIAN,
    OUT_OF_SCOPE,
    PERSON,
    PRIVACY,
    Decision,
    Hit,
)
from bot.understanding.ranking.message import PLACE_NAMED, Ranked
from bot.understanding.ranking.rankers import word_stems
from bot.understanding.text.addresses import asks_nothing_else, seeks_a_library, stems_of
from bot.understanding.text.preparing import PLACE, Prepared

MOST_HITS = 10
_SURE = 0.97
_SURE_WITH_PLACE = 0.8
_NO_QUESTION = 2
# Where nothing dangerous is told, so sure it is before emergency numbers are all that is said.
_ALARMING = 0.85


class Deciding:
    """Decides by an index and thresholds; `addressed` are names of our oblast in addresses."""

    def __init__(self, index: Index, thresholds: Thresholds, *, addressed: Iterable[str]) -> None:
        self._index = index
        self._thresholds = thresholds
        self._oblast = stems_of(addressed)
        of_route = (t.entry for t in index.topics.values() if t.route == ACCESS_POINT and t.entry)
        self._access_point = next(of_route, None)

    def decide(
        self, prepared: Prepared, ranked: Ranked | None
    ) -> tuple[str, Decision, tuple[Hit, ...], float]:
        """The route, what to do, what is offered (best first) and how sure that is."""
        if self._access_point is not None and (
            asks_nothing_else(prepared.words, oblast=self._oblast) or seeks_a_library(prepared.text)
        ):
            return ACCESS_POINT, "answer", (Hit(self._access_point, 0.0),), _SURE
        told = len(word_stems(prepared.words))
        sure = ranked.confidence if ranked is not None else 0.0
        tells_nothing = not told and sure < self._thresholds.answer
        unknown = ranked is None or (not ranked.known and sure < self._thresholds.choose)
        if ranked is None or unknown or tells_nothing:
            # A few unknown words, or none, are no question; more may be one for a person.
            if told <= _NO_QUESTION and not prepared.places:
                return OUT_OF_SCOPE, "refuse", (), 0.0
            return LIBRARIAN, "hand_over", self._hits(ranked), 0.0
        best = self.topic(ranked, ranked.order[0])
        route = best.route
        is_vague = route == OUT_OF_SCOPE or subtopic(ranked.best_key) == PRIVACY
        if is_vague and sure < self._thresholds.refuse:
            # Not surely what no entry answers: then the likeliest of what one does.
            offered = (self.topic(ranked, number) for number in ranked.order)
            route = next((topic.route for topic in offered if topic.entry), route)
            return route, "choose", self._hits(ranked), sure
        if best.on_the_spot and PLACE in prepared.words:
            route = ACCESS_POINT  # who needs it in a named place asks for a library there
        if route == ACCESS_POINT and PLACE in prepared.words:
            # What is asked and where: both are told, if not by the name of the place alone.
            is_asked = ranked.lead >= PLACE_NAMED
            sure = max(sure, _SURE_WITH_PLACE if is_asked else self._thresholds.choose)
        return route, decide(route, sure, self._thresholds), self._hits(ranked), sure

    def topic(self, ranked: Ranked, number: int) -> Subject:
        """The topic of a number in the order of what was ranked."""
        return self._index.topics[ranked.shelf.keys[number]]

    def _hits(self, ranked: Ranked | None) -> tuple[Hit, ...]:
        hits: list[Hit] = []
        if ranked is None:
            return ()
        for number in ranked.order:
            entry = self.topic(ranked, number).entry
            if entry is not None:
                hits.append(Hit(entry, round(ranked.ranking.total[number], 3)))
                if len(hits) == MOST_HITS:
                    break
        return tuple(hits)


def subtopic(key: str) -> str | None:
    """The topic in the key of route examples: «weather» of "~out_of_scope.weather"."""
    return key.partition(".")[2] or None if key.startswith(EXAMPLES) else None


def lacks_a_card(key: str) -> bool:
    """Whether the key is of a matter that is known, and that no entry is about: weapon permits."""
    return key.startswith(f"{EXAMPLES}{LIBRARIAN}.") and subtopic(key) != PERSON


def first_of_all(entries: tuple[str, ...], hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Put some entries before all others, with the best score there is."""
    top = hits[0].score if hits else 0.0
    rest = (hit for hit in hits if hit.id not in entries)
    return (*(Hit(entry, top) for entry in entries), *rest)[:MOST_HITS]


def decide(route: str, sure: float, thresholds: Thresholds) -> Decision:
    """Return what to do about a route that is known with a probability."""
    if route == OUT_OF_SCOPE:
        return "refuse" if sure >= thresholds.refuse else "choose"
    if sure < thresholds.choose:
        return "hand_over"
    if route == GREETING:
        return "answer"
    if sure < (max(_ALARMING, thresholds.answer) if route == EMERGENCY else thresholds.answer):
        return "choose"
    return "hand_over" if route == LIBRARIAN else "answer"
