"""Short addresses of maps: those that hold the place themselves, and those that only lead to it."""

import re
from typing import Final

from bot.engine.turn import Point

# Six bits a letter, longitude and latitude in turn; «@» is how old addresses write «~».
_DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~"
_BITS: Final = 3  # of each, a letter
_SHORTEST: Final = 7  # letters: a shorter code tells the place worse than some ten metres
_OSM: Final = re.compile(r"(?:osm|openstreetmap)\.org/go/([\w~@]{1,11})")
_LEADS: Final = re.compile(
    r"(?:maps\.app\.goo\.gl|goo\.gl/maps|g\.co/kgs|g\.page|osm\.org/go|openstreetmap\.org/go"
    r"|maps\.apple)[/\w]\S{0,200}"
)


def short_point(text: str) -> Point | None:
    """The point of an «osm.org/go/0hzJ8Z8lk-»; None for any other text."""
    found = _OSM.search(text)
    code = found[1].replace("@", "~") if found else ""
    if len(code) < _SHORTEST or not set(code) <= set(_DIGITS):
        return None
    lon = lat = 0
    for letter in code:
        value = _DIGITS.index(letter)
        for at in range(_BITS):
            lon = lon << 1 | value >> (5 - 2 * at) & 1
            lat = lat << 1 | value >> (4 - 2 * at) & 1
    cells = 1 << (_BITS * len(code))
    return Point((lat + 0.5) * 180 / cells - 90, (lon + 0.5) * 360 / cells - 180)


def is_short_link(text: str) -> bool:
    """Whether it is a map's address that tells no place by itself: only whoever opens it knows."""
    return short_point(text) is None and _LEADS.search(text) is not None


def without_short_links(text: str) -> str:
    """The text without them: letters of theirs that are digits are no coordinates."""
    return _LEADS.sub(" ", text)
