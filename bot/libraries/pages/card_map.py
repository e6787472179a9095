"""The map of a library's card: borders and settlements as SVG, where its pin is put and moved.

Without a script it is a picture; `map.js` of the desk names the settlements, zooms, and moves the
pin. It has no streets: for these it leads to OpenStreetMap.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from markupsafe import Markup

from bot.engine.turn import Point
from bot.places.coordinates import FARTHEST_KM
from bot.places.distance import EARTH_KM
from bot.places.gazetteer import Gazetteer
from bot.places.model import Settlement
from bot.places.register.borders import Ring

UNIT_M: Final = 10.0  # metres of one unit of the picture
PER_DEGREE: Final = math.pi * EARTH_KM * 1000 / 180 / UNIT_M  # units of a degree of latitude
SHAPE: Final = 0.75  # height to width
EDGE: Final = 1.1
NEAR: Final = 300  # settlements that are named; so many lie farther around than a pin may
AROUND_M: Final = 8000.0  # shown of a hromada whose border nobody knows
PIXELS: Final = 360.0  # as wide as it is seen at least
OSM: Final = "https://www.openstreetmap.org/"


@dataclass(frozen=True, slots=True)
class CardMap:
    """What the page shows of it.

    Attributes:
        svg: the picture, with a place for the pin.
        known: for the script: where the picture's middle is, which settlements there are.
        osm: the same place on OpenStreetMap.
    """

    svg: Markup
    known: dict[str, Any]
    osm: str


class _Plan:
    """Units of the picture, east and south of a point."""

    def __init__(self, middle: Point) -> None:
        self.middle = middle
        self._narrower = math.cos(math.radians(middle.lat))

    def at(self, point: Point) -> tuple[int, int]:
        east = (point.lon - self.middle.lon) * self._narrower * PER_DEGREE
        return round(east), round((self.middle.lat - point.lat) * PER_DEGREE)

    def ring(self, ring: Ring) -> list[tuple[int, int]]:
        return [self.at(Point(lat, lon)) for lon, lat in ring]


def card_map(
    gazetteer: Gazetteer, settlement: str, pin: Point | None, title: str
) -> CardMap | None:
    """The map around a library; None where nobody knows where its settlement is.

    Args:
        gazetteer: settlements and borders.
        settlement: its KATOTTG code, "" for none.
        pin: where the library stands, None where that is not known.
        title: what the picture shows, for who can't see it.
    """
    town = gazetteer.get(settlement)
    if town is None or town.point is None:
        return None
    plan = _Plan(town.point)
    own = [plan.ring(one) for one in gazetteer.borders.get(town.hromada_code, ())]
    others = [
        plan.ring(one)
        for code, rings in gazetteer.borders.items() if code != town.hromada_code
        for one in rings
    ]  # fmt: skip
    places = _named(gazetteer, town)
    spots = [plan.at(one.point) for one in places if one.point]
    view = _view(*_box(spot for ring in own for spot in ring) or (0, 0, 0, 0))
    edges = _box([*spots, *(spot for ring in (*own, *others) for spot in ring)])
    return CardMap(
        _svg(own, others, view, plan.at(pin) if pin else None, title),
        {
            "lat": town.point.lat, "lon": town.point.lon, "unit": UNIT_M, "per": PER_DEGREE,
            "edges": edges, "farthest": FARTHEST_KM * 1000,
            "places": [[one.name, one.hromada, *spot] for one, spot in zip(places, spots,
                                                                           strict=True)],
        },
        osm_at(pin, 18) if pin else osm_at(town.point, 15),
    )  # fmt: skip


def osm_at(point: Point, zoom: int) -> str:
    """The address of a point on OpenStreetMap, marked there."""
    lat, lon = f"{point.lat:.5f}", f"{point.lon:.5f}"
    return f"{OSM}?mlat={lat}&mlon={lon}#map={zoom}/{lat}/{lon}"


def _named(gazetteer: Gazetteer, town: Settlement) -> list[Settlement]:
    """Settlements that may be named: its own first, then those that more people know."""
    assert town.point
    centres = [gazetteer.get(one.centre_code) for one in gazetteer.hromadas]
    known = [one for one in centres if one and one.point]
    found = {one.code: one for one in (*gazetteer.around(town.point, NEAR), *known, town)}
    central = {one.code for one in known}

    def weight(one: Settlement) -> tuple[bool, bool, int, str]:
        people = gazetteer.population.get(one.code, 0)
        return one.code != town.code, one.code not in central, -people, one.name

    return sorted(found.values(), key=weight)


def _box(spots: Iterable[tuple[int, int]]) -> tuple[int, int, int, int] | None:
    """West, north, east and south of all; None of none."""
    listed = list(spots)
    if not listed:
        return None
    xs, ys = zip(*listed, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _view(west: int, north: int, east: int, south: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of what is shown first."""
    wide = max(east - west, (south - north) / SHAPE) * EDGE or 2 * AROUND_M / UNIT_M
    high = wide * SHAPE
    return (
        round((west + east - wide) / 2), round((north + south - high) / 2),
        round(wide), round(high),
    )  # fmt: skip


def _svg(
    own: Sequence[Sequence[tuple[int, int]]],
    others: Sequence[Sequence[tuple[int, int]]],
    view: tuple[int, int, int, int],
    pin: tuple[int, int] | None,
    title: str,
) -> Markup:
    pixel = view[2] / PIXELS
    box = " ".join(map(str, view))
    x, y = pin or (0, 0)
    spot = f'cx="{x}" cy="{y}"{"" if pin else " hidden"}'
    thin = 'vector-effect="non-scaling-stroke"'
    return Markup(  # noqa: S704 -- numbers, and a title that is escaped
        f'<svg viewBox="{box}" role="img"><title>{escape(title)}</title>'
        f'<path class="others" d="{_path(others)}" {thin}/>'
        f'<path class="own" d="{_path(own)}" {thin}/>'
        f'<circle class="middle" r="{6 * pixel:.1f}" {thin}/><g class="names"></g>'
        f'<circle class="pin" r="{6 * pixel:.1f}" {spot} {thin}/>'
        f'<circle class="grip" r="{22 * pixel:.1f}" {spot}/></svg>'
    )


def _path(rings: Iterable[Sequence[tuple[int, int]]]) -> str:
    """All rings, each point told by its way from the one before: that is shorter."""
    drawn = []
    for ring in rings:
        (x, y), *more = ring
        drawn.append(f"M{x} {y}l")
        for to_x, to_y in more[:-1]:
            drawn.append(f"{to_x - x} {to_y - y} ")
            x, y = to_x, to_y
        drawn.append("z")
    return "".join(drawn)
