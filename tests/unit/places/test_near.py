"""`mistok near --jsonl`: one line in, one line out."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.places.access import AccessPoints
from bot.places.gazetteer import Gazetteer
from bot.places.near import answer_line
from tests.unit.places.small import OFFICE, library

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)  # Monday, ten o'clock in Kyiv
ACCESS = AccessPoints(
    [
        library("first", 5, hours=OFFICE, has=["wifi"], approximate=True),
        library("second", 15),
        library("third", 25, has=["wifi"]),
        library("fourth", 35),
    ]
)


@pytest.fixture
def near(gazetteer: Gazetteer) -> Any:
    def answer(**line: object) -> dict[str, Any]:
        given = answer_line({"id": "x", **line}, gazetteer=gazetteer, access=ACCESS, now=NOW)
        return json.loads(json.dumps(given))  # it can be written as JSON

    return answer


def test_a_text_gives_its_place_and_the_nearest_three(near: Any) -> None:
    found = near(text="живу в Деражні")
    assert found["id"] == "x"
    assert found["places"] == [
        {
            "code": "UA68040150010024820",
            "name": "Деражня",
            "hromada": "Деражнянська",
            "raion": "Хмельницький",
        }
    ]
    assert len(found["points"]) == 3
    far = [one["distance_km"] for one in found["points"]]
    assert far == sorted(far)
    assert set(found["points"][0]) == {"id", "name", "distance_km", "open", "why"}


def test_a_location_gives_the_settlement_it_is_in(near: Any) -> None:
    found = near(lat=49.0, lon=27.0)
    assert len(found["places"]) == 1
    assert [one["id"] for one in found["points"]] == ["first", "second", "third"]
    assert found["points"][0] == {
        "id": "first",
        "name": "First",
        "distance_km": 5.0,
        "open": True,
        "why": "найближча; відстань приблизна; зараз відчинено",
    }
    assert found["points"][1]["open"] is None


@pytest.mark.parametrize(
    ("at", "is_open"),
    [("2026-11-23T09:30:00", True), ("2026-11-23T07:30:00Z", True), ("2026-11-23T07:30:00", False)],
)
def test_a_time_without_a_zone_is_kyivs(near: Any, at: str, is_open: bool) -> None:
    assert near(lat=49.0, lon=27.0, at=at)["points"][0]["open"] is is_open


def test_a_need_and_a_moment(near: Any) -> None:
    found = near(lat=49.0, lon=27.0, need=["wifi"], at="2026-11-22T12:00:00+02:00")
    assert [(one["id"], one["open"]) for one in found["points"]] == [
        ("first", False),
        ("second", None),
        ("third", None),
    ]
    assert "не відомо, чи є wifi" in found["points"][1]["why"]
    assert found["points"][0]["why"].startswith("найближча; є wifi; ")


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-23T09:00:00+02:00", True),
        ("2026-11-23T07:00:00Z", True),
        ("2026-11-23T06:59:00", False),  # without an offset it is UTC
        ("2026-11-23T18:00:00+02:00", False),
    ],
)
def test_a_moment_with_any_offset(near: Any, at: str, is_open: bool) -> None:
    assert near(lat=49.0, lon=27.0, at=at)["points"][0]["open"] is is_open


def test_an_ambiguous_name_gives_all_and_no_libraries(near: Any) -> None:
    found = near(text="Іванківці")
    assert len(found["places"]) == 7
    assert found["points"] == []


@pytest.mark.parametrize("text", ["", "де бібліотека", "я з Тернополя", "🤷"])
def test_a_text_without_a_place_gives_nothing(near: Any, text: str) -> None:
    assert near(text=text) == {"id": "x", "places": [], "points": []}


def test_just_outside_the_oblast_only_libraries_are_told(near: Any) -> None:
    found = near(lat=49.55, lon=25.6)  # Ternopil
    assert found["places"] == []
    assert len(found["points"]) == 3


@pytest.mark.parametrize(
    ("lat", "lon"), [(44.0, 33.0), (52.23, 21.01), (-33.9, 151.2), (90.0, 0.0), (0, -180)]
)
def test_at_sea_and_abroad_there_is_nothing_to_tell(near: Any, lat: float, lon: float) -> None:
    assert near(lat=lat, lon=lon) == {"id": "x", "places": [], "points": []}


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"lat": 49.0},
        {"lat": "49", "lon": 27.0},
        {"lat": 91, "lon": 27.0},
        {"lat": 49.0, "lon": 181},
        {"lat": float("nan"), "lon": 27.0},
        {"lat": True, "lon": False},
        {"lat": None, "lon": None},
        {"text": None},
        {"text": 5},
        {"text": "Деражня", "at": "tomorrow"},
        {"text": "Деражня", "at": 5},
        {"text": "Деражня", "need": "wifi"},
        {"text": "Деражня", "need": [1]},
    ],
)
def test_a_wrong_line_is_answered_with_what_is_wrong(near: Any, line: dict[str, object]) -> None:
    found = near(**line)
    assert set(found) == {"id", "error"}
    assert found["error"]


@pytest.mark.parametrize("line", [None, [], "Деражня", 5])
def test_what_is_no_object_is_told_too(gazetteer: Gazetteer, line: object) -> None:
    found = answer_line(line, gazetteer=gazetteer, access=ACCESS, now=NOW)
    assert found["id"] is None
    assert "error" in found
