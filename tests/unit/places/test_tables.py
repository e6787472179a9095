"""Tables as editors may leave them: what is broken is named with its line, the rest works."""

from pathlib import Path

import pytest

from bot.engine.turn import Point
from bot.places.gazetteer import Gazetteer, load_gazetteer
from tests.unit.places.conftest import PLACES
from tests.unit.places.small import REGION


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The real tables with a few settlements only."""
    for file in PLACES.iterdir():
        lines = file.read_text(encoding="utf-8").splitlines()
        few = lines[:40] if file.suffix == ".csv" else lines  # the borders are one object
        (tmp_path / file.name).write_text("\n".join(few) + "\n", encoding="utf-8")
    (tmp_path / "nicknames.csv").write_text("mention,code,note\n", encoding="utf-8")
    return tmp_path


def add(folder: Path, name: str, line: str) -> int:
    """Append a line and return its number."""
    file = folder / name
    text = file.read_text(encoding="utf-8") + line + "\n"
    file.write_text(text, encoding="utf-8")
    return len(text.splitlines())


def test_the_real_tables_have_no_problems(gazetteer: Gazetteer) -> None:
    assert gazetteer.problems == ()
    assert len(gazetteer.settlements) == 1451
    assert len(gazetteer.hromadas) == 60
    assert all(one.point for one in gazetteer.settlements)


def test_every_hromada_has_its_centre(gazetteer: Gazetteer) -> None:
    for hromada in gazetteer.hromadas:
        centre = gazetteer.get(hromada.centre_code)
        assert centre
        assert (centre.name, centre.hromada) == (hromada.centre, hromada.name)


def test_a_code_nobody_has() -> None:
    assert load_gazetteer(PLACES / "no such folder", REGION).get("UA00000000000000000") is None


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("nicknames.csv", "Гук,UA00000000000000000,", "немає населеного пункту"),
        ("nicknames.csv", "Гук", "рядок має бути такий"),
        ("settlements.csv", "UA1,C,Нове,UA2,Нова,UA3,Р,,північ,27.0,,,,", "координати"),
        ("settlements.csv", "UA1,C", "бракує колонки"),
        ("elsewhere.csv", ",Париж,,", "name_uk"),
    ],
)
def test_a_broken_row_is_named_and_left_out(
    folder: Path, name: str, line: str, message: str
) -> None:
    number = add(folder, name, line)
    loaded = load_gazetteer(folder, REGION)
    (problem,) = loaded.problems
    assert problem.startswith(f"places/{name}:{number}:1: ")
    assert message in problem
    assert loaded.find("у Гукові").settlements


def test_a_new_nickname_works(folder: Path) -> None:
    add(folder, "nicknames.csv", "Пташине,UA68020010010091918,як кажуть діти")
    (found,) = load_gazetteer(folder, REGION).find("живу в Пташиному").settlements
    assert found.name == "Гуків"


def test_a_new_everyday_word_is_no_village_any_more(folder: Path) -> None:
    text = "весь бурти зібрали"
    add(folder, "ordinary.txt", "Бурти")
    loaded = load_gazetteer(folder, REGION)
    assert loaded.find("які великі Бурти").settlements == ()
    assert loaded.find(text).settlements == ()
    assert loaded.find("село Бурти").settlements


def test_a_settlement_without_a_point_is_known_by_name(folder: Path) -> None:
    add(folder, "settlements.csv", "UA1,C,Безмісне,UA2,Гуківська,UA3,Р,,,,,,,")
    (found,) = load_gazetteer(folder, REGION).find("у Безмісному").settlements
    assert found.point is None


@pytest.mark.parametrize(
    "name", ["settlements.csv", "hromadas.csv", "nicknames.csv", "elsewhere.csv", "ordinary.txt"]
)
@pytest.mark.parametrize("broken", [None, b"\xff\xfe\x00broken"])
def test_a_lost_or_unreadable_file_is_named(folder: Path, name: str, broken: bytes | None) -> None:
    if broken is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(broken)
    problems = load_gazetteer(folder, REGION).problems
    assert f"places/{name}:1:1: файл не читається." in problems


def test_without_any_table_nothing_is_found_and_nothing_fails(tmp_path: Path) -> None:
    empty = load_gazetteer(tmp_path, REGION)
    assert empty.find("живу в Деражні").settlements == ()
    assert empty.distance_km(Point(49.0, 27.0)) == float("inf")
    with pytest.raises(LookupError):
        empty.nearest(Point(49.0, 27.0))
