"""Libraries on the map: the nearest ones, and what is known of their help."""

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.catalogue.library import Library
from bot.engine.turn import Point
from bot.places.distance import Nearest, distance_km
from bot.places.live import WARM_THROUGHOUT, LiveStates
from bot.places.opening import LONGEST_DAYS, OpeningState, Span, opening_state, spans_of

SAME_POINT = 12  # more than any town has libraries placed at its middle
REACH_KM = 30.0  # beyond it the nearest is not called near
CENTRAL = frozenset({"oblast", "city_central", "hromada_central"})  # these have most


@dataclass(frozen=True, slots=True)
class Near:
    """A library, how far it is in a straight line (km), and why it is named: short codes.

    Codes: `nearest`, `can:X`, `unknown:X` (nobody told whether it has X), `approximate`
    (the point is its settlement's), `open`, `closed`, `hours_unknown`; `live:X` holds there now,
    a kind of state.
    """

    library: Library
    km: float
    why: tuple[str, ...] = ()


class AccessPoints:
    """Walk-in libraries that have a point; `closed_on` are days in Kyiv when none is open.

    `live` is what holds there for a while; `with_live` gives the same libraries with it.
    """

    live = LiveStates()

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

    def with_live(self, live: LiveStates) -> "AccessPoints":
        """The same libraries, with what holds there now."""
        changed = copy(self)
        changed.live = live
        return changed

    def sure(
        self, point: Point, *, at: datetime, need: frozenset[str] = frozenset(), many: int = 3
    ) -> list[Near]:
        """Those known to have all of `need` at that moment, nearest first."""

        def can(number: int) -> bool:
            of = self._libraries[number]
            return need <= of.gives and self._serves(of, at, need)

        found = self._nearest.nearest(point.lat, point.lon, many, accept=can)
        return [Near(self._libraries[number], km) for number, km in found]

    def warm(self, point: Point, *, at: datetime, many: int = 3) -> list[Near]:
        """Those known to be a warm place at that moment, nearest first."""

        def is_warm(number: int) -> bool:
            return self.live.warm(self._libraries[number], at) is not None

        found = self._nearest.nearest(point.lat, point.lon, many, accept=is_warm)
        return [Near(self._libraries[number], km) for number, km in found]

    def _serves(self, library: Library, at: datetime, need: frozenset[str]) -> bool:
        """Whether nothing that holds there now is against going there for `need`."""
        if not self.live:
            return True
        if self.live.closed(library, at) is not None:
            return False
        return not need & self.live.lost(library, at)

    def ranked(
        self,
        point: Point,
        *,
        at: datetime,
        need: frozenset[str] = frozenset(),
        here: str = "",
        many: int = 3,
        whatever: bool = False,
    ) -> list[Near]:
        """The nearest: those of the settlement `here` first, whatever is known of them.

        Few have told what they have: only those known to lack what is needed are left out, and
        those of which it was told that they are closed or can't give it now (but not with
        `whatever` holds there). Of libraries that stand at one point as far as we know, the
        likeliest to have it comes first, then an open one, then one that has more.
        """

        def may(number: int) -> bool:
            of = self._libraries[number]
            return not need & of.lacks and (whatever or self._serves(of, at, need))

        def rank(one: Near) -> tuple[bool, float, int, bool, bool, int]:
            of = one.library
            return (
                not here or of.settlement != here,
                round(one.km, 2),
                len(need - of.gives),
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

    def passed_over(
        self, point: Point, *, at: datetime, need: frozenset[str] = frozenset(), here: str = "",
        many: int = 3,
    ) -> list[Near]:  # fmt: skip
        """Those that `ranked` would name if nothing were told of them, and now doesn't."""
        if not self.live:
            return []
        usual = self.ranked(point, at=at, need=need, here=here, many=many, whatever=True)
        return [one for one in usual if not self._serves(one.library, at, need)]

    def without(
        self, point: Point, *, at: datetime, need: frozenset[str], here: str = "", many: int = 3
    ) -> list[Near]:
        """Those that `ranked` would name if nothing were needed, and that surely lack it."""
        usual = self.ranked(point, at=at, here=here, many=many, whatever=True)
        return [one for one in usual if need & one.library.lacks]

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
        usual = self._usual(library, now)
        if not self.live:
            return usual
        if (closed := self.live.closed(library, now)) is not None:
            after = self._usual(library, closed.until)
            is_later = after.is_open is False and after.changes_at is not None
            return OpeningState(False, after.changes_at if is_later else closed.until)
        warm = self.live.warm(library, now)
        if warm is not None and warm.until - warm.since <= WARM_THROUGHOUT:
            return OpeningState(True, warm.until)
        end = usual.changes_at or now + timedelta(days=LONGEST_DAYS)
        closes = self.live.begins(library, now, end)
        return usual if closes is None else replace(usual, changes_at=closes)

    def _usual(self, library: Library, now: datetime) -> OpeningState:
        hours = library.hours if library.checked or library.seen else None
        return opening_state(hours, now, closed_on=self._closed_on)

    def spans_on(self, library: Library, day: date) -> list[Span] | None:
        """When it is open on a day in Kyiv; None when nobody knows."""
        return spans_of(day, lambda at: self.opening(library, at))

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
            f"can:{name}" if name in library.gives else f"unknown:{name}" for name in sorted(need)
        ]
        if library.approximate:
            why.append("approximate")
        states = {True: "open", False: "closed", None: "hours_unknown"}
        why.append(states[self.opening(library, at).is_open])
        why += [f"live:{state.kind.value}" for state in self.live.of(library, at)]
        return tuple(why)


_WORDS = {
    "nearest": "найближча",
    "approximate": "відстань приблизна",
    "open": "зараз відчинено",
    "closed": "зараз зачинено",
    "hours_unknown": "години роботи не перевірені",
    "live:no_power": "тимчасово немає світла",
    "live:no_internet": "тимчасово немає інтернету",
    "live:moved": "тимчасово в іншому місці",
    "live:warm": "можна зігрітися й зарядити телефон",
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
