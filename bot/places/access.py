"""Libraries on the map: the nearest one that can really help."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.catalogue.library import Library
from bot.engine.turn import Point
from bot.places.distance import Nearest
from bot.places.opening import OpeningState, opening_state


@dataclass(frozen=True, slots=True)
class Near:
    """A library, how far it is in a straight line, and why it is named: short codes.

    Codes: `nearest`, `can:X`, `unknown:X` (nobody told whether it has X), `approximate`
    (the point is its settlement's), `open`, `closed`, `hours_unknown`.
    """

    library: Library
    km: float
    why: tuple[str, ...] = ()


class AccessPoints:
    """Walk-in libraries that have a point."""

    def __init__(self, libraries: Iterable[Library]) -> None:
        self._libraries = [
            one for one in libraries if one.walk_in and one.lat is not None and one.lon is not None
        ]
        self._nearest = Nearest([(one.lat or 0.0, one.lon or 0.0) for one in self._libraries])

    def near(
        self, point: Point, *, need: frozenset[str] = frozenset(), many: int = 3
    ) -> list[Near]:
        """Those known to have all of `need`, nearest first."""

        def can(at: int) -> bool:
            return need <= self._libraries[at].capabilities

        found = self._nearest.nearest(point.lat, point.lon, many, accept=can)
        return [Near(self._libraries[at], km) for at, km in found]

    def opening(self, library: Library, now: datetime) -> OpeningState:
        """Whether it is open at `now`."""
        return opening_state(library.hours, now)

    def explained(
        self, point: Point, *, at: datetime, need: frozenset[str] = frozenset(), many: int = 3
    ) -> list[Near]:
        """The nearest that can, or, when none is known to, the nearest; each with its reasons."""
        found = self.near(point, need=need, many=many) or self.near(point, many=many)
        return [
            Near(one.library, one.km, self._why(one, at, need, first=one is found[0]))
            for one in found
        ]

    def _why(self, one: Near, at: datetime, need: Iterable[str], *, first: bool) -> tuple[str, ...]:
        library = one.library
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


def in_words(why: Sequence[str]) -> str:
    """The reasons as a person reads them, in Ukrainian."""
    return "; ".join(_word(code) for code in why)


_WORDS = {
    "nearest": "найближча",
    "approximate": "відстань приблизна",
    "open": "зараз відчинено",
    "closed": "зараз зачинено",
    "hours_unknown": "години роботи не перевірені",
}


def _word(code: str) -> str:
    kind, _, name = code.partition(":")
    if kind == "can":
        return f"є {name}"
    if kind == "unknown":
        return f"не відомо, чи є {name}"
    return _WORDS[code]
