"""Libraries of OpenStreetMap: Overpass JSON and GeoJSON, as facts of content."""

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from opening_hours import validate as hours_are_valid

from bot.content.library_list.phones import phones_in
from bot.content.library_list.rows import Row, Unclear, kind_of, refused
from bot.content.library_list.table import UnreadableListError
from bot.places.model import Settlement

BEGINNING: Final = b"{"
AMENITY: Final = "library"
PAGE: Final = "https://www.openstreetmap.org/"
_KINDS: Final = ("node", "way", "relation")
_NAMELESS: Final = "Бібліотека"
_PHONE: Final = ("phone", "contact:phone", "mobile", "contact:mobile")
_EMAIL: Final = ("email", "contact:email")
_SITE: Final = ("website", "contact:website", "url")

Near = Callable[[float, float], Settlement | None]  # the settlement of ours in or beside a point


@dataclass(frozen=True, slots=True)
class OsmObject:
    """One object: «node/123», its tags, where it stands in degrees."""

    number: int
    id: str
    tags: Mapping[str, str]
    lat: float
    lon: float


def is_of_the_map(body: bytes) -> bool:
    """Whether a file is one of OpenStreetMap and no table."""
    return body.removeprefix(BOM_UTF8).lstrip().startswith(BEGINNING)


def read_osm(body: bytes, name: str, today: date) -> tuple[list[OsmObject], date]:
    """All libraries of a file, and the day its map is of. Raises UnreadableListError."""
    try:
        data = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableListError(
            f"{name}: файл не читається. Збережіть його з Overpass ще раз як JSON чи GeoJSON."
        ) from error
    read = _reader(data)
    if read is None:
        raise UnreadableListError(
            f"{name}: це не Overpass JSON і не GeoJSON: немає ні elements, ні features."
        )
    return [one for one in read if one.tags.get("amenity") == AMENITY], _day(data, today)


def _day(data: Mapping[str, Any], today: date) -> date:
    about = data.get("osm3s")
    told = about.get("timestamp_osm_base") if isinstance(about, dict) else data.get("timestamp")
    try:
        return min(date.fromisoformat(str(told)[:10]), today)
    except ValueError:
        return today


def rows_of(found: Sequence[OsmObject], near: Near) -> tuple[list[Row], list[Unclear]]:
    """Them as rows, those of the oblast alone; `id` is what content calls it."""
    rows: list[Row] = []
    unclear: list[Unclear] = []
    for one in found:
        place = near(one.lat, one.lon)
        if place is not None:
            rows.append(Row(one.number, _facts(one, place, unclear), place, content_id(one.id)))
    return rows, unclear


def content_id(osm: str) -> str:
    """«node/123» → «osm-node-123»."""
    return f"osm-{osm.replace('/', '-')}"


def page_of(id: str) -> str:
    """«osm-node-123» → its page."""
    return PAGE + id.removeprefix("osm-").replace("-", "/")


def is_nameless(facts: Mapping[str, object]) -> bool:
    """Whether the map tells no name."""
    return facts["name"] == {"uk": _NAMELESS}


def _reader(data: Any) -> Iterator[OsmObject] | None:
    if isinstance(data, dict) and isinstance(data.get("elements"), list):
        return _overpass(data["elements"])
    if isinstance(data, dict) and isinstance(data.get("features"), list):
        return _geojson(data["features"])
    return None


def _overpass(elements: list[Any]) -> Iterator[OsmObject]:
    for number, one in enumerate(elements, 1):
        if not isinstance(one, dict) or one.get("type") not in _KINDS:
            continue
        middle = one if "lat" in one else one.get("center") or one.get("bounds") or {}
        point = _point_of(middle)
        if point is not None and isinstance(one.get("id"), int):
            yield OsmObject(number, f"{one['type']}/{one['id']}", _tags(one.get("tags")), *point)


def _geojson(features: list[Any]) -> Iterator[OsmObject]:
    for number, one in enumerate(features, 1):
        if not isinstance(one, dict):
            continue
        tags = _tags(one.get("properties"))
        id = str(tags.get("@id") or one.get("id") or "")
        kind, _, digits = id.partition("/")
        point = _middle((one.get("geometry") or {}).get("coordinates"))
        if kind in _KINDS and digits.isdecimal() and point is not None:
            yield OsmObject(number, id, tags, *point)


def _tags(given: Any) -> dict[str, str]:
    told = given if isinstance(given, dict) else {}
    return {str(key): value.strip() for key, value in told.items() if isinstance(value, str)}


def _point_of(told: Mapping[str, Any]) -> tuple[float, float] | None:
    try:
        if "minlat" in told:
            lat = (float(told["minlat"]) + float(told["maxlat"])) / 2
            return lat, (float(told["minlon"]) + float(told["maxlon"])) / 2
        return float(told["lat"]), float(told["lon"])
    except (KeyError, TypeError, ValueError):
        return None


def _middle(coordinates: Any) -> tuple[float, float] | None:
    """The middle of the box round any geometry."""
    points = list(_points(coordinates))
    if not points:
        return None
    lons, lats = zip(*points, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def _points(given: Any) -> Iterator[tuple[float, float]]:
    if not isinstance(given, list):
        return
    if len(given) >= 2 and all(isinstance(one, int | float) for one in given[:2]):
        yield float(given[0]), float(given[1])
        return
    for one in given:
        yield from _points(one)


def _facts(one: OsmObject, place: Settlement, unclear: list[Unclear]) -> dict[str, object]:
    tags = one.tags
    name = " ".join((tags.get("name:uk") or tags.get("name") or _NAMELESS).split())
    facts: dict[str, object] = {
        "name": {"uk": name} | ({"en": tags["name:en"]} if tags.get("name:en") else {}),
        "kind": kind_of(name, place),
        "settlement": place.code, "settlement_name": place.name, "hromada": place.hromada,
        "lat": round(one.lat, 6), "lon": round(one.lon, 6),
    }  # fmt: skip
    street, house = tags.get("addr:street", ""), tags.get("addr:housenumber", "")
    if street:
        facts["address"] = f"{street}, {house}" if house else street
    phones, _ = phones_in("; ".join(filter(None, (tags.get(key, "") for key in _PHONE))))
    facts |= {"phone": list(phones)} if phones else {}
    for field, keys in (("email", _EMAIL), ("website", _SITE)):
        if told := next((tags[key] for key in keys if tags.get(key)), ""):
            facts[field] = told
    if (hours := tags.get("opening_hours", "")) and hours_are_valid(hours):
        facts["hours"] = hours
    has, lacks = _capabilities(tags)
    facts |= {"capabilities": has} if has else {}
    facts |= {"lacks": lacks} if lacks else {}
    unclear += (
        Unclear(one.number, f"{one.id}: «{facts.pop(wrong, '')}» не годиться.", wrong)
        for wrong in refused(facts)
    )
    return facts


def _capabilities(tags: Mapping[str, str]) -> tuple[list[str], list[str]]:
    has, lacks = [], []
    internet = tags.get("internet_access", "")
    if internet in {"yes", "wlan", "wired", "terminal"}:
        has.append("internet_access")
    if internet == "wlan":
        has.append("wifi")
    if internet == "no":
        lacks.append("internet_access")
    if tags.get("wheelchair") == "yes":
        has.append("accessible_entrance")
    if tags.get("wheelchair") == "no":
        lacks.append("accessible_entrance")
    return has, lacks
