"""The files that are published, by name, each with the terms it stands under."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.catalogue.offers import OFFERS
from bot.documents.xlsx import MEDIA_TYPE, Sheet, workbook
from bot.engine.texts import FALLBACK, N_
from bot.open_data import hsds, tables
from bot.open_data.published import Published

Say = Callable[[str], str]
JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Export:
    """A file: its media type, what it is (msgid), and how it is made."""

    media_type: str
    title: str
    make: Callable[[Published, Say], bytes]


class NoLicenceError(LookupError):
    """Nobody has said under which terms the data may be taken."""


def made(name: str, published: Published, say: Say) -> bytes:
    """The file. Raises KeyError for a name that is none, NoLicenceError."""
    export = EXPORTS[name]
    if published.region.licence is None:
        raise NoLicenceError
    return export.make(published, say)


def terms(published: Published) -> dict[str, object]:
    """The licence and who must be named, as files that have room for it tell them."""
    licence = published.region.licence
    if licence is None:
        raise NoLicenceError
    return {
        "license": {"name": licence.name, "url": licence.url},
        "attribution": [licence.by.in_(FALLBACK), *published.credits(FALLBACK)],
    }


def _geojson(published: Published, _say: Say) -> bytes:
    return _dumped({
        "type": "FeatureCollection",
        **terms(published),
        "features": list(tables.features(published, published.given)),
    })  # fmt: skip


def _others(published: Published, _say: Say) -> bytes:
    """Libraries with a map's data in them, under the map's licence."""
    licence = next((one.licence for one in published.others), None)
    if licence is None:
        raise KeyError
    return _dumped({
        "type": "FeatureCollection",
        "license": {"name": licence.name, "url": licence.url},
        "attribution": [licence.by.in_(FALLBACK), *published.credits(FALLBACK)],
        "features": list(tables.features(published, published.others)),
    })  # fmt: skip


def _hsds(published: Published, say: Say) -> bytes:
    says = {key: say(name) for key, name in OFFERS.items()}
    return _paged(published, hsds.services(published, says))


def _locations(published: Published, _say: Say) -> bytes:
    return _paged(published, hsds.locations(published))


def _paged(published: Published, found: list[hsds.Node]) -> bytes:
    return _dumped({
        "version": hsds.VERSION,
        "profile": "https://docs.openreferral.org/en/3.0/",
        **terms(published),
        "total_items": len(found),
        "contents": found,
    })  # fmt: skip


def _xlsx(rows: Callable[[Published], tables.Rows], title: str) -> Callable[..., bytes]:
    def make(published: Published, say: Say) -> bytes:
        told: list[list[str]] = [["license", "attribution"]]
        licence = terms(published)
        credits = licence["attribution"]
        assert isinstance(credits, list)
        assert isinstance(licence["license"], dict)
        told.append([" ".join(licence["license"].values()), "; ".join(credits)])
        return workbook([Sheet(say(title), rows(published)), Sheet("License", told)])

    return make


def _csv(rows: Callable[[Published], tables.Rows]) -> Callable[..., bytes]:
    return lambda published, _say: tables.as_csv(rows(published))


def _dumped(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


OTHERS: Final = "libraries-osm.geojson"
LIBRARIES = N_("Libraries")
SERVICES = N_("Services")
OFFICES = N_("Offices nearby")
EXPORTS: Final[Mapping[str, Export]] = {
    "libraries.csv": Export("text/csv; charset=utf-8", LIBRARIES, _csv(tables.libraries)),
    "libraries.xlsx": Export(MEDIA_TYPE, LIBRARIES, _xlsx(tables.libraries, LIBRARIES)),
    "libraries.geojson": Export("application/geo+json", LIBRARIES, _geojson),
    OTHERS: Export(
        "application/geo+json", N_("Libraries with data of OpenStreetMap, ODbL"), _others
    ),
    "services.csv": Export("text/csv; charset=utf-8", SERVICES, _csv(tables.services)),
    "services.xlsx": Export(MEDIA_TYPE, SERVICES, _xlsx(tables.services, SERVICES)),
    "offices.csv": Export("text/csv; charset=utf-8", OFFICES, _csv(tables.offices)),
    "offices.xlsx": Export(MEDIA_TYPE, OFFICES, _xlsx(tables.offices, OFFICES)),
    "hsds.json": Export(JSON, N_("Libraries and services, HSDS 3"), _hsds),
    "hsds-locations.json": Export(JSON, N_("Libraries and offices, HSDS 3 locations"), _locations),
}
