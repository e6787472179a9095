"""With other oblasts brought in: ours go first, what stands near picks, the rest is as before."""

from pathlib import Path

import pytest

from bot.engine.turn import Point
from bot.places.distance import distance_km
from bot.places.gazetteer import MANY, Gazetteer, load_gazetteer
from tests.unit.places.conftest import Where
from tests.unit.places.small import REGION

YAMPIL = "Ямпіль Ямпільська"
IVANKIVTSI = "Іванківці {} Житомирська"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ямпіль", YAMPIL),
        ("живу в Ямполі", YAMPIL),
        ("Ямпіль Хмельницької області", YAMPIL),
        ("Yampil", YAMPIL),
        ("у Городку", "Городок Городоцька"),
        ("Городоцька громада", "Городок Городоцька"),
        ("раніше жив у Києві, тепер Городок", "Городок Городоцька"),
        ("живу в Бершаді, працюю в Летичеві", "Летичів Летичівська"),
    ],
)
def test_ours_go_first(there: Where, text: str, place: str) -> None:
    assert there(text) == place


def test_all_of_ours_are_offered_and_only_ours(there: Where, hromadas: Where) -> None:
    ours = hromadas("Іванківці").split(", ")
    assert there("Іванківці") == ", ".join(f"Іванківці {hromada}" for hromada in ours)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ямпіль Вінницької області", f"{YAMPIL} Вінницька"),
        ("Вінницька обл., м. Ямпіль", f"{YAMPIL} Вінницька"),
        ("Ямпіль, що на Вінниччині", f"{YAMPIL} Вінницька"),
        ("Ямполь Винницкой области", f"{YAMPIL} Вінницька"),
        ("Yampil, Vinnytska oblast", f"{YAMPIL} Вінницька"),
        ("у Ямполі Сумської області", f"{YAMPIL} Сумська"),
        ("Городок Львівської області", "Городок Городоцька Львівська"),
        ("Городоцька громада Львівської області", "Городок Городоцька Львівська"),
        ("Іванківці Любарської громади", IVANKIVTSI.format("Любарська")),
        ("Любарська громада, с. Іванківці", IVANKIVTSI.format("Любарська")),
        ("Іванківці Бердичівського району", IVANKIVTSI.format("Семенівська")),
        ("с. Ободівка Тростянецького району", "Ободівка Ободівська Вінницька"),
    ],
)
def test_what_stands_near_picks_a_namesake_elsewhere(there: Where, text: str, place: str) -> None:
    assert there(text) == place


@pytest.mark.parametrize(
    "text",
    ["живу в Бершаді", "Bershad", "з Бершаді я", "м. Бершадь", "Бершадська громада",
     "у Бершадській громаді", "Бершадський район", "Bershadska hromada", "бершадь"],
)  # fmt: skip
def test_places_elsewhere_in_any_form(there: Where, text: str) -> None:
    assert there(text) == "Бершадь Бершадська Вінницька"


def test_homonyms_elsewhere_are_offered(there: Where) -> None:
    villages = ["Малинська Житомирська", "Ободівська Вінницька", "Скориківська Тернопільська"]
    assert there("в Ободівці") == ", ".join(f"Ободівка {one}" for one in villages)
    assert there("Ободівка Вінницької області") == "Ободівка Ободівська Вінницька"


def test_a_city_goes_before_villages_unless_a_village_is_named(there: Where) -> None:
    assert there("живу в Рівному") == "Рівне Рівненська Рівненська"
    assert there("живу в селі Рівне") == "Рівне Мурованокуриловецька Вінницька"
    assert there("Київ") == "Київ  Київ"


@pytest.mark.parametrize(
    "text",
    ["переїхали з Харкова", "служить під Бершаддю", "їду в Бершадь через Умань",
     "вулиця Бершадська", "бар зачинено", "Київська область", "де бібліотека",
     "на бершадь подивитися цікаво мені"],
)  # fmt: skip
def test_what_is_no_place_where_one_lives(there: Where, text: str) -> None:
    assert there(text) == ""


def test_many_of_one_name_are_too_many_to_ask(country: Path, tmp_path: Path) -> None:
    lines = (country / "country.csv").read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if "Ободівка" in line)
    copies = [f"UA99{at:015d}{line[19:]}" for at in range(20)]
    for file in country.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    text = "\n".join((*lines, *copies, ""))
    (tmp_path / "country.csv").write_text(text, encoding="utf-8")
    found = load_gazetteer(tmp_path, REGION).find("в Ободівці").settlements
    assert len(found) == MANY


def test_a_settlement_by_its_code(gazetteer_of_all: Gazetteer) -> None:
    bershad = gazetteer_of_all.get("UA05040010010024726")
    assert bershad is not None
    assert (bershad.name, bershad.oblast, bershad.category) == ("Бершадь", "Вінницька", "M")
    assert gazetteer_of_all.get("UA05040010010024727") is None
    assert gazetteer_of_all.get("UA0504") is None


def test_the_nearest_may_lie_elsewhere_but_ours_tell_how_far(gazetteer_of_all: Gazetteer) -> None:
    bershad = Point(48.368, 29.524)
    assert gazetteer_of_all.nearest(bershad).name == "Бершадь"
    assert gazetteer_of_all.distance_km(bershad) > 100
    assert gazetteer_of_all.nearest(Point(49.42, 27.0)).oblast == ""


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ("UA05,C", 3),
        ("UA05040010010024726,M,Бершадь,,,,,Вінницька,північ,29.5,,,", 3),
        ("UA01040010010024726,M,Бершадь,,,,,Вінницька,48.3,29.5,,,", 3),
    ],
)
def test_a_broken_row_is_named_and_left_out(
    country: Path, tmp_path: Path, broken: str, line: int
) -> None:
    for file in country.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    lines = (tmp_path / "country.csv").read_text(encoding="utf-8").splitlines()
    text = "\n".join((*lines[:2], broken, *lines[2:], ""))
    (tmp_path / "country.csv").write_text(text, encoding="utf-8")
    loaded = load_gazetteer(tmp_path, REGION)
    (problem,) = loaded.problems
    assert problem.startswith(f"places/country.csv:{line}:1: рядок зіпсовано")
    assert len(loaded.country) == len(lines) - 1


@pytest.mark.parametrize("broken", [b"", b"\xff\xfe", b"katottg;name\n"])
def test_another_file_in_its_place_is_named(country: Path, tmp_path: Path, broken: bytes) -> None:
    for file in country.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "country.csv").write_bytes(broken)
    loaded = load_gazetteer(tmp_path, REGION)
    (problem,) = loaded.problems
    assert "places/country.csv:1:1: " in problem
    assert loaded.find("живу в Деражні").settlements


def test_the_nearest_settlements_are_those_of_every_oblast(gazetteer_of_all: Gazetteer) -> None:
    border = next(one for one in gazetteer_of_all.settlements if one.name == "Волочиськ")
    assert border.point
    found = gazetteer_of_all.around(border.point, 400)
    assert found[0] is border
    here = (border.point.lat, border.point.lon)
    far = [distance_km(here, (one.point.lat, one.point.lon)) for one in found if one.point]
    assert far == sorted(far)
    assert any(one.oblast for one in found)
    assert len(found) == 400
