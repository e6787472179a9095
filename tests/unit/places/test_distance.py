"""Distances against known values, and the nearest against a plain look at all points."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.turn import Point
from bot.places.distance import Nearest, distance_km
from bot.places.gazetteer import Gazetteer
from tests.cpu import cpu_ms

# Great-circle distances computed independently (WGS84 geodesics differ by up to 0.5 %).
KHMELNYTSKYI, KYIV, LONDON = (49.4230, 26.9871), (50.4501, 30.5234), (51.5074, -0.1278)


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((0.0, 0.0), (0.0, 1.0), 111.195),
        ((0.0, 0.0), (1.0, 0.0), 111.195),
        ((60.0, 0.0), (60.0, 1.0), 55.597),
        ((0.0, 179.5), (0.0, -179.5), 111.195),  # over the date line
        ((90.0, 0.0), (90.0, 77.0), 0.0),  # one pole
        ((0.0, 0.0), (0.0, 180.0), 20015.1),  # half round the Earth
        ((90.0, 0.0), (-90.0, 0.0), 20015.1),
        (KHMELNYTSKYI, KYIV, 278.0),
        (KYIV, LONDON, 2132.0),
    ],
)
def test_known_distances(a: tuple[float, float], b: tuple[float, float], km: float) -> None:
    assert distance_km(a, b) == pytest.approx(km, rel=0.005, abs=1e-6)
    assert distance_km(a, b) == distance_km(b, a)


def test_no_distance_to_oneself() -> None:
    assert distance_km(KYIV, KYIV) == 0.0


LAT = st.floats(-90, 90)
LON = st.floats(-180, 180)
ANYWHERE = st.tuples(LAT, LON)
IN_UKRAINE = st.tuples(st.floats(44.3, 52.4), st.floats(22.1, 40.3))
IN_THE_OBLAST = st.tuples(st.floats(48.4, 50.6), st.floats(26.1, 27.9))


def brute_force(points: list[tuple[float, float]], at: tuple[float, float], k: int) -> list[float]:
    return sorted(distance_km(at, point) for point in points)[:k]


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.lists(ANYWHERE, max_size=25),
        st.lists(IN_UKRAINE, max_size=60),
        st.lists(IN_THE_OBLAST, max_size=60),
    ),
    st.one_of(ANYWHERE, IN_UKRAINE, IN_THE_OBLAST),
    st.integers(1, 5),
)
def test_the_nearest_are_those_of_a_plain_look_at_all(
    points: list[tuple[float, float]], at: tuple[float, float], k: int
) -> None:
    found = Nearest(points).nearest(*at, k)
    assert [km for _, km in found] == brute_force(points, at, k)
    assert all(distance_km(at, points[index]) == km for index, km in found)
    assert len({index for index, _ in found}) == len(found)


@settings(max_examples=60, deadline=None)
@given(st.lists(IN_THE_OBLAST, max_size=40), IN_UKRAINE, st.integers(2, 4))
def test_those_not_accepted_are_passed_over(
    points: list[tuple[float, float]], at: tuple[float, float], every: int
) -> None:
    found = Nearest(points).nearest(*at, 3, accept=lambda index: index % every == 0)
    assert [km for _, km in found] == brute_force(points[::every], at, 3)


def test_of_equally_near_ones_the_first_comes_first() -> None:
    points = [(50.0, 27.0), (49.0, 27.0), (49.0, 27.0), (49.0, 27.0)]
    assert [index for index, _ in Nearest(points).nearest(49.0, 27.0, 2)] == [1, 2]


def test_the_nearest_settlement_of_a_location(gazetteer: Gazetteer) -> None:
    assert gazetteer.nearest(Point(49.27, 27.43)).name == "Деражня"
    assert gazetteer.nearest(Point(48.68, 26.58)).name == "Кам’янець-Подільський"
    assert gazetteer.distance_km(Point(49.27, 27.43)) < 3


@pytest.mark.parametrize(
    ("lat", "lon"), [(44.0, 33.0), (90.0, 0.0), (-90.0, 180.0), (0.0, -180.0), (49.0, -153.0)]
)
def test_the_nearest_settlement_is_told_from_anywhere(
    gazetteer: Gazetteer, lat: float, lon: float
) -> None:
    away = gazetteer.distance_km(Point(lat, lon))
    points = [(one.point.lat, one.point.lon) for one in gazetteer.settlements if one.point]
    assert away == brute_force(points, (lat, lon), 1)[0] > 500


def test_no_point_is_infinitely_far() -> None:
    assert Nearest([]).nearest(49.0, 27.0, 3) == []


def test_ten_thousand_points_take_no_time() -> None:
    points = [(44 + 8 * (n * 0.618 % 1), 22 + 18 * (n * 0.414 % 1)) for n in range(10_000)]
    nearest = Nearest(points)

    def look_a_hundred_times() -> None:
        for n in range(100):
            nearest.nearest(45 + n * 0.06, 23 + n * 0.15, 3)

    assert cpu_ms(look_a_hundred_times, enough=500) <= 500
    assert math.isfinite(nearest.nearest(0.0, 0.0, 1)[0][1])
