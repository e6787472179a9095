"""Coordinates in every usual way of writing them, or of copying them from a map."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.turn import Point
from bot.places.coordinates import is_in_ukraine, read_point
from bot.places.map_links import is_short_link

HERE = Point(49.6512, 26.2612)


@pytest.mark.parametrize(
    "told",
    [
        "49.6512, 26.2612",
        "49.6512,26.2612",
        "49.6512 26.2612",
        "49.6512; 26.2612",
        "49,6512; 26,2612",
        "49,6512 26,2612",
        "49,6512, 26,2612",
        "49,6512,26,2612",
        "(49.6512, 26.2612)",
        "26.2612, 49.6512",
        "N 49.6512 E 26.2612",
        "49.6512° N, 26.2612° E",
        "49.6512 пн. ш., 26.2612 сх. д.",
        "широта 49,6512 довгота 26,2612",
        "49°39′4.32″ N 26°15′40.32″ E",
        "49°39'04.32\"N 26°15'40.32\"E",
        "49° 39,072' 26° 15,672'",
        "https://www.google.com/maps/@49.6512,26.2612,17z",
        "https://www.google.com/maps/place/X/@49.1,26.1,12z/data=!3m1!4b1!4m5!3d49.6512!4d26.2612",
        "https://maps.google.com/?q=49.6512,26.2612&z=15",
        "https://www.openstreetmap.org/?mlat=49.6512&mlon=26.2612#map=17/49.6512/26.2612",
        "https://www.openstreetmap.org/#map=17/49.6512/26.2612",
        "geo:49.6512,26.2612?z=17",
    ],
)
def test_two_numbers_are_read_however_they_stand(told: str) -> None:
    found = read_point(told)
    assert found
    assert (round(found.lat, 6), round(found.lon, 6)) == (HERE.lat, HERE.lon)


@pytest.mark.parametrize("told", ["", "49.6512", "вул. Миру, 5", "5, 12, 49", "200.5, 300.5"])
def test_what_is_no_point_is_none(told: str) -> None:
    assert read_point(told) is None


@pytest.mark.parametrize("told", ["https://osm.org/go/0hzJ8Z8lk-", "osm.org/go/0hzJ8Z8lkq?m=",
                                  "https://www.openstreetmap.org/go/0hzJ8Z8l"])  # fmt: skip
def test_a_short_address_of_openstreetmap_holds_the_place(told: str) -> None:
    found = read_point(told)
    assert found
    assert (round(found.lat, 4), round(found.lon, 4)) == (HERE.lat, HERE.lon)
    assert not is_short_link(told)


@pytest.mark.parametrize("told", ["https://maps.app.goo.gl/Zx9RstaTv3rBBgeq6", "goo.gl/maps/abc",
                                  "https://osm.org/go/0hzJ8--"])  # fmt: skip
def test_a_short_link_that_tells_no_place_is_known_for_it(told: str) -> None:
    assert read_point(told) is None
    assert is_short_link(told)
    assert read_point(f"{told} 49.6512, 26.2612") == HERE


def test_a_point_abroad_is_read_and_known_for_it() -> None:
    assert read_point("-33.86, 151.2") == Point(-33.86, 151.2)
    assert not is_in_ukraine(Point(-33.86, 151.2))
    assert is_in_ukraine(HERE)


@given(st.floats(44, 53), st.floats(22, 41))
def test_what_a_form_shows_of_any_point_is_read_as_that(lat: float, lon: float) -> None:
    lat, lon = round(lat, 6), round(lon, 6)
    assert read_point(f"{lat}, {lon}") == Point(lat, lon)
