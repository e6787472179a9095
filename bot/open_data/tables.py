"""Libraries, services and offices as rows, for CSV and spreadsheets, and libraries as GeoJSON."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.catalogue.library import Library
from bot.catalogue.model import Service
from bot.catalogue.office import Office
from bot.documents.xlsx import Cell
from bot.open_data.published import Published

LIBRARY_COLUMNS: Final = (
    "id", "name", "name_en", "kind", "hromada", "raion", "settlement", "katottg", "address",
    "latitude", "longitude", "point_is_approximate", "phone", "email", "website", "opening_hours",
    "has", "lacks", "languages", "seen", "checked", "source", "page",
)  # fmt: skip
SERVICE_COLUMNS: Final = (
    "id", "title", "title_en", "what", "provider", "official_url", "who", "steps", "documents",
    "cost", "term", "library_needs", "life_event", "checked", "source", "page",
)  # fmt: skip
OFFICE_COLUMNS: Final = (
    "id", "kind", "name", "name_en", "serves", "hromada", "raion", "settlement", "katottg",
    "address", "latitude", "longitude", "point_is_approximate", "phone", "email", "website",
    "opening_hours", "seen", "checked", "source", "page",
)  # fmt: skip
BETWEEN: Final = "; "  # of several values in a cell
LANG: Final = "uk"
OTHER: Final = "en"
Rows = Sequence[Sequence[Cell]]


def libraries(published: Published) -> Rows:
    """Libraries, a row each, with a heading. Empty is unknown."""
    return [LIBRARY_COLUMNS, *(_library(published, one) for one in published.given)]


def services(published: Published) -> Rows:
    """Services, a row each, with a heading. Empty is unknown."""
    return [SERVICE_COLUMNS, *(_service(published, one) for one in published.catalogue)]


def offices(published: Published) -> Rows:
    """Offices that cards send to, a row each, with a heading. Empty is unknown."""
    return [OFFICE_COLUMNS, *(_office(published, one) for one in published.offices.all)]


def as_csv(rows: Rows) -> bytes:
    """UTF-8 with the mark that spreadsheet programs know it by, with commas."""
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def features(published: Published, libraries: Iterable[Library]) -> Iterator[dict[str, object]]:
    """Libraries as GeoJSON features; one that has no place on the map has no geometry."""
    for one in libraries:
        told = dict(zip(LIBRARY_COLUMNS, _library(published, one), strict=True))
        del told["latitude"], told["longitude"]
        yield {
            "type": "Feature",
            "id": one.id,
            "geometry": None
            if one.lat is None
            else {"type": "Point", "coordinates": [one.lon, one.lat]},
            "properties": {name: value for name, value in told.items() if value not in (None, "")},
        }


def _library(published: Published, one: Library) -> Sequence[Cell]:
    return (
        one.id, one.name.main, one.name.by_language.get(OTHER, ""), one.kind, one.hromada,
        one.raion, one.settlement_name, one.settlement, one.address, one.lat, one.lon,
        None if one.lat is None else str(one.approximate).lower(), BETWEEN.join(one.phones),
        one.email, one.website, one.hours, BETWEEN.join(sorted(one.capabilities)),
        BETWEEN.join(sorted(one.lacks)), BETWEEN.join(one.languages),
        one.seen.isoformat() if one.seen else None,
        one.checked.isoformat() if one.checked else None, one.source,
        published.page_of("libraries", one.id),
    )  # fmt: skip


def _service(published: Published, one: Service) -> Sequence[Cell]:
    texts = (one.provider, one.who, one.cost, one.term)
    provider, who, cost, term = (text.main if text else "" for text in texts)
    return (
        one.id, one.title.main, one.title.by_language.get(OTHER, ""), one.what.main, provider,
        one.official_url, who, BETWEEN.join(step.main for step in one.steps),
        BETWEEN.join(paper.main for paper in one.documents), cost, term, BETWEEN.join(one.need),
        one.life_event, one.checked.isoformat() if one.checked else None, one.source,
        published.page_of("services", one.id),
    )  # fmt: skip


def _office(published: Published, one: Office) -> Sequence[Cell]:
    return (
        one.id, one.kind, one.name.main, one.name.by_language.get(OTHER, ""), one.serves.value,
        one.hromada, one.raion, one.settlement_name, one.settlement, one.address, one.lat, one.lon,
        None if one.lat is None else str(one.approximate).lower(), BETWEEN.join(one.phones),
        one.email, one.website, one.hours, one.seen.isoformat() if one.seen else None,
        one.checked.isoformat() if one.checked else None, one.source,
        published.page_of("offices", one.id),
    )  # fmt: skip
