"""Which library gets a request: the nearest one that can, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.requests.model import Holder, PassedOver, RoutingReason

# As if it were so many km farther: for each open request a person has beyond the first few,
# and where nobody writes the citizen's language.
LOAD_KM = 2.0
FREE_LOAD = 5
LANGUAGE_KM = 15.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A library that might answer.

    `people` work at its desk, `waiting` requests are open there; `can` whether it offers what is
    asked for; `shut` that it is known not to open before the deadline; `speaks` that somebody
    there writes the citizen's language.
    """

    point: str
    km: float | None
    people: int = 0
    waiting: int = 0
    can: bool = True
    shut: bool = False
    speaks: bool = True

    @property
    def obstacle(self) -> PassedOver | None:
        """Why it can't answer, None when it can."""
        if not self.can:
            return PassedOver.CANNOT
        if not self.people:
            return PassedOver.NO_STAFF
        return PassedOver.SHUT if self.shut else None

    @property
    def cost(self) -> float:
        """Its distance and what weighs like distance, in km."""
        load = max(0.0, self.waiting / max(1, self.people) - FREE_LOAD)
        return (self.km or 0.0) + LOAD_KM * load + (0.0 if self.speaks else LANGUAGE_KM)


def choose_holder(
    near: Sequence[Candidate], *, mine: Candidate | None, oblast: str, anybody: bool
) -> Holder:
    """Return who gets a request.

    Args:
        near: walk-in libraries, nearest first.
        mine: the citizen's own library, when they chose to ask it.
        oblast: the oblast library, for when nobody near can.
        anybody: whether any library has staff at the desk yet; before that the nearest one that
            has the service gets the request, and its staff will find it when they come.
    """
    skipped: list[tuple[str, PassedOver]] = []
    if mine is not None:
        if _is_able(mine, anybody=anybody):
            return Holder(mine.point, RoutingReason.CHOSEN)
        skipped += _passed([mine])
    able = [one for one in near if _is_able(one, anybody=anybody)]
    if not able:
        return _oblast(oblast, (*skipped, *_passed(near)))
    best = min(able, key=lambda one: one.cost) if anybody else able[0]
    nearer = (one for one in near if one is not best and (one.km or 0) <= (best.km or 0))
    return Holder(best.point, RoutingReason.NEAREST, best.km, (*skipped, *_passed(nearer)))


def _is_able(one: Candidate, *, anybody: bool) -> bool:
    return not one.obstacle if anybody else one.can


def _passed(candidates: Iterable[Candidate]) -> tuple[tuple[str, PassedOver], ...]:
    return tuple((one.point, one.obstacle or PassedOver.BUSY) for one in candidates)


def _oblast(point: str, skipped: Sequence[tuple[str, PassedOver]]) -> Holder:
    return Holder(point, RoutingReason.OBLAST, skipped=tuple(skipped))
