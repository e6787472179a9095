"""Distances in a straight line, and the nearest of many points. Coordinates are WGS84 degrees."""

import math
from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest

INSIDE_KM = 12.0  # farther from any settlement one is nowhere
FAR_KM = 100.0  # so far from the oblast none of its libraries helps
EARTH_KM = 6371.0088  # mean radius
CELL_DEGREES = 0.25
COLUMNS = round(360 / CELL_DEGREES)
MOST_RINGS = 12  # 3 degrees: farther away one look at all is cheaper than empty rings

Coordinates = tuple[float, float]


def distance_km(a: Coordinates, b: Coordinates) -> float:
    """Great-circle distance of two (lat, lon) points, in km (haversine)."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    half = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


class Nearest:
    """Finds the nearest of fixed points: cells of a quarter degree, searched ring by ring."""

    def __init__(self, points: Sequence[Coordinates]) -> None:
        self._points = points
        self._cells: dict[tuple[int, int], list[int]] = {}
        for at, point in enumerate(points):
            self._cells.setdefault(_cell(point), []).append(at)

    def nearest(
        self, lat: float, lon: float, k: int, *, accept: Callable[[int], bool] | None = None
    ) -> list[tuple[int, float]]:
        """The `k` nearest accepted points as (index, km), nearest first, the first index of equals.

        Fewer when there are no more; accept is asked of indexes.
        """
        found: list[tuple[float, int]] = []
        for reach_km, indexes in self._rings(lat, lon):
            found += [
                (distance_km((lat, lon), self._points[at]), at)
                for at in indexes
                if accept is None or accept(at)
            ]
            found = nsmallest(k, found)
            if len(found) == k and found[-1][0] < reach_km:
                break
        return [(at, km) for km, at in found]

    def _rings(self, lat: float, lon: float) -> Iterator[tuple[float, list[int]]]:
        """Points by rings of cells; nothing nearer than the distance given with a ring is left."""
        row, column = _cell((lat, lon))
        seen: set[int] = set()
        for ring in range(MOST_RINGS + 1):
            indexes = [at for key in _ring(row, column, ring) for at in self._cells.get(key, ())]
            seen.update(indexes)
            yield _surely_covered_km(lat, ring), indexes
            if len(seen) == len(self._points):
                return
        yield math.inf, [at for at in range(len(self._points)) if at not in seen]


def _surely_covered_km(lat: float, ring: int) -> float:
    """How far every point is that lies more than `ring` whole cells away.

    Such a point differs by that many degrees in latitude or in longitude; the latter is nearer:
    sin(distance to a meridian) = cos(latitude) · sin(difference of longitude).
    """
    apart = math.radians(ring * CELL_DEGREES)
    return EARTH_KM * math.asin(math.cos(math.radians(lat)) * math.sin(apart))


def _cell(point: Coordinates) -> tuple[int, int]:
    return math.floor(point[0] / CELL_DEGREES), math.floor(point[1] / CELL_DEGREES) % COLUMNS


def _ring(row: int, column: int, ring: int) -> Iterator[tuple[int, int]]:
    """The cells that are exactly `ring` cells away; columns go round the Earth."""
    if ring == 0:
        yield row, column
        return
    for step in range(-ring, ring + 1):
        yield row - ring, (column + step) % COLUMNS
        yield row + ring, (column + step) % COLUMNS
    for step in range(-ring + 1, ring):
        yield row + step, (column - ring) % COLUMNS
        yield row + step, (column + ring) % COLUMNS
