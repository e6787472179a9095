"""`mistok libraries import FILE.geojson`: a map's libraries stay in their own file, under ODbL."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner, Result

from bot.app.content_index import PARSED, cache_folder
from bot.catalogue.library import Library
from bot.cli.command import app
from bot.content import load

NOTHING = {"supplements": 0, "kept": [], "unclear": [], "withheld": []}
OURS = "derazhnia-tsentralna"
TOWN = (49.26872, 27.43352)
VILLAGE = (49.243, 27.6)


def node(number: int, lat: float, lon: float, **tags: str) -> dict[str, Any]:
    given = {key.replace("__", ":"): value for key, value in tags.items()}
    return {"type": "node", "id": number, "lat": lat, "lon": lon,
            "tags": {"amenity": "library", **given}}  # fmt: skip


TOWN_NODE = node(
    1, *TOWN, name="Деражнянська міська центральна бібліотека", opening_hours="Mo-Fr 09:00-18:00",
    contact__phone="+380 3856 2-12-34", addr__street="вулиця Миру", addr__housenumber="5",
    wheelchair="no", internet_access="wlan",
)  # fmt: skip
NEW_NODE = node(2, *VILLAGE, name="Бібліотека імені Шевченка", **{"name__en": "Library"})
FAR = node(3, 50.45, 30.52, name="Далека бібліотека")  # of another oblast
SHOP = {"type": "node", "id": 4, "lat": 49.2, "lon": 27.4, "tags": {"amenity": "cafe"}}


@pytest.fixture
def folder(own_content: Path) -> Path:
    return own_content


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Callable[..., Result]:
    def command(data: object, *more: str, name: str = "map.json") -> Result:
        file = tmp_path / name
        file.write_text(data if isinstance(data, str) else json.dumps(data))
        given = ["libraries", "import", str(file), "--content", str(folder), *more]
        return CliRunner().invoke(app, given)

    return command


def overpass(*elements: object) -> dict[str, object]:
    return {"osm3s": {"timestamp_osm_base": "2026-11-01T00:00:00Z"}, "elements": elements}


def libraries(folder: Path) -> dict[str, Library]:
    loaded = load(folder, cache=cache_folder(folder) / PARSED)
    assert not [one for one in loaded.problems if one.is_error], loaded.problems
    return {one.id: one for one in loaded.content.access_points}


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted((folder / "libraries").glob("*.yaml"))}


def test_a_map_fills_in_what_we_do_not_know_and_changes_nothing_of_ours(
    folder: Path, run: Callable[..., Result]
) -> None:
    before, ours = texts(folder), libraries(folder)[OURS]
    assert (ours.phones, ours.hours, ours.approximate) == ((), None, True)
    done = run(overpass(TOWN_NODE, NEW_NODE, FAR, SHOP), "--json")
    assert json.loads(done.stdout) == {
        **NOTHING,
        "new": 1,
        "supplements": 1,
        "changed": 0,
        "same": 0,
    }
    after = texts(folder)
    assert {name: after[name] for name in before} == before  # our files stay to the byte
    kept = YAML(typ="safe").load(after["osm.yaml"])
    assert kept["licence"]["name"] == "ODbL 1.0"
    assert [one["source"] for one in kept["libraries"]] == [
        "https://www.openstreetmap.org/node/1", "https://www.openstreetmap.org/node/2"
    ]  # fmt: skip
    assert kept["libraries"][0]["supplements"] == OURS
    found = libraries(folder)
    full = found[OURS]
    assert (full.phones, full.address) == (("03856 2-12-34",), "вулиця Миру, 5")
    assert (full.hours, full.lat, full.approximate) == ("Mo-Fr 09:00-18:00", TOWN[0], False)
    assert full.hours_note
    assert "не перевірено" in full.hours_note.main
    assert full.capabilities == ours.capabilities | {"wifi", "internet_access"}
    assert full.checked == ours.checked
    assert full.own == ours  # what is given away under our own terms
    assert full.licence
    assert full.licence.by.main == "© учасники OpenStreetMap"
    assert "osm-node-1" not in found
    new = found["osm-node-2"]
    assert (new.name.in_("en"), new.checked, new.own) == ("Library", None, None)
    assert "osm-node-3" not in found


def test_what_we_checked_is_never_overwritten(folder: Path, run: Callable[..., Result]) -> None:
    file = next(path for path in (folder / "libraries").glob("*.yaml") if OURS in path.read_text())
    text = file.read_text()
    told = "    lacks: [wifi]\n    phone: ['03856 9-99-99']\n    hours: Mo-Fr 10:00-16:00\n"
    file.write_text(text.replace(f"id: {OURS}\n", f"id: {OURS}\n{told}", 1))
    assert run(overpass(TOWN_NODE)).exit_code == 0
    full = libraries(folder)[OURS]
    assert (full.phones, full.hours) == (("03856 9-99-99",), "Mo-Fr 10:00-16:00")
    assert "wifi" not in full.capabilities
    assert full.address == "вулиця Миру, 5"


def test_the_same_again_changes_nothing_and_what_changed_is_renewed(
    folder: Path, run: Callable[..., Result]
) -> None:
    run(overpass(TOWN_NODE, NEW_NODE))
    before = texts(folder)
    again = run(overpass(TOWN_NODE, NEW_NODE), "--json")
    told = json.loads(again.stdout)
    assert told == {"new": 0, "changed": 0, "same": 2, **NOTHING}
    assert texts(folder) == before
    moved = node(2, *VILLAGE, name="Бібліотека імені Шевченка", website="https://example.com")
    done = run(overpass(moved))
    assert "~ osm-node-2" in done.stdout
    new = libraries(folder)["osm-node-2"]
    assert (new.website, new.name.by_language.get("en")) == ("https://example.com", None)
    tried = run(overpass(node(5, 49.26, 27.5, name="Нова")), "--dry-run")
    assert "Це проба" in tried.stdout
    assert "osm-node-5" not in libraries(folder)


def test_geojson_is_read_as_well_and_what_is_ambiguous_is_asked(
    folder: Path, run: Callable[..., Result]
) -> None:
    square = [[[27.6, 49.24], [27.602, 49.24], [27.602, 49.246], [27.6, 49.24]]]
    shape = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"@id": "way/7", "amenity": "library", "name": "Книгозбірня"},
                "geometry": {"type": "Polygon", "coordinates": square},
            },
            {  # nobody tells which of the town's
                "type": "Feature",
                "id": "node/8",
                "properties": {"amenity": "library", "email": "не пошта"},
                "geometry": {"type": "Point", "coordinates": [26.9871, 49.4230]},
            },
        ],
    }
    done = run(shape, "--json", name="map.geojson")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["new"] == 1
    assert any("котра з наших" in one["what"] for one in told["unclear"])
    assert any("не годиться" in one["what"] for one in told["unclear"])
    assert libraries(folder)["osm-way-7"].lat == pytest.approx(49.243)


@pytest.mark.parametrize("data", ["{", "[]", '{"type": "Feature"}', '{"elements": [1, null]}'])
def test_what_is_no_map_is_told_or_left_out(
    folder: Path, run: Callable[..., Result], data: str
) -> None:
    done = run(data)
    assert "Traceback" not in done.output
    assert done.exit_code == 1 or "Зміни не потрібні" in done.output
    assert "osm.yaml" not in texts(folder)


def test_a_list_never_changes_the_map_s_file(folder: Path, run: Callable[..., Result]) -> None:
    run(overpass(NEW_NODE))
    before = texts(folder)["osm.yaml"]
    of = libraries(folder)["osm-node-2"]
    head = "Назва;Населений пункт;Громада;Телефон"
    row = f"Бібліотека імені Шевченка;{of.settlement_name};{of.hromada};067 123-45-67"
    done = run(f"{head}\n{row}\n", name="list.csv")
    assert "Нових 1" in done.stdout, done.output
    assert texts(folder)["osm.yaml"] == before


def test_what_is_given_away_keeps_to_the_licences(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    run(overpass(TOWN_NODE, NEW_NODE))

    def exported(name: str) -> str:
        given = ["export", name, "--out", str(tmp_path / name), "--content", str(folder)]
        assert CliRunner().invoke(app, given).exit_code == 0
        return (tmp_path / name).read_text()

    own = exported("libraries.csv")
    assert OURS in own
    assert "2-12-34" not in own
    assert "osm-node-2" not in own
    theirs = json.loads(exported("libraries-osm.geojson"))
    assert theirs["license"]["name"] == "ODbL 1.0"
    assert [one["id"] for one in theirs["features"]] == [OURS, "osm-node-2"]


NAMELESS = node(8, 49.4230, 26.9871)  # Khmelnytskyi has several libraries
TWIN = node(9, *TOWN, name="Деражнянська міська центральна бібліотека")


def kept(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(texts(folder)["osm.yaml"])
    return found


def test_which_of_ours_it_is_can_be_answered_and_is_remembered(
    folder: Path, run: Callable[..., Result]
) -> None:
    asked = run(overpass(NAMELESS))
    assert asked.exit_code == 1
    assert "котра з наших: " in asked.stdout
    assert "Додайте до команди --match osm-node-8=" in asked.stdout
    (one,) = json.loads(run(overpass(NAMELESS), "--json").stdout)["unclear"]
    assert one["id"] == "osm-node-8"
    assert "hounb" in one["among"]
    assert run(overpass(NAMELESS), "--match", "node/8=hounb").exit_code == 0
    assert kept(folder)["libraries"][0]["supplements"] == "hounb"
    again = run(overpass(NAMELESS), "--json")
    assert json.loads(again.stdout) == {"new": 0, "changed": 0, "same": 1, **NOTHING}


@pytest.mark.parametrize("object_", ["osm-node-8", "https://www.openstreetmap.org/node/8"])
def test_another_library_and_none_at_all_are_answers_too(
    folder: Path, run: Callable[..., Result], object_: str
) -> None:
    before = texts(folder)
    left = run(overpass(NAMELESS), "--match", f"{object_}=none")
    assert left.exit_code == 0, left.output
    assert kept(folder)["left_out"] == ["osm-node-8"]
    assert kept(folder)["libraries"] == []
    assert libraries(folder).keys() & {"osm-node-8"} == set()
    assert "Зміни не потрібні" in run(overpass(NAMELESS)).stdout
    assert run(overpass(NAMELESS), "--match", f"{object_}=нова").exit_code == 0
    assert "supplements" not in kept(folder)["libraries"][0]
    assert "osm-node-8" in libraries(folder)
    assert run(overpass(NAMELESS)).exit_code == 0  # and is not asked about, though still alike
    assert run(overpass(NAMELESS), "--match", f"{object_}=hounb").exit_code == 0
    assert kept(folder)["libraries"][0]["supplements"] == "hounb"
    assert not {"own", "left_out"} & kept(folder).keys()
    assert run(overpass(NAMELESS), "--match", f"{object_}=none").exit_code == 0
    assert kept(folder)["libraries"] == []
    assert {name: one for name, one in texts(folder).items() if name in before} == before


def test_of_two_objects_for_one_library_the_other_is_answered_for(
    folder: Path, run: Callable[..., Result]
) -> None:
    asked = run(overpass(TOWN_NODE, TWIN))
    assert "уже доповнює рядок 1" in asked.stdout
    assert "--match osm-node-9=none" in asked.stdout
    assert run(overpass(TOWN_NODE, TWIN), "--match", "node/1=none").exit_code == 0
    assert [one["id"] for one in kept(folder)["libraries"]] == ["osm-node-9"]
    assert run(overpass(TOWN_NODE, TWIN)).exit_code == 0


@pytest.mark.parametrize(
    ("match", "told"),
    [("8", "не відповідь"), ("node/8=", "не відповідь"), ("node/7=new", "такого об’єкта немає"),
     ("node/8=nema", "бібліотеки з кодом «nema» в нас немає")],
)  # fmt: skip
def test_an_answer_that_can_not_be_is_told_and_nothing_is_written(
    folder: Path, run: Callable[..., Result], match: str, told: str
) -> None:
    done = run(overpass(NAMELESS), "--match", match)
    assert done.exit_code == 1
    assert told in done.stdout
    assert "osm.yaml" not in texts(folder)
