"""`mistok near --jsonl`: from a text or a point to places and the libraries near them."""

from collections.abc import Mapping
from datetime import datetime

from bot.engine.turn import Point
from bot.places.access import AccessPoints, Near
from bot.places.distance import FAR_KM, INSIDE_KM, distance_km
from bot.places.gazetteer import Gazetteer
from bot.places.model import Settlement
from bot.places.opening import KYIV
from bot.places.reasons import in_words

MANY = 3


def answer_line(
    line: object, *, gazetteer: Gazetteer, access: AccessPoints, now: datetime
) -> dict[str, object]:
    """Answer one line.

    Args:
        line: {"id", "text"} or {"id", "lat", "lon"} in degrees; "at" is an ISO time (UTC when it
            has no offset), "need" a list of capabilities.
        gazetteer: finds the place.
        access: finds the libraries.
        now: an aware moment, when the line has no "at".

    Returns:
        {"id", "places", "points"}. A place that is ambiguous gets no points: one must ask first;
        so does a place too far away. A wrong line gives {"id", "error"}.
    """
    given = line if isinstance(line, Mapping) else {}
    number = given.get("id")
    try:
        return {"id": number, **_answer(given, gazetteer, access, now)}
    except (KeyError, TypeError, ValueError) as error:
        reason = str(error) if isinstance(error, ValueError) else f"wrong or missing: {error}"
        return {"id": number, "error": reason}


def _answer(
    given: Mapping[str, object], gazetteer: Gazetteer, access: AccessPoints, now: datetime
) -> dict[str, object]:
    at, need = _moment(given.get("at"), now), _need(given.get("need"))
    point: Point | None
    if "text" in given:
        text = given["text"]
        if not isinstance(text, str):
            raise ValueError("`text` must be a text")
        settlements = list(gazetteer.find(text).settlements)
        point = settlements[0].point if len(settlements) == 1 else None
    else:
        point = Point(_degrees(given, "lat", 90), _degrees(given, "lon", 180))
        settlements = _around(point, gazetteer)
    if point and gazetteer.distance_km(point) > FAR_KM:
        point = None
    here = settlements[0].code if settlements else ""
    found = access.explained(point, at=at, need=need, here=here, many=MANY) if point else []
    return {
        "places": [_place(one) for one in settlements],
        "points": [_point(one, access, at) for one in found],
    }


def _around(point: Point, gazetteer: Gazetteer) -> list[Settlement]:
    """The settlement in or beside which a point lies."""
    try:
        nearest = gazetteer.nearest(point)
    except LookupError:
        return []
    middle = nearest.point or point
    away = distance_km((point.lat, point.lon), (middle.lat, middle.lon))
    return [nearest] if away <= INSIDE_KM else []


def _place(one: Settlement) -> dict[str, object]:
    return {"code": one.code, "name": one.name, "hromada": one.hromada, "raion": one.raion}


def _point(one: Near, access: AccessPoints, at: datetime) -> dict[str, object]:
    return {
        "id": one.library.id,
        "name": one.library.name.main,
        "distance_km": round(one.km, 2),
        "open": access.opening(one.library, at).is_open,
        "why": in_words(one.why),
    }


def _moment(value: object, now: datetime) -> datetime:
    if value is None:
        return now
    if not isinstance(value, str):
        raise ValueError("`at` must be a time like 2026-11-23T10:00:00+02:00")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("`at` must be a time like 2026-11-23T10:00:00+02:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=KYIV)


def _need(value: object) -> frozenset[str]:
    if value is None:
        return frozenset()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError("`need` must be a list of capabilities")
    return frozenset(value)


def _degrees(given: Mapping[str, object], name: str, limit: int) -> float:
    value = given.get(name)
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not -limit <= value <= limit
    ):
        raise ValueError(f"give `text`, or `lat` and `lon`: `{name}` must be -{limit} … {limit}")
    return float(value)
