"""`mistok coverage`: who has a library within reach, surely or perhaps, and what would change."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner, Result

from bot.cli.command import app
from tests.flows.another_oblast import SETTLEMENTS, content_of_another

TOWN, FORD = "UA99020010010000001", "UA99020010020000002"
FAR = "UA99040010010000003"
ALL = SETTLEMENTS + (
    f"{FAR},C,Далеке,UA99040010000000011,Далеківська,UA99040000000000012,Зарічанський,,"
    "47.5,33.1,,Далекое,\n"
)
HROMADAS = """\
code,name,type,centre,centre_code,raion_code,raion,lat,lon,population,area_km2,settlements_count
UA99020010000000009,Зарічанська,міська,Зарічани,UA99020010010000001,,Зарічанський,47.1,33.1,,,2
UA99040010000000011,Далеківська,сільська,Далеке,UA99040010010000003,,Зарічанський,47.5,33.1,,,1
"""
PEOPLE = f"katottg,population\n{TOWN},900\n{FORD},60\n{FAR},40\n"
LIBRARIES = f"""\
libraries:
  - id: zaritska
    name: {{uk: Заріцька обласна бібліотека}}
    kind: oblast
    settlement: {TOWN}
    hours: Mo-Fr 09:00-18:00; Sa,Su off
    capabilities: [wifi]
    source: https://example.com/library
    checked: 2026-11-23
  - id: brid
    name: {{uk: Бібліотека <Тихого> Броду}}
    kind: village
    settlement: {FORD}
    lacks: [printing]
    source: https://example.com/library
