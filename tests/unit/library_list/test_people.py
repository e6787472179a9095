"""What readers would see of a list: nobody's name, telephone or illness."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.app.content_index import content_of
from bot.app.library_people import about_people
from bot.cli.command import app as main
from bot.content.library_list.people import People
from bot.content.library_list.remarks import read_remark
from bot.learning.rules import names_in
from bot.places.gazetteer import load_gazetteer
from tests.unit.library_list.sheets import HEAD, KALNA, csv_file
from tests.unit.library_list.test_import import libraries, text

PLACES = {"гринчук", "великий олексинець", "великі мацевичі", "малі мацевичі"}
PEOPLE = People(names_in, {"олена", "наталія", "леся", "олекса"}, PLACES)


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("Мислова бібліотека (Ткачук Н.)", "Мислова бібліотека"),
        ("Мислова бібліотека (Ткачук Наталія)", "Мислова бібліотека"),
        ("Бібліотека с. Авратин, зав. Коваль О. І.", "Бібліотека с. Авратин"),
        ("Бібліотека с. Авратин – завідувачка Коваль Олена", "Бібліотека с. Авратин"),
        ("Авратинська бібліотека Коваль Олена Іванівна", "Авратинська бібліотека"),
        ("Авратинська бібліотека, моб. 067 111 22 33", "Авратинська бібліотека"),
        ("Авратинська бібліотека, біблотекар Коваль", "Авратинська бібліотека"),
        ("Авратинська бібліотека, бібліотєкарка Коваль", "Авратинська бібліотека"),
        ("Авратинська бібліотека, завідуча Коваль", "Авратинська бібліотека"),
        ("Авратинська бібліотека, завід. Коваль", "Авратинська бібліотека"),
        ("Авратинська бібліотека, дирктор Коваль", "Авратинська бібліотека"),
        ("Авратинська бібліотека, керівниця Коваль", "Авратинська бібліотека"),
        ("Авратинська бібліотека – Ткачук", "Авратинська бібліотека"),
        ("Авратинська бібліотека (Ткаченко)", "Авратинська бібліотека"),
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
        "Шевченка 12",
        "Тараса Шевченка 12",
        "Богдана Хмельницького, буд. 3",
        "Наталії Кравчук, б. 7",
        "Б. Хмельницького",
        "Б.Хмельницького",
        "Лесі Українки",
        "Біблотека Гречани",
        "Біблотеки Гречан",
        "Бібліотека – Гринчук",
        "Бібліотека с. Великий Олексинець",
        "Публічна бібліотека с. Великі Мацевичі",
        "Публічна бібліотека с. Малі Мацевичі",
        "Бібліотека – Кальна",
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


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("note", "Зав. Коваль О. І. на лікарняному, моб. 0671112233", None),
        ("note", "бібліотекаря мобілізовано", None),
        ("note", "Працює за графіком клубу", None),  # the same remark: not understood
        ("note", "Вхід з двору", "Вхід з двору"),  # an editor’s own, of nobody
        ("landmark", "питайте Ткачук Наталію", None),
        ("name", "Бібліотека-філія с. Кальна (Ткачук Н.)", "Бібліотека-філія с. Кальна"),
        ("name", "Бібліотека-філія с. Кальна", "Бібліотека-філія с. Кальна"),
    ],
)
def test_what_an_earlier_list_published_of_people_goes_with_the_next(
    folder: Path, run: Callable[..., Result], tmp_path: Path, field: str, before: str,
    after: str | None,
) -> None:  # fmt: skip
    head = (*HEAD, "Примітка")
    file = csv_file(tmp_path / "list.csv", (head, (*KALNA, "Працює за графіком клубу")))
    run(file)
    path = folder / "libraries/imported.yaml"
    told = path.read_text(encoding="utf-8")
    name = "uk: Бібліотека-філія с. Кальна"
    assert name in told
    if field == "name":
        earlier = told.replace(name, f"uk: {before}")
    else:
        earlier = told.replace("    source:", f"    {field}:\n      uk: {before}\n    source:")
    path.write_text(earlier, encoding="utf-8")
    (kalna,) = [one for id, one in libraries(folder).items() if id.startswith("kalna")]
    assert getattr(kalna, field).main == before
    is_private = after is None or after != before
    result = json.loads(run(file, "--json", "--source", "Інший лист від 20.11.2026").output)
    assert (result["changed"], result["same"]) == ((1, 0) if is_private else (0, 1))
    (kalna,) = [one for id, one in libraries(folder).items() if id.startswith("kalna")]
    found = getattr(kalna, field)
    assert (found.main if found else None) == after
    assert path.read_text(encoding="utf-8") == (told if is_private else earlier)
    assert json.loads(run(file, "--json").output)["same"] == 1


def test_people_go_where_the_library_itself_has_told_more(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    file = csv_file(tmp_path / "list.csv", (HEAD, KALNA))
    run(file)
    path = folder / "libraries/imported.yaml"
    told = path.read_text(encoding="utf-8")
    told = told.replace("067 123-45-67", "067 999-99-99")
    own = "source: Дані бібліотеки, 24.11.2026\n    note:\n      uk: Мобілізовано"
    told = re.sub(r"source: .*", own, told)
    path.write_text(told, encoding="utf-8")
    done = run(file, "--source", "Лист від 20.11.2026")
    assert "сама сказала" in done.output
    after = path.read_text(encoding="utf-8")
    assert "Мобілізовано" not in after
    assert "067 999-99-99" in after


def test_a_check_names_what_readers_see_of_people(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    run(csv_file(tmp_path / "list.csv", (HEAD, KALNA)))
    path = folder / "libraries/imported.yaml"
    told = path.read_text(encoding="utf-8")
    private = "Зав. Коваль О. І. на лікарняному"
    note = f"    note:\n      uk: {private}\n    source:"
    path.write_text(told.replace("    source:", note), encoding="utf-8")
    line = 1 + path.read_text(encoding="utf-8").splitlines().index(f"      uk: {private}")
    checked = CliRunner().invoke(main, ["check", str(folder)])
    where = f"{folder.name}/libraries/imported.yaml:{line}:"
    (said,) = [one for one in checked.output.splitlines() if one.startswith(where)]
    assert f"«{private}» – про людину" in said


def test_the_libraries_we_have_tell_of_nobody(folder: Path) -> None:
    gazetteer = load_gazetteer(folder / "places", content_of(folder).region)
    assert about_people(folder, gazetteer) == []
