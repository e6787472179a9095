"""Libraries on the map: the nearest ones, and what is known of their help."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.catalogue.library import Library
from bot.engine.turn import Point
from bot.places.distance import Nearest, distance_km
from bot.places.opening import KYIV, OpeningState, opening_state

SAME_POINT = 12  # more than any town has libraries placed at its middle
REACH_KM = 30.0  # beyond it the nearest is not called near
CENTRAL = frozenset({"oblast", "city_central", "hromada_central"})  # these have most


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
        self._in: dict[str, list[int]] = {}
        points: list[tuple[float, float]] = []
        for one in libraries:
            if one.walk_in and one.lat is not None and one.lon is not None:
                self._in.setdefault(one.settlement or "", []).append(len(points))
                self._libraries.append(one)
                points.append((one.lat, one.lon))
        self._points = points
        self._nearest = Nearest(points)
        self._closed_on = closed_on

    def sure(
        self, point: Point, *, need: frozenset[str] = frozenset(), many: int = 3
    ) -> list[Near]:
        """Those known to have all of `need`, nearest first."""

        def can(at: int) -> bool:
            return need <= self._libraries[at].capabilities

        found = self._nearest.nearest(point.lat, point.lon, many, accept=can)
        return [Near(self._libraries[at], km) for at, km in found]

    def ranked(
        self,
        point: Point,
        *,
        at: datetime,
        need: frozenset[str] = frozenset(),
        here: str = "",
        many: int = 3,
    ) -> list[Near]:
        """The nearest: those of the settlement `here` first, whatever is known of them.

        Few have told what they have: only those known to lack what is needed are left out. Of
        libraries that stand at one point as far as we know, the likeliest to have it comes first,
        then an open one, then one that has more.
        """

        def may(number: int) -> bool:
            return not need & self._libraries[number].lacks

        def rank(one: Near) -> tuple[bool, float, int, bool, bool, int]:
            of = one.library
            return (
                not here or of.settlement != here,
                round(one.km, 2),
                len(need - of.capabilities),
                bool(need) and of.kind not in CENTRAL,
                not self.opening(of, at).is_open,
                -len(of.capabilities),
            )

        found = dict(self._nearest.nearest(point.lat, point.lon, many + SAME_POINT, accept=may))
        for number in self._in.get(here, ()) if here else ():
            if may(number):
                found[number] = distance_km((point.lat, point.lon), self._points[number])
        near = [Near(self._libraries[number], km) for number, km in found.items()]
        return sorted(near, key=rank)[:many]

    def at_any_distance(self, point: Point, ids: Collection[str]) -> list[Near]:
        """Those of `ids` that have a point, nearest first, however far."""
        here = (point.lat, point.lon)
        found = [
            Near(of, distance_km(here, self._points[at]))
            for at, of in enumerate(self._libraries)
            if of.id in ids
        ]
        return sorted(found, key=lambda one: one.km)

    def opening(self, library: Library, now: datetime) -> OpeningState:
        """Whether it is open at `now`; unknown by hours that nobody has dated."""
        hours = library.hours if library.checked or library.seen else None
        return opening_state(hours, now, closed_on=self._closed_on)

    def spans_on(self, library: Library, day: date) -> list[tuple[datetime, datetime]] | None:
        """When it is open on a day in Kyiv, aware UTC moments; None when nobody knows."""
        at = datetime.combine(day, time(), KYIV).astimezone(UTC)
        end = datetime.combine(day + timedelta(days=1), time(), KYIV).astimezone(UTC)
        spans: list[tuple[datetime, datetime]] = []
        while at < end:
            state = self.opening(library, at)
            if state.is_open is None:
                return None
            until = min(state.changes_at or end, end)
            if state.is_open:
                spans.append((at, until))
            at = until
        return spans

    def explained(
        self,
        point: Point,
        *,
        at: datetime,
        need: frozenset[str] = frozenset(),
        here: str = "",
        many: int = 3,
    ) -> list[Near]:
        """As `ranked`, each with its reasons."""
        found = self.ranked(point, at=at, need=need, here=here, many=many)
        return [replace(one, why=self._why(one, at, need, first=one is found[0])) for one in found]

    def _why(self, one: Near, at: datetime, need: Iterable[str], *, first: bool) -> tuple[str, ...]:
        library = one.library
        why = ["nearest"] if first and one.km <= REACH_KM else []
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