"""
BORDERS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"code": "UA99020010000000009"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[33.0, 47.0], [33.2, 47.0], [33.2, 47.3], [33.0, 47.0]]],
            },
        }
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = content_of_another(tmp_path)
    files = {
        "libraries/all.yaml": LIBRARIES,
        "places/settlements.csv": ALL,
        "places/hromadas.csv": HROMADAS,
        "places/population.csv": PEOPLE,
        "places/hromadas.geojson": json.dumps(BORDERS),
    }
    for name, text in files.items():
        (made / name).write_text(text)
    return made


@pytest.fixture
def run(folder: Path) -> Callable[..., Result]:
    def command(*given: str) -> Result:
        return CliRunner().invoke(app, ["coverage", *given, "--content", str(folder)])

    return command


@pytest.fixture
def count(run: Callable[..., Result]) -> Callable[..., Any]:
    return lambda *given: json.loads(run("--json", *given).stdout)


def shares(told: Any, key: str = "within") -> list[tuple[int, float, float]]:
    return [(one["km"], one["share"], one["unknown"]["share"]) for one in told[key]]


def test_people_are_counted_and_what_nobody_told_stands_apart(count: Callable[..., Any]) -> None:
    told = count()
    assert (told["counted_by"], told["people"], told["settlements"]) == ("people", 1000, 3)
    assert told["distance"] == "straight_line_km"
    assert shares(told) == [(5, 0.96, 0.0), (10, 0.96, 0.0), (20, 0.96, 0.0)]
    assert [one["name"] for one in told["hromadas_without"]] == ["Далеківська"]
    wifi = count("--offers", "wifi")  # the village has not told whether it has it
    assert shares(wifi) == [(5, 0.9, 0.06), (10, 0.9, 0.06), (20, 0.96, 0.0)]
    assert wifi["points"] == {"sure": 1, "unknown": 1, "no": 0, "without_place": 0}
    ours, far = wifi["hromadas"]
    assert (ours["points"], ours["sure"], ours["share_10km"]) == (2, 1, 0.9375)
    assert (far["points"], far["sure"], far["share_10km"], far["people"]) == (0, 0, 0.0, 40)
    assert far["centre_km"] == pytest.approx(44.5, abs=0.5)


def test_a_day_asks_for_hours(count: Callable[..., Any]) -> None:
    assert shares(count("--day", "2026-12-04"))[0] == (5, 0.9, 0.06)  # a Friday
    saturday = count("--day", "2026-12-05")  # the town's is closed, the village's unknown
    assert shares(saturday)[0] == (5, 0.0, 0.06)
    assert saturday["points"] == {"sure": 0, "unknown": 1, "no": 1, "without_place": 0}
    assert count("--day", "сб")["day"] > "2026"
    printing = count("--offers", "printing,wifi")  # lacking one of them is not having both
    assert printing["points"]["no"] == 1
    assert count("--offers", "друк, вайфай") == printing
    assert count("--offers", "друк", "--offers", "Wi-Fi") == printing


def test_libraries_without_a_place_are_named(
    folder: Path, run: Callable[..., Result], count: Callable[..., Any], tmp_path: Path
) -> None:
    file = folder / "libraries/all.yaml"
    lost = "  - id: lost\n    name: {uk: Мандрівна бібліотека}\n    kind: mobile_point\n"
    file.write_text(f"{LIBRARIES}{lost}    source: https://example.com/library\n")
    told = count()
    assert told["points"]["without_place"] == 1
    assert told["points_without_place"] == [{"id": "lost", "name": "Мандрівна бібліотека"}]
    assert "де вони на карті: Мандрівна бібліотека (lost)." in run().stdout
    run("--xlsx", str(tmp_path / "c.xlsx"))
    book = CalamineWorkbook.from_path(tmp_path / "c.xlsx")
    assert book.get_sheet_by_name("Бібліотеки").to_python()[-1][:2] == [
        "lost", "Мандрівна бібліотека",
    ]  # fmt: skip


def test_what_would_change(count: Callable[..., Any]) -> None:
    told = count("--without", "zaritska", "--with", "47.5, 33.1")
    assert shares(told)[0] == (5, 0.1, 0.0)
    assert shares(told, "before")[0] == (5, 0.96, 0.0)
    assert told["hromadas_without"] == []
    by_name = count("--with", "Далеке", "--offers", "wifi")
    assert shares(by_name)[0] == (5, 0.94, 0.06)


def test_where_people_are_not_known_settlements_are_counted(
    folder: Path, run: Callable[..., Result], count: Callable[..., Any]
) -> None:
    (folder / "places/population.csv").unlink()
    (folder / "places/hromadas.geojson").unlink()
    told = count()
    assert (told["counted_by"], told["people"]) == ("settlements", None)
    assert shares(told)[0] == (5, 0.6667, 0.0)
    said = run().stdout
    assert "рахуємо населені пункти" in said
    assert "по прямій" in said
    assert "66,7 % населених пунктів" in said


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--offers", "teleport"), "teleport"),
        (
            ("--offers", "друк,килим-літак"),
            "Не знаємо «килим-літак». Можна: комп’ютери (computers)",
        ),
        (("--day", "колись"), "2026-12-05"),
        (("--without", "nowhere"), "libraries/"),
        (("--with", "Невідоме"), "координати"),
    ],
)
def test_what_is_wrong_says_what_to_write(
    run: Callable[..., Result], given: tuple[str, str], told: str
) -> None:
    done = run("--json", *given)
    assert done.exit_code == 1
    assert told in json.loads(done.stdout)["error"]


def test_a_spreadsheet_and_a_map_are_written(run: Callable[..., Result], tmp_path: Path) -> None:
    table, picture = tmp_path / "c.xlsx", tmp_path / "c.svg"
    assert run("--xlsx", str(table), "--svg", str(picture)).exit_code == 0
    book = CalamineWorkbook.from_filelike(io.BytesIO(table.read_bytes()))
    assert book.sheet_names == ["Загалом", "Громади", "Бібліотеки"]
    rows = book.get_sheet_by_name("Громади").to_python()
    assert [row[0] for row in rows] == ["Громада", "Далеківська", "Зарічанська"]
    drawn = ElementTree.fromstring(picture.read_text())
    titles = {one.text for one in drawn.iter("{http://www.w3.org/2000/svg}title")}
    assert {"Зарічанська: 100.0 %, невідомо 0.0 %", "Бібліотека <Тихого> Броду"} <= titles


def test_broken_tables_are_named(folder: Path, run: Callable[..., Result]) -> None:
    (folder / "places/population.csv").write_text(f"katottg,population\n{TOWN},багато\n{FORD},6\n")
    (folder / "places/hromadas.geojson").write_text('{"features": [{"properties": {}}]}')
    found = CliRunner().invoke(app, ["check", str(folder)]).stdout
    assert "places/population.csv:2:1: «багато» не число людей" in found
    assert "places/hromadas.geojson:1:1: межу № 1" in found
    assert json.loads(run("--json").stdout)["people"] == 6
