"""Where a library stands, as its card's form is told it: is it a point, and can it be right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any, Final

from bot.catalogue.library import Library
from bot.engine.texts import N_
from bot.engine.turn import Point
from bot.places.coordinates import FARTHEST_KM, is_in_ukraine, read_point
from bot.places.distance import distance_km
from bot.places.gazetteer import Gazetteer
from bot.places.map_links import is_short_link

WRONG_POINT = N_(
    "The coordinates are two numbers, like 49.27012, 27.43180. Copy them from the map of your "
    "phone, or leave the field empty."
)
SHORT_LINK = N_(
    "This short link tells no place by itself, and we open no links. Open it in your browser, wait "
    "for the map, and send the coordinates or the long address of that page."
)
FAR_POINT = N_(
    "This point is %(km)s km from the middle of %(place)s. Perhaps a digit is wrong: compare it."
)
ELSEWHERE = N_(
    "The pin is %(km)s km from %(place)s, and the nearest to it is %(other)s. Is it that library?"
)
UNDOUBTED_KM: Final = 3.0  # nearer than that the middle of another village means nothing
OUTSIDE_POINT = N_(
    "The point %(lat)s, %(lon)s is outside our oblast. Compare the digits with the map of your "
    "phone, or leave the field empty."
)


@dataclass(frozen=True, slots=True)
class Where:
    """A library's settlement, called `place`, and its middle.

    `is_ours` tells whether a point is in our oblast, `nearest` which settlement is nearest to it,
    "" for this one.
    """

    place: str
    middle: Point | None
    is_ours: Callable[[Point], bool]
    nearest: Callable[[Point], str] = lambda _point: ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What can't be taken: a msgid with its values, and the field of the form where it stands.

    `day`, from 0, where a weekday is named.
    """

    message: str
    field: str
    values: Mapping[str, object] = dataclass_field(default_factory=dict)
    day: int | None = None


def where_of(library: Library, gazetteer: Gazetteer) -> Where:
    """Its settlement, and how points are told from those of others."""
    stands = gazetteer.get(library.settlement or "")
    place = (stands.name if stands else library.settlement_name) or library.name.main

    def nearest(point: Point) -> str:
        found = gazetteer.nearest(point)
        return found.name if found.code != library.settlement else ""

    return Where(place, stands.point if stands else None, gazetteer.is_ours, nearest)


def point_told(typed: str, where: Where, wrong: list[Wrong]) -> dict[str, float | None]:
    """Its fields of the record, or what is wrong, put into `wrong`."""
    if not typed.strip():
        return {"lat": None, "lon": None}
    found = read_point(typed)
    if found is None:
        wrong.append(Wrong(SHORT_LINK if is_short_link(typed) else WRONG_POINT, "point"))
        return {}
    point = Point(round(found.lat, 6), round(found.lon, 6))
    if far := far_off(point, where):
        wrong.append(far)
        return {}
    return {"lat": point.lat, "lon": point.lon}


def far_off(point: Point, where: Where) -> Wrong | None:
    """That a point is outside the oblast, or too far from its settlement, to be right."""
    if not is_in_ukraine(point) or not where.is_ours(point):
        return Wrong(OUTSIDE_POINT, "point", {"lat": point.lat, "lon": point.lon})
    middle = where.middle
    km = distance_km((point.lat, point.lon), (middle.lat, middle.lon)) if middle else 0.0
    if km <= FARTHEST_KM:
        return None
    return Wrong(FAR_POINT, "point", {"km": round(km), "place": where.place})


def in_another_place(changed: Mapping[str, Any], where: Where) -> Wrong | None:
    """That the point is far from the library's settlement and nearer to another: is it so?"""
    lat, lon, middle = changed.get("lat"), changed.get("lon"), where.middle
    if lat is None or lon is None or middle is None:
        return None
    km = distance_km((lat, lon), (middle.lat, middle.lon))
    other = where.nearest(Point(lat, lon)) if km > UNDOUBTED_KM else ""
    if not other:
        return None
    return Wrong(ELSEWHERE, "point", {"km": round(km), "place": where.place, "other": other})
