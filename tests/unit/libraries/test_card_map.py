"""The map of a library's card: what it draws, and that a place of it is told back exactly."""

import math
import re
from copy import copy

import pytest

from bot.app.content_index import ContentIndex
from bot.engine.turn import Point
from bot.libraries.pages.card_map import card_map, osm_at
from bot.places.gazetteer import Gazetteer

DERAZHNIA = "UA68040150010024820"


@pytest.fixture
def gazetteer(content_index: ContentIndex) -> Gazetteer:
    return content_index.gazetteer


def test_its_own_settlement_is_named_first_and_all_around_it(gazetteer: Gazetteer) -> None:
    drawn = card_map(gazetteer, DERAZHNIA, Point(49.27, 27.43), "Де <бібліотека>")
    assert drawn
    first, *others = drawn.known["places"]
    assert first == ["Деражня", "Деражнянська", 0, 0]
    names = {one[0] for one in others}
    assert {"Літки", "Теперівка", "Хмельницький", "Шепетівка"} <= names
    assert len(drawn.svg) < 30_000
    assert "Де &lt;бібліотека&gt;" in drawn.svg
    assert drawn.osm == osm_at(Point(49.27, 27.43), 18)


def test_the_pin_stands_where_the_script_would_put_it(gazetteer: Gazetteer) -> None:
    pin = Point(49.2931, 27.3015)
    drawn = card_map(gazetteer, DERAZHNIA, pin, "")
    assert drawn
    found = re.search(r'class="pin" r="[\d.]+" cx="(-?\d+)" cy="(-?\d+)" ', drawn.svg)
    assert found
    x, y = map(int, found.groups())
    known = drawn.known
    lat = known["lat"] - y / known["per"]
    lon = known["lon"] + x / (math.cos(math.radians(known["lat"])) * known["per"])
    assert abs(lat - pin.lat) < 0.0001
    assert abs(lon - pin.lon) < 0.0001


def test_without_a_pin_none_is_shown_and_without_a_settlement_there_is_no_map(
    gazetteer: Gazetteer,
) -> None:
    drawn = card_map(gazetteer, DERAZHNIA, None, "")
    assert drawn
    assert 'class="pin" r="77.7" cx="0" cy="0" hidden' in drawn.svg
    assert drawn.osm.startswith("https://www.openstreetmap.org/?mlat=49.26685&mlon=27.43228#map=15")
    assert card_map(gazetteer, "", None, "") is None


def test_where_no_border_is_known_the_settlements_are_enough(gazetteer: Gazetteer) -> None:
    without = copy(gazetteer)
    without.borders = {}
    drawn = card_map(without, DERAZHNIA, None, "")
    assert drawn
    assert 'viewBox="-800 -600 1600 1200"' in drawn.svg  # 16 km
