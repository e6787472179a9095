"""Libraries on the map: the nearest one that can really help."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.catalogue.library import Library
from bot.engine.turn import Point
from bot.places.distance import Nearest
from bot.places.opening import OpeningState, opening_state

SAME_POINT = 12  # more than any town has libraries placed at its middle


@dataclass(frozen=True, slots=True)
class Near:
    """A library, how far it is in a straight line (km), and why it is named: short codes.

    Codes: `nearest`, `can:X`, `unknown:X` (nobody told whether it has X), `approximate`
    (the point is its settlement's), `open`, `closed`, `hours_unknown`.
    """

    library: Library
    km: float
    why: tuple[str, ...] = ()


class AccessPoints:
    """Walk-in libraries that have a point; `closed_on` are days in Kyiv when none is open."""

    def __init__(self, libraries: Iterable[Library], *, closed_on: Collection[date] = ()) -> None:
        self._libraries: list[Library] = []
        points: list[tuple[float, float]] = []
        for one in libraries:
            if one.walk_in and one.lat is not None and one.lon is not None:
                self._libraries.append(one)
                points.append((one.lat, one.lon))
        self._nearest = Nearest(points)
        self._closed_on = closed_on

    def near(
        self, point: Point, *, need: frozenset[str] = frozenset(), many: int = 3
    ) -> list[Near]:
        """Those known to have all of `need`, nearest first."""

        def can(at: int) -> bool:
            return need <= self._libraries[at].capabilities

        found = self._nearest.nearest(point.lat, point.lon, many, accept=can)
        return [Near(self._libraries[at], km) for at, km in found]

    def ranked(
        self, point: Point, *, at: datetime, need: frozenset[str] = frozenset(), many: int = 3
    ) -> list[Near]:
        """Those known to have all of `need`, nearest first.

        Of libraries that stand at one point as far as we know, an open one comes first, then one
        that has more.
        """

        def rank(one: Near) -> tuple[float, bool, int]:
            is_open = self.opening(one.library, at).is_open
            return round(one.km, 2), not is_open, -len(one.library.capabilities)

        found = self.near(point, need=need, many=many + SAME_POINT)
        return sorted(found, key=rank)[:many]

    def opening(self, library: Library, now: datetime) -> OpeningState:
        """Whether it is open at `now`."""
        return opening_state(library.hours, now, closed_on=self._closed_on)

    def explained(
        self, point: Point, *, at: datetime, need: frozenset[str] = frozenset(), many: int = 3
    ) -> list[Near]:
        """The nearest that can, or, when none is known to, the nearest; each with its reasons."""
        found = self.ranked(point, at=at, need=need, many=many)
        found = found or self.ranked(point, at=at, many=many)
        return [
            replace(one, why=self._why(one.library, at, need, first=one is found[0]))
            for one in found
        ]

    def _why(
        self, library: Library, at: datetime, need: Iterable[str], *, first: bool
    ) -> tuple[str, ...]:
        why = ["nearest"] if first else []
        why += [
            f"can:{name}" if name in library.capabilities else f"unknown:{name}"
            for name in sorted(need)
        ]
        if library.approximate:
            why.append("approximate")
        states = {True: "open", False: "closed", None: "hours_unknown"}
        why.append(states[self.opening(library, at).is_open])
        return tuple(why)


_WORDS = {
    "nearest": "найближча",
    "approximate": "відстань приблизна",
    "open": "зараз відчинено",
    "closed": "зараз зачинено",
    "hours_unknown": "години роботи не перевірені",
}


def in_words(why: Sequence[str]) -> str:
    """The reasons in Ukrainian; capabilities keep the names that `need` calls them by."""
    return "; ".join(map(_word, why))


def _word(code: str) -> str:
    kind, _, name = code.partition(":")
    if kind == "can":
        return f"є {name}"
    if kind == "unknown":
        return f"не відомо, чи є {name}"
    return _WORDS[code]
