"""Distances in a straight line, and the nearest of many points."""

import math
from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest

EARTH_KM = 6371.0088
CELL_DEGREES = 0.25
KM_PER_DEGREE = EARTH_KM * math.pi / 180

Coordinates = tuple[float, float]


def distance_km(a: Coordinates, b: Coordinates) -> float:
    """Great-circle distance of two (lat, lon) points in degrees, in km (haversine)."""
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
        """The `k` nearest accepted points as (index, km), nearest first."""
        found: list[tuple[float, int]] = []
        for reach, indexes in self._rings(lat, lon):
            found += [
                (distance_km((lat, lon), self._points[at]), at)
                for at in indexes
                if accept is None or accept(at)
            ]
            found = nsmallest(k, found)
            # Everything nearer than `reach` has been looked at.
            if len(found) == k and found[-1][0] <= reach:
                break
        return [(at, km) for km, at in found]

    def _rings(self, lat: float, lon: float) -> Iterator[tuple[float, list[int]]]:
        """Points by rings of cells, each with the distance (km) that is surely covered."""
        row, column = _cell((lat, lon))
        left = len(self._points)
        # A degree of longitude shrinks towards the poles; where that matters, look everywhere.
        shrink = math.cos(math.radians(min(89.0, abs(lat) + 5)))
        for ring in range(200):
            indexes = [at for key in _ring(row, column, ring) for at in self._cells.get(key, ())]
            left -= len(indexes)
            yield ring * CELL_DEGREES * KM_PER_DEGREE * shrink, indexes
            if left == 0:
                return
            if ring > 12 and left > 0:  # far away: one look at all is cheaper than empty rings
                seen = set(self._within(row, column, ring))
                rest = [at for at in range(len(self._points)) if at not in seen]
                yield math.inf, rest
                return

    def _within(self, row: int, column: int, ring: int) -> Iterator[int]:
        for near in range(ring + 1):
            for key in _ring(row, column, near):
                yield from self._cells.get(key, ())


def _cell(point: Coordinates) -> tuple[int, int]:
    return math.floor(point[0] / CELL_DEGREES), math.floor(point[1] / CELL_DEGREES)


def _ring(row: int, column: int, ring: int) -> Iterator[tuple[int, int]]:
    if ring == 0:
        yield row, column
        return
    for step in range(-ring, ring + 1):
        yield row - ring, column + step
        yield row + ring, column + step
    for step in range(-ring + 1, ring):
        yield row + step, column - ring
        yield row + step, column + ring
