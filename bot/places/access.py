"""Libraries on the map: the nearest ones, and what is known of their help."""

from collections.abc import Callable, Collection, Iterable
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.catalogue.library import Library
from bot.engine.turn import Point
from bot.places.distance import Nearest, distance_km
from bot.places.live import WARM_THROUGHOUT, LiveState, LiveStates
from bot.places.opening import LONGEST_DAYS, OpeningState, Span, opening_state, spans_of

SAME_POINT = 12  # more than any town has libraries placed at its middle
REACH_KM = 30.0  # beyond it the nearest is not called near
CENTRAL = frozenset({"oblast", "city_central", "hromada_central"})  # these have most
STEP_FARTHER_KM = 5.0  # so far one goes on to a library that is open, past one that is not
SOON = timedelta(days=3)  # who waits no longer needn't go far: a weekend is over by then
MOST_STEPS = 8  # of hours and states one after another, before it is given up to know when


@dataclass(frozen=True, slots=True)
class Near:
    """A library, how far it is in a straight line (km), and why it is named: short codes.

    Codes: `nearest`, `can:X`, `unknown:X` (nobody told whether it has X), `approximate`
    (the point is its settlement's), `open`, `closed`, `hours_unknown`; `live:X` holds there now,
    a kind of state. `later` is the moment (aware) when it can give what is needed, where what was
    told of it is against that now; None where nothing is.
    """

    library: Library
    km: float
    why: tuple[str, ...] = ()
    later: datetime | None = None


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

    def next_in(self, library: Library, at: datetime) -> datetime:
        """When one can go in there next by its hours: `at` itself while it is open, and where
        nobody knows. What is told of the time before that keeps nobody out.
        """
        usual = self._usual(library, at)
        if (
            usual.is_open is not False
            or usual.changes_at is None
            or self._warm_all_day(library, at)
        ):
            return at
        return usual.changes_at

    def lost(self, library: Library, at: datetime) -> frozenset[str]:
        """What it has and can't give to who goes there as soon as it is open."""
        return self.live.lost(library, self.next_in(library, at)) if self.live else frozenset()

    def _serves(self, library: Library, at: datetime, need: frozenset[str]) -> bool:
        """Whether nothing told of it is against going there for `need` as soon as it is open."""
        if not self.live:
            return True
        return self._hindered(library, self.next_in(library, at), need) is None

    def _hindered(self, library: Library, at: datetime, need: frozenset[str]) -> datetime | None:
        """Until when what was told of it is against `need` at that moment; None for nothing."""
        if (closed := self.live.closed(library, at)) is not None:
            return closed.until
        if need & self.live.lost(library, at):
            return self.live.cut_off(library, at)
        return None

    def later(self, library: Library, at: datetime, need: frozenset[str]) -> datetime | None:
        """When it surely gives `need` after all that is told of it, None for not within `SOON`."""
        when = self.next_in(library, at)
        if not need or not need <= library.gives:
            return None
        for _ in range(MOST_STEPS):
            until = self._hindered(library, when, need)
            if until is None:
                is_open = self._usual(library, when).is_open
                return when if is_open and when - at <= SOON else None
            when = self.next_in(library, until)
        return None

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
        those of which it was told that they are closed or can't give it when they open next (but
        not with `whatever` holds there). Of libraries that stand at one point as far as we know,
        the likeliest to have it comes first, then an open one, then one that has more. Where none
        of them surely can, those that surely can soon (`later`) stand among them: nobody is sent
        far for what may not be there.
        """

        def may(number: int) -> bool:
            of = self._libraries[number]
            return not need & of.lacks and (whatever or self._serves(of, at, need))

        found = self._by_rank(point, may, at=at, need=need, here=here, many=many)
        if self.live and need and not whatever and not _is_sure(found[:many], need):
            found = self._with_later(point, found, at=at, need=need, here=here, many=many)
        return self._open_first(found, at, need)[:many]

    def _with_later(
        self, point: Point, found: list[Near], *, at: datetime, need: frozenset[str], here: str,
        many: int,
    ) -> list[Near]:  # fmt: skip
        """Those found and, in their places, those that surely can soon."""
        listed = {one.library.id for one in found}

        def waits(number: int) -> bool:
            of = self._libraries[number]
            return of.id in listed or self.later(of, at, need) is not None

        among = self._by_rank(point, waits, at=at, need=need, here=here, many=many)
        return [
            one
            if one.library.id in listed
            else replace(one, later=self.later(one.library, at, need))
            for one in among
        ]

    def _open_first(self, found: list[Near], at: datetime, need: frozenset[str]) -> list[Near]:
        """With one that is open and surely has it before a closed one hardly nearer."""
        if not need or not found or self._is_ready(found[0], at) is not False:
            return found
        farthest = found[0].km + STEP_FARTHER_KM
        for one in found[1:]:
            if one.km <= farthest and need <= one.library.gives and self._is_ready(one, at):
                return [one, *(other for other in found if other is not one)]
        return found

    def _is_ready(self, one: Near, at: datetime) -> bool | None:
        """Whether one can go there now and get it; None when nobody knows."""
        return False if one.later is not None else self.opening(one.library, at).is_open

    def _by_rank(
        self, point: Point, may: Callable[[int], bool], *, at: datetime, need: frozenset[str],
        here: str, many: int,
    ) -> list[Near]:  # fmt: skip
        """Those that `may` be named, by their numbers, in the order of `ranked`."""

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
        return sorted(near, key=rank)

    def passed_over(
        self, point: Point, *, at: datetime, need: frozenset[str] = frozenset(), here: str = "",
        many: int = 3,
    ) -> list[Near]:  # fmt: skip
        """Those that `ranked` would name if nothing were told of them, and now doesn't."""
        if not self.live:
            return []
        usual = self.ranked(point, at=at, need=need, here=here, many=many, whatever=True)
        named = self.ranked(point, at=at, need=need, here=here, many=many)
        told = {one.library.id for one in named}
        return [
            one
            for one in usual
            if one.library.id not in told and not self._serves(one.library, at, need)
        ]

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
        if (warm := self._warm_all_day(library, now)) is not None:
            return OpeningState(True, warm.until)
        end = usual.changes_at or now + timedelta(days=LONGEST_DAYS)
        closes = self.live.begins(library, now, end)
        return usual if closes is None else replace(usual, changes_at=closes)

    def _warm_all_day(self, library: Library, now: datetime) -> LiveState | None:
        """By what it is open as a warm place whatever its hours say."""
        warm = self.live.warm(library, now)
        return warm if warm is not None and warm.until - warm.since <= WARM_THROUGHOUT else None

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
        if one.later is not None:
            why.append("later")
        return tuple(why)


def _is_sure(found: Iterable[Near], need: frozenset[str]) -> bool:
    """Whether any within reach surely has all that is needed."""
    return any(need <= one.library.gives and one.km <= REACH_KM for one in found)
