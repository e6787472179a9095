"""What holds at a library for hours or days: closed, no power, moved, a warm place."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.catalogue.library import Library
from bot.places.gazetteer import Gazetteer

ALL = "all"  # every library
# A warm place that is told for hours is open all the time; for days, in its usual hours.
WARM_THROUGHOUT = timedelta(hours=12)


class LiveKind(StrEnum):
    """What can be told of a library for a while."""

    CLOSED = "closed"
    NO_POWER = "no_power"
    NO_INTERNET = "no_internet"
    MOVED = "moved"
    WARM = "warm"  # people may come to warm up and charge a phone
    USUAL = "usual"  # what was told before, also to many at once, does not hold here


_ONLINE = frozenset({
    "internet_access", "wifi", "staff_help", "digital_training", "document_delivery",
    "virtual_reference", "e_catalogue",
})  # fmt: skip
# What a library can't give meanwhile.
LOST = {
    LiveKind.NO_INTERNET: _ONLINE,
    LiveKind.NO_POWER: _ONLINE | {"computers", "printing", "scanning"},
}
_EITHER = frozenset({LiveKind.CLOSED, LiveKind.WARM})  # the newer of these holds


@dataclass(frozen=True, slots=True)
class LiveState:
    """One thing that was told. `whom`: as `units_of` names it; `by`: id of who of the staff told.

    `note` is the address where a library has moved, else a reason, or "". It holds from `since`
    (included) to `until` (not included), aware UTC moments, unless it was taken back (`ended`).
    """

    id: int
    whom: str
    kind: LiveKind
    since: datetime
    until: datetime
    note: str = ""
    by: int | None = None
    ended: datetime | None = None
    ended_by: int | None = None


def of_library(id: str) -> str:
    """How one library is named in `LiveState.whom`."""
    return f"library:{id}"


def of_hromada(code: str) -> str:
    """How all libraries of a hromada (its KATOTTG code) are named there."""
    return f"hromada:{code}"


def of_raion(name: str) -> str:
    """How all libraries of a raion (an adjective) are named there."""
    return f"raion:{name}"


def units_of(library: Library, gazetteer: Gazetteer) -> frozenset[str]:
    """By what names a state may be this library's: its own, its hromada's, its raion's, all."""
    found = {of_library(library.id), ALL}
    stands = gazetteer.get(library.settlement or "")
    if stands is not None:
        found |= {of_hromada(stands.hromada_code), of_raion(stands.raion)}
    else:
        found |= {of_hromada(one.code) for one in gazetteer.hromadas
                  if library.hromada == one.name}  # fmt: skip
        found |= {of_raion(one.raion) for one in gazetteer.hromadas if library.hromada == one.name}
    return frozenset(found)


class LiveStates:
    """What holds where. `units` are the names of a library, as `units_of` gives them."""

    __slots__ = ("_states", "_units")

    def __init__(
        self,
        states: Iterable[LiveState] = (),
        units: Callable[[Library], frozenset[str]] = lambda _one: frozenset(),
    ) -> None:
        self._states = sorted(states, key=lambda one: one.id)
        self._units = units

    def __bool__(self) -> bool:
        return bool(self._states)

    @property
    def mark(self) -> str:
        """What tells these from any others."""
        return ",".join(str(one.id) for one in self._states)

    def of(self, library: Library, at: datetime) -> Sequence[LiveState]:
        """What holds at a library at an aware moment, in the order of kinds."""
        if not self._states:
            return ()
        units = self._units(library)
        found: dict[LiveKind, LiveState] = {}
        for one in self._states:
            if one.whom not in units or not one.since <= at < one.until or one.ended is not None:
                continue
            if one.kind is LiveKind.USUAL:
                found.clear()
                continue
            if one.kind in _EITHER:
                for other in _EITHER:
                    found.pop(other, None)
            found[one.kind] = one
        return [found[kind] for kind in LiveKind if kind in found]

    def closed(self, library: Library, at: datetime) -> LiveState | None:
        """By what it is closed whatever its hours say."""
        return next((one for one in self.of(library, at) if one.kind is LiveKind.CLOSED), None)

    def warm(self, library: Library, at: datetime) -> LiveState | None:
        """By what one may come there to warm up."""
        return next((one for one in self.of(library, at) if one.kind is LiveKind.WARM), None)

    def is_moved(self, library: Library, at: datetime) -> bool:
        """Whether it is not where the map says."""
        return any(one.kind is LiveKind.MOVED for one in self.of(library, at))

    def lost(self, library: Library, at: datetime) -> frozenset[str]:
        """What it has and can't give at that moment: names of capabilities."""
        gone = (LOST.get(one.kind, frozenset()) for one in self.of(library, at))
        return frozenset().union(*gone)

    def begins(self, library: Library, after: datetime, before: datetime) -> datetime | None:
        """When it is closed next, between two moments; None for never."""
        if not self._states:
            return None
        units = self._units(library)
        return min(
            (
                one.since
                for one in self._states
                if one.kind is LiveKind.CLOSED
                and one.ended is None
                and one.whom in units
                and after < one.since < before
            ),
            default=None,
        )

    def cut_off(self, library: Library, at: datetime) -> datetime | None:
        """Until when nobody there can answer online; None while they can."""
        return max((one.until for one in self.of(library, at) if one.kind in LOST), default=None)
