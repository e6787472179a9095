"""Coordinates as people write them or copy them from a map."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.engine.turn import Point
from bot.places.map_links import short_point, without_short_links

FARTHEST_KM: Final = 25.0  # so far from the middle of its settlement a library may stand
LATITUDES: Final = (44.0, 53.0)  # of Ukraine; no longitude of it is one of these
LONGITUDES: Final = (22.0, 41.0)
LONGEST: Final = 1000  # letters that are read
_NUMBER: Final = re.compile(r"(?<![\d.])-?\d{1,3}(?:[.,]\d{1,18})?(?!\d)")
_MINUTES: Final = re.compile(
    r"(\d{1,3})\s?°\s?(\d{1,2}(?:[.,]\d{1,12})?)\s?[′'’]"
    r"(?:\s?(\d{1,2}(?:[.,]\d{1,12})?)(?![\d.,]|\s?°)\s?(?:[″\"”]|'')?)?"
)


def read_point(text: str) -> Point | None:
    """The point of «49.27012, 27.43180», «49,27012; 27,4318», «49°16′12″ N 27°25′54″ E», a link.

    Latitude and longitude of Ukraine may stand in either order; a link may be a short one of
    OpenStreetMap. None where there are no two
    numbers, or too many to tell which.
    """
    told = text[:LONGEST]
    if short := short_point(told):
        return short
    told = without_short_links(told)
    if minutes := _MINUTES.findall(told):
        return _point([_degrees(*one) for one in minutes])
    numbers = _NUMBER.findall(told)
    fine = [_number(one) for one in numbers if not one.lstrip("-").isdigit()]
    of_ukraine = [pair for pair in map(_ordered, pairwise(fine)) if pair]
    if of_ukraine:
        return Point(*of_ukraine[-1])  # a link names the middle of the map first, then the place
    return _point([_number(one) for one in numbers])


def is_in_ukraine(point: Point) -> bool:
    """Whether it lies within the numbers that content takes."""
    return _ordered((point.lat, point.lon)) == (point.lat, point.lon)


def _point(numbers: Sequence[float]) -> Point | None:
    if len(numbers) != 2:
        return None
    lat, lon = _ordered((numbers[0], numbers[1])) or numbers
    return Point(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _ordered(pair: tuple[float, float]) -> tuple[float, float] | None:
    """Latitude first; None where this is no place in Ukraine."""
    for lat, lon in (pair, pair[::-1]):
        if LATITUDES[0] <= lat <= LATITUDES[1] and LONGITUDES[0] <= lon <= LONGITUDES[1]:
            return lat, lon
    return None


def _number(told: str) -> float:
    return float(told.replace(",", "."))


def _degrees(degrees: str, minutes: str, seconds: str) -> float:
    return int(degrees) + _number(minutes) / 60 + _number(seconds or "0") / 3600
