"""From settlements and libraries to who lives within reach. Distances are straight lines."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.catalogue.library import Library
from bot.coverage.model import (
    REACHES_KM,
    TABLE_KM,
    Count,
    Coverage,
    HromadaCoverage,
    Placeless,
    Reach,
    Spot,
    Standing,
    Wanted,
)
from bot.engine.turn import Point
from bot.places.access import AccessPoints
from bot.places.distance import Nearest
from bot.places.gazetteer import Gazetteer
from bot.places.model import Settlement

BEYOND = float("inf")


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A change to look at: libraries that close, by id, and spots that open.

    Moving one is both.
    """

    closed: frozenset[str] = frozenset()
    opened: tuple[Spot, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.closed or self.opened)


NO_CHANGE = WhatIf()


def coverage(
    gazetteer: Gazetteer,
    libraries: Sequence[Library],
    access: AccessPoints,
    wanted: Wanted,
    what_if: WhatIf = NO_CHANGE,
) -> Coverage:
    """Count who lives within reach.

    Args:
        gazetteer: settlements, hromadas and how many people live where.
        libraries: those that are listed; one that nobody is invited to come to is left out.
        access: knows when they are open.
        wanted: what they must offer, and on which day.
        what_if: what would change.
    """
    listed = [one for one in libraries if one.walk_in and one.id not in what_if.closed]
    known = {
        one.id: Spot(
            one.id, one.name.main, Point(one.lat, one.lon), standing(one, access, wanted),
            _hromada(one, gazetteer),
        )
        for one in listed
        if one.lat is not None and one.lon is not None
    }  # fmt: skip
    spots = (*known.values(), *what_if.opened)
    placed = [one for one in gazetteer.settlements if one.point is not None]
    near = _Near(spots)
    reached = {one.code: near.of(one) for one in placed}
    return Coverage(
        wanted=wanted,
        all=_count(gazetteer, placed),
        reaches=tuple(_reach(gazetteer, placed, reached, km) for km in REACHES_KM),
        hromadas=tuple(_hromadas(gazetteer, placed, reached, spots)),
        spots=spots,
        unplaced=len(gazetteer.settlements) - len(placed),
        placeless=tuple(Placeless(one.id, one.name.main) for one in listed if one.id not in known),
    )


def standing(library: Library, access: AccessPoints, wanted: Wanted) -> Standing:
    """Whether it surely helps, surely does not, or nobody knows."""
    if wanted.offers & library.lacks:
        return Standing.NO
    told = wanted.offers <= library.capabilities
    if wanted.day is not None:
        spans = access.spans_on(library, wanted.day)
        if spans == []:
            return Standing.NO
        if spans and all(wanted.offers & access.live.lost(library, at) for at, _ in spans):
            return Standing.NO
        told = told and spans is not None
    return Standing.SURE if told else Standing.UNKNOWN


def opened_at(name: str, point: Point, gazetteer: Gazetteer) -> Spot:
    """A library that would open there, and offer all that is asked."""
    return Spot("", name, point, Standing.SURE, _hromada_at(point, gazetteer))


class _Near:
    """How far the nearest spot is from a settlement, in km; infinite when there is none."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        points: dict[Standing, list[tuple[float, float]]] = defaultdict(list)
        for one in spots:
            points[one.standing].append((one.point.lat, one.point.lon))
        self._sure = Nearest(points[Standing.SURE])
        self._unknown = Nearest(points[Standing.UNKNOWN])

    def of(self, place: Settlement) -> tuple[float, float]:
        """How far one is that surely helps, and one of which nobody knows."""
        return self._km(self._sure, place), self._km(self._unknown, place)

    @staticmethod
    def _km(nearest: Nearest, place: Settlement) -> float:
        assert place.point is not None
        found = nearest.nearest(place.point.lat, place.point.lon, 1)
        return found[0][1] if found else BEYOND


_Reached = dict[str, tuple[float, float]]  # by settlement: km to a sure one, to an unknown one


def _reach(
    gazetteer: Gazetteer, settlements: Iterable[Settlement], reached: _Reached, km: int
) -> Reach:
    found = Reach(km)
    for one in settlements:
        sure, unknown = reached[one.code]
        people = gazetteer.population.get(one.code, 0)
        if sure <= km:
            found = replace(found, sure=found.sure.plus(people))
        elif unknown <= km:
            found = replace(found, perhaps=found.perhaps.plus(people))
    return found


def _count(gazetteer: Gazetteer, settlements: Iterable[Settlement]) -> Count:
    found = Count()
    for one in settlements:
        found = found.plus(gazetteer.population.get(one.code, 0))
    return found


def _hromadas(
    gazetteer: Gazetteer, placed: Iterable[Settlement], reached: _Reached, spots: Iterable[Spot]
) -> Iterable[HromadaCoverage]:
    inside: dict[str, list[Settlement]] = defaultdict(list)
    for one in placed:
        inside[one.hromada_code].append(one)
    points: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        points[spot.hromada].append(spot)
    for hromada in gazetteer.hromadas:
        km = reached.get(hromada.centre_code, (BEYOND, BEYOND))[0]
        yield HromadaCoverage(
            code=hromada.code,
            name=hromada.name,
            raion=hromada.raion,
            all=_count(gazetteer, inside[hromada.code]),
            reach=_reach(gazetteer, inside[hromada.code], reached, TABLE_KM),
            points=len(points[hromada.code]),
            sure=sum(one.standing is Standing.SURE for one in points[hromada.code]),
            centre_km=km if km < BEYOND else None,
        )


def _hromada(library: Library, gazetteer: Gazetteer) -> str:
    stands = gazetteer.get(library.settlement or "")
    if stands is not None:
        return stands.hromada_code
    assert library.lat is not None
    assert library.lon is not None
    return _hromada_at(Point(library.lat, library.lon), gazetteer)


def _hromada_at(point: Point, gazetteer: Gazetteer) -> str:
    """That of the nearest settlement."""
    try:
        return gazetteer.nearest(point).hromada_code
    except LookupError:
        return ""
