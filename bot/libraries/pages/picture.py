"""Where a library stands: its hromada's border, its settlement's middle and its pin, as SVG."""

import math
from collections.abc import Callable, Sequence
from html import escape

from bot.engine.texts import N_
from bot.engine.turn import Point
from bot.places.register.borders import Ring

SIDE = 320.0
EDGE = 10.0
MIDDLE = 'r="6" fill="none" stroke="#12484a" stroke-width="2"'
PIN = 'r="5" fill="#b4531a" stroke="#fff" stroke-width="1.5"'
TITLE = N_("The hromada, the middle of the settlement (ring) and the library (dot)")


def picture(
    rings: Sequence[Ring], middle: Point | None, pin: Point | None, say: Callable[[str], str]
) -> str:
    """The picture; "" where no border is known."""
    points = [point for ring in rings for point in ring]
    if not points:
        return ""
    west, south = min(lon for lon, _ in points), min(lat for _, lat in points)
    east, north = max(lon for lon, _ in points), max(lat for _, lat in points)
    narrower = math.cos(math.radians((south + north) / 2))
    scale = (SIDE - 2 * EDGE) / max((east - west) * narrower, north - south, 1e-6)

    def at(lon: float, lat: float) -> tuple[float, float]:
        return EDGE + (lon - west) * narrower * scale, EDGE + (north - lat) * scale

    def spot(point: Point | None, look: str) -> str:
        if point is None:
            return ""
        x, y = at(point.lon, point.lat)
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" {look}/>'

    high = 2 * EDGE + (north - south) * scale
    shapes = "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (at(*point) for point in ring)) + "Z"
        for ring in rings
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE:.0f} {high:.0f}" role="img" '
        f'width="{SIDE:.0f}" height="{high:.0f}"><title>{escape(say(TITLE))}</title>'
        f'<path d="{shapes}" fill="#cfdccb" stroke="#5f5748" stroke-width="1"/>'
        f"{spot(middle, MIDDLE)}{spot(pin, PIN)}</svg>"
    )
