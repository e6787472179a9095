"""A handful of libraries on one line, ten kilometres apart."""

from datetime import date
from typing import Any

from bot.catalogue.library import Library
from bot.catalogue.model import Text
from bot.catalogue.region import Region
from bot.engine.turn import Point

REGION = Region(
    name=Text("Хмельницька область"),
    genitive=Text("Хмельницької області"),
    code="UA68000000000099709",
    adjective="Хмельницька",
    begins=("хмельниц", "khmeln", "hmeln"),
)
HERE = Point(49.0, 27.0)
KM = 1 / 111.195  # degrees of latitude


def library(name: str, km: float, **facts: Any) -> Library:
    """A library so many km north of HERE."""
    capabilities = frozenset(facts.pop("has", ()))
    return Library(
        id=name,
        kind=facts.pop("kind", "village"),
        name=Text(name.title()),
        source="https://example.org",
        lat=HERE.lat + km * KM,
        lon=HERE.lon,
        capabilities=capabilities,
        checked=facts.pop("checked", date(2026, 11, 23)),
        **facts,
    )


OFFICE = "Mo-Fr 09:00-18:00"
LIBRARIES = (
    library("near", 1, approximate=True),
    library("computers", 11, has=["computers", "wifi"], hours=OFFICE),
    library("wifi", 21, has=["wifi"], hours="Mo-Su 12:00-14:00"),
    library("computers-far", 31, has=["computers"]),
    library("gone", 0.5, has=["computers", "wifi"], walk_in=False),
    Library(id="nowhere", kind="village", name=Text("Nowhere"), source="https://example.org"),
)
