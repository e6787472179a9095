"""Which library gets a request: the nearest one that can, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.requests.model import Holder, PassedOver, RoutingReason

# As if it were so many km farther: for each open request a person has beyond the first few,
# and where nobody writes the citizen's language.
LOAD_KM = 2.0
FREE_LOAD = 5
LANGUAGE_KM = 15.0
# And for one of another hromada or raion: people's own library knows the people and the place.
OTHER_HROMADA_KM = 60.0
OTHER_RAION_KM = 30.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A library that might answer.

    `people` work at its desk, `waiting` requests are open there; `can` whether it offers what is
    asked for; `shut` that it is known not to open before the deadline; `speaks` that somebody
    there writes the citizen's language; `hromada` and `raion` that it is of the citizen's own, as
    far as we know.
    """

    point: str
    km: float | None
    people: int = 0
    waiting: int = 0
    can: bool = True
    shut: bool = False
    speaks: bool = True
    hromada: bool = True
    raion: bool = True

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
        return (
            (self.km or 0.0)
            + LOAD_KM * load
            + (0.0 if self.speaks else LANGUAGE_KM)
            + (0.0 if self.hromada else OTHER_HROMADA_KM)
            + (0.0 if self.raion else OTHER_RAION_KM)
        )


def choose_holder(
    near: Sequence[Candidate], *, mine: Candidate | None, oblast: str, anybody: bool
) -> Holder:
    """Return who gets a request.

    Args:
        near: walk-in libraries, nearest first: the nearest ones, and all with staff at the desk.
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
    nearer = [one for one in near if one is not best and (one.km or 0) <= (best.km or 0)]
    skipped += _passed(nearer, but_for=best)
    is_nearest = all(reason is not PassedOver.ELSEWHERE for _, reason in skipped)
    why = RoutingReason.NEAREST if is_nearest else RoutingReason.OWN
    return Holder(best.point, why, best.km, tuple(skipped))


def _is_able(one: Candidate, *, anybody: bool) -> bool:
    return not one.obstacle if anybody else one.can


def _passed(
    candidates: Iterable[Candidate], *, but_for: Candidate | None = None
) -> list[tuple[str, PassedOver]]:
    """Why each does not get it, when `but_for` does."""

    def reason(one: Candidate) -> PassedOver:
        if one.obstacle is not None:
            return one.obstacle
        is_elsewhere = but_for is not None and (
            (but_for.hromada and not one.hromada) or (but_for.raion and not one.raion)
        )
        return PassedOver.ELSEWHERE if is_elsewhere else PassedOver.BUSY

    return [(one.point, reason(one)) for one in candidates]


def _oblast(point: str, skipped: Sequence[tuple[str, PassedOver]]) -> Holder:
    return Holder(point, RoutingReason.OBLAST, skipped=tuple(skipped))
