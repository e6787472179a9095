"""Coverage as a map: hromadas shaded by how many are reached, libraries as dots."""

import math
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import Final

from bot.coverage.model import TABLE_KM, Coverage, HromadaCoverage, Spot, Standing
from bot.coverage.sheet import STANDINGS, percent
from bot.engine.texts import N_
from bot.places.register.borders import Borders, Ring

WIDTH: Final = 720.0  # of the map, in the picture's own units
MARGIN: Final = 8.0
LEGEND: Final = 64.0  # its height below the map
SHADES: Final = ("#f3ead6", "#cfdccb", "#9cc3b8", "#5f9f9b", "#2f7476")  # by fifths of the share
ON_DARK: Final = 3  # from this shade on letters are light
DOTS: Final = {
    Standing.SURE: 'r="4" fill="#b4531a" stroke="#fff"',
    Standing.UNKNOWN: 'r="3.5" fill="#fff" stroke="#b4531a" stroke-width="1.5"',
    Standing.NO: 'r="2" fill="#6b6355"',
}
TITLE = N_("Hromadas by the share of people within %(km)s km of a library that surely helps")
TITLE_SETTLEMENTS = N_(
    "Hromadas by the share of settlements within %(km)s km of a library that surely helps"
)
ONE = N_("%(hromada)s: %(sure)s %%, unknown %(perhaps)s %%")

Say = Callable[[str], str]


def svg(found: Coverage, borders: Borders, say: Say) -> str:
    """The picture; "" where no border is known."""
    frame = _Frame(ring for rings in borders.values() for ring in rings)
    if not frame.is_there:
        return ""
    title = say(TITLE if found.by_people else TITLE_SETTLEMENTS) % {"km": TABLE_KM}
    high = frame.height + LEGEND
    box = f"0 0 {WIDTH:.0f} {high:.0f}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" '
        f'font-family="sans-serif"><title>{escape(title)}</title>'
        f'<rect width="{WIDTH:.0f}" height="{high:.0f}" fill="#fffdf8"/>'
    )
    dots = (_dot(one, frame) for one in sorted(found.spots, key=_order, reverse=True))
    parts = (*_shapes(found, borders, frame, say), *dots, *_legend(frame.height, say))
    return "".join((head, *parts, "</svg>"))


class _Frame:
    """Where degrees stand in the picture."""

    def __init__(self, rings: Iterable[Ring]) -> None:
        points = [point for ring in rings for point in ring]
        self.is_there = bool(points)
        lons, lats = [lon for lon, _ in points] or [0.0], [lat for _, lat in points] or [0.0]
        self._west, self._north = min(lons), max(lats)
        self._narrower = math.cos(math.radians((min(lats) + max(lats)) / 2))
        wide = (max(lons) - self._west) * self._narrower or 1.0
        self._scale = (WIDTH - 2 * MARGIN) / wide
        self.height = (self._north - min(lats)) * self._scale + 2 * MARGIN

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (
            MARGIN + (lon - self._west) * self._narrower * self._scale,
            MARGIN + (self._north - lat) * self._scale,
        )


def _shapes(found: Coverage, borders: Borders, frame: _Frame, say: Say) -> Iterator[str]:
    labels = []
    for one in found.hromadas:
        rings = borders.get(one.code, ())
        if not rings:
            continue
        share = found.share(one.reach.sure, one.all)
        shade = min(int(share * len(SHADES)), len(SHADES) - 1)
        path = "".join(_path(ring, frame) for ring in rings)
        told = say(ONE) % _figures(found, one)
        yield (
            f'<path d="{path}" fill="{SHADES[shade]}" stroke="#8a8272" stroke-width="0.7">'
            f"<title>{escape(told)}</title></path>"
        )
        x, y = _middle(max(rings, key=len), frame)
        colour = "#fff" if shade >= ON_DARK else "#26221b"
        labels.append(
            f'<text x="{x:.0f}" y="{y:.0f}" font-size="11" text-anchor="middle" fill="{colour}">'
            f"{round(100 * share)}</text>"
        )
    yield from labels


def _figures(found: Coverage, one: HromadaCoverage) -> dict[str, object]:
    return {
        "hromada": one.name,
        "sure": percent(found.share(one.reach.sure, one.all)),
        "perhaps": percent(found.share(one.reach.perhaps, one.all)),
    }


def _path(ring: Ring, frame: _Frame) -> str:
    points = (frame.at(lon, lat) for lon, lat in ring[:-1])
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _middle(ring: Ring, frame: _Frame) -> tuple[float, float]:
    """The centre of its area."""
    points = [frame.at(lon, lat) for lon, lat in ring]
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(points):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (x / (3 * area), y / (3 * area) + 4) if area else points[0]


def _dot(one: Spot, frame: _Frame) -> str:
    x, y = frame.at(one.point.lon, one.point.lat)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" {DOTS[one.standing]}><title>{escape(one.name)}</title>'
        "</circle>"
    )


def _order(one: Spot) -> int:
    """Those that surely help are drawn last, above the others."""
    return list(Standing).index(one.standing)


def _legend(top: float, say: Say) -> Iterator[str]:
    step = 100 // len(SHADES)
    for at, shade in enumerate(SHADES):
        x = MARGIN + at * 90
        yield (
            f'<rect x="{x:.0f}" y="{top + 8:.0f}" width="18" height="14" fill="{shade}" '
            f'stroke="#6b6355"/><text x="{x + 24:.0f}" y="{top + 20:.0f}" font-size="12" '
            f'fill="#26221b">{at * step}–{(at + 1) * step} %</text>'
        )
    for at, standing in enumerate(Standing):
        x = MARGIN + at * 130
        yield (
            f'<circle cx="{x + 9:.0f}" cy="{top + 44:.0f}" {DOTS[standing]}/>'
            f'<text x="{x + 24:.0f}" y="{top + 48:.0f}" font-size="12" fill="#26221b">'
            f"{escape(say(STANDINGS[standing]))}</text>"
        )
