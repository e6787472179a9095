"""Coverage of the oblast's settlements by 1,000 libraries, beside a plain look at all pairs.

In time of the processor: what else the machine does is not counted.
"""

import random
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.app.content_index import learn
from bot.app.settings import ROOT
from bot.catalogue.library import Library
from bot.catalogue.model import Text
from bot.coverage.compute import coverage
from bot.coverage.model import Wanted
from bot.places.access import AccessPoints
from bot.places.distance import distance_km

LIBRARIES = 1000
WANTED = Wanted(frozenset({"wifi"}), date(2026, 12, 2))


def run() -> list[str]:
    """The figures, a line each."""
    with tempfile.TemporaryDirectory() as cache:
        index = learn(ROOT / "content", cache=Path(cache), sentences=False)
    chance = random.Random(20261130)
    placed = [one for one in index.gazetteer.settlements if one.point]
    libraries = [_library(n, chance) for n in range(LIBRARIES)]
    for n, place in enumerate(chance.sample(placed, LIBRARIES)):
        assert place.point is not None
        libraries[n] = replace(
            libraries[n], lat=place.point.lat, lon=place.point.lon, settlement=place.code
        )
    access = AccessPoints(libraries, closed_on=index.content.calendar.off)
    began = time.process_time()
    found = coverage(index.gazetteer, libraries, access, WANTED)
    spent = time.process_time() - began
    began = time.process_time()
    points = [(one.point.lat, one.point.lon) for one in found.spots]
    for one in placed:
        assert one.point is not None
        min(distance_km((one.point.lat, one.point.lon), point) for point in points)
    plain = time.process_time() - began
    return [
        f"{len(placed):,} settlements × {LIBRARIES:,} libraries: {spent:.2f} s of CPU (goal ≤ 1 s)",
        f"haversine of all pairs alone: {plain:.2f} s",
        f"within 10 km: {found.share(found.reaches[1].sure):.3f} of people, surely",
    ]


def _library(n: int, chance: random.Random) -> Library:
    opens, closes = chance.randrange(7, 11), chance.randrange(16, 20)
    return Library(
        id=f"library-{n}",
        kind="village",
        name=Text(f"Бібліотека {n}"),
        source="https://example.com",
        capabilities=frozenset({"wifi"} if chance.random() < 0.5 else ()),
        hours=f"Mo-Fr {opens:02}:{n % 60:02}-{closes:02}:{n % 47:02}; Sa 10:00-14:00; Su off",
        checked=date(2026, 11, 23),
    )
