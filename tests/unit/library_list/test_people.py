"""What readers would see of a list: nobody's name, telephone or illness."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from bot.content.library_list.people import People
from bot.content.library_list.remarks import read_remark
from bot.learning.rules import names_in
from tests.unit.library_list.sheets import HEAD, KALNA, csv_file
from tests.unit.library_list.test_import import libraries, text

PEOPLE = People(names_in, {"олена", "наталія", "леся"})


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("Мислова бібліотека (Ткачук Н.)", "Мислова бібліотека"),
        ("Мислова бібліотека (Ткачук Наталія)", "Мислова бібліотека"),
        ("Бібліотека с. Авратин, зав. Коваль О. І.", "Бібліотека с. Авратин"),
        ("Бібліотека с. Авратин – завідувачка Коваль Олена", "Бібліотека с. Авратин"),
        ("Авратинська бібліотека Коваль Олена Іванівна", "Авратинська бібліотека"),
        ("Авратинська бібліотека, моб. 067 111 22 33", "Авратинська бібліотека"),
        ("вул. Миру, 5, тел. 0671112233", "вул. Миру, 5"),
        ("вул. Миру, 5 (т. 2-15-45)", "вул. Миру, 5"),
        ("вул. Миру, 5, бібліотекар Коваль О.І., 067-111-22-33", "вул. Миру, 5"),
    ],
)
def test_a_person_and_a_telephone_are_cut(told: str, left: str) -> None:
    found, cut = PEOPLE.cut(told)
    assert (found, bool(cut)) == (left, True)


@pytest.mark.parametrize(
    "told",
    [
        "Бібліотека ім. Лесі Українки",
        "Бібліотека імені Т. Г. Шевченка",
        "Публічна бібліотека імені Коваль Олени Іванівни",
        "Головна бібліотека",
        "Бібліотека Будинку працівників освіти",
        "Дитяча бібліотека «Олена Пчілка»",
        "Бібліотека-філія № 12 с. Велика Клітна",
        "вул. Т. Шевченка, 5",
        "вул. Шевченка Т. Г., 5-А",
        "Шевченка Т. Г., 5",
        "31200, м. Волочиськ, вул. Незалежності, 12, 2-й поверх",
        "вул. Церковна, 10",
    ],
)
def test_whose_name_a_library_or_a_street_has_stays(told: str) -> None:
    assert PEOPLE.cut(told) == (told, ())


@pytest.mark.parametrize(
    ("told", "closed", "has", "lacks", "rest"),
    [
        ("закрито на ремонт", "закрито на ремонт", set(), set(), ""),
        ("Є друк і сканування. Немає туалету.", "", {"printing", "scanning"}, {"toilet"}, ""),
        ("є зламаний принтер", "", set(), set(), "є зламаний принтер"),
        ("є друк, але зламаний", "", set(), set(), "є друк, але зламаний"),
        ("Зав. Коваль О. І. на лікарняному, моб. 0671112233", "", set(), set(),
         "Зав. Коваль О. І. на лікарняному, моб. 0671112233"),
        ("бібліотекаря мобілізовано", "", set(), set(), "бібліотекаря мобілізовано"),
        ("не працює через хворобу Ткачук", "не працює через хворобу Ткачук", set(), set(),
         "не працює через хворобу Ткачук"),
        ("закрито на ремонт, ключ у Олени", "закрито на ремонт", set(), set(),
         "закрито на ремонт, ключ у Олени"),
    ],
)  # fmt: skip
def test_of_a_remark_counts_what_is_understood(
    told: str, closed: str, has: set[str], lacks: set[str], rest: str
) -> None:
    found = read_remark(told, PEOPLE)
    assert (found.closed, found.has, found.lacks, found.rest) == (closed, has, lacks, rest)


def test_nothing_of_people_is_published_and_all_of_it_is_told(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    head = (*HEAD, "Примітка", "Як знайти")
    private = "Зав. Коваль О. І. на лікарняному, моб. 0671112233. Є генератор"
    row = (KALNA[0], f"{KALNA[1]} (Ткачук Н.)", *KALNA[2:4], "вул. Шкільна, 1, тел. 067 999 88 77",
           "067 1234567", *KALNA[6:], private, "питайте Ткачук Наталію")  # fmt: skip
    file = csv_file(tmp_path / "list.csv", (head, row))
    tried = run(file, "--dry-run").output
    assert "рядок 2: примітку не оприлюднюємо: «Зав. Коваль О. І. на лікарняному" in tried
    assert "прибрали «Ткачук Н.»" in tried
    assert "адреса: вул. Шкільна, 1; телефон: 067 123-45-67; години: пн вихідний; вт–сб" in tried
    told = json.loads(run(file, "--json").output)
    assert [one["row"] for one in told["withheld"]] == [2]
    written = text(folder)["imported.yaml"]
    for one in ("Коваль", "лікарнян", "0671112233", "Ткачук", "999"):
        assert one not in written
    (kalna,) = [one for id, one in libraries(folder).items() if id.startswith("kalna")]
    assert "generator" in kalna.capabilities
    assert (kalna.note, kalna.landmark) == (None, None)


@pytest.mark.parametrize(
    "told", ["не працює через хворобу завідувачки", "закрито, Коваль О. І. на лікарняному"]
)
def test_why_it_is_closed_is_told_of_no_person(
    folder: Path, run: Callable[..., Result], tmp_path: Path, told: str
) -> None:
    rows = ((*HEAD, "Примітка"), (*KALNA, told))
    assert run(csv_file(tmp_path / "list.csv", rows)).exit_code == 0
    (kalna,) = [one for id, one in libraries(folder).items() if id.startswith("kalna")]
    assert kalna.hours == "off"
    assert kalna.hours_note
    assert kalna.hours_note.main in ("Зараз не працює.", "Закрито.")


def test_a_telephone_beside_a_name_is_asked_about(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    row = (*KALNA[:5], "Коваль О. І., 067 1234567")
    done = run(csv_file(tmp_path / "list.csv", (HEAD, row)))
    assert "стоїть біля імені" in done.output
    (kalna,) = [one for id, one in libraries(folder).items() if id.startswith("kalna")]
    assert kalna.phones == ()
