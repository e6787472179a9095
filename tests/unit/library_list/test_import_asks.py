"""Where a library of a list is, whether we have it already, what is wrong with its telephone."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from bot.places.opening import KYIV
from tests.unit.library_list.sheets import CENTRAL, HEAD, csv_file
from tests.unit.library_list.test_import import libraries

TODAY = f"{datetime.now(KYIV):%d.%m.%Y}"


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (HEAD[1:4], ("Бібліотека", "UA68040150130094857", "")),
        (HEAD[1:4], ("Бібліотека", "Іванківці UA68040150130094857", "")),
        (HEAD[1:4], ("Бібліотека", "Іванківці (УА68040150130094857)", "")),
        ((*HEAD[1:3], "КАТОТТГ"), ("Бібліотека", "Іванківці", "UA68040150130094857")),
        ((*HEAD[1:3], "Код КАТОТТГ"), ("Бібліотека", "с. Іванківці", "68040150130094857")),
        (HEAD[1:3], ("Бібліотека UA68040150130094857", "")),
        ((*HEAD[1:4], "Код КАТОТТГ"), ("Бібліотека", "Іванківці", "Деражнянська",
                                       "UA68040150000077185")),
    ],
)  # fmt: skip
def test_a_code_says_which_of_several_places(
    folder: Path, run: Callable[..., Result], tmp_path: Path, head: Any, cells: Any
) -> None:
    done = run(csv_file(tmp_path / "list.csv", (head, cells)))
    assert done.exit_code == 0, done.output
    (new,) = [one for one in libraries(folder).values() if one.source.startswith("Список")]
    assert (new.settlement, new.name.main) == ("UA68040150130094857", "Бібліотека")
    assert new.raion == "Хмельницький"


@pytest.mark.parametrize(
    ("place", "code", "asked"),
    [
        ("Деражня", "UA68040150130094857", "– це Іванківці, а написано «Деражня»"),
        ("", "UA68040150139999999", "серед наших населених пунктів немає"),
        ("Іванківці", "", "Впишіть код КАТОТТГ замість назви населеного пункту: Іванківці,"),
    ],
)
def test_a_code_that_says_something_else_is_asked_about(
    run: Callable[..., Result], tmp_path: Path, place: str, code: str, asked: str
) -> None:
    rows = ((*HEAD[1:3], "КАТОТТГ"), ("Книгозбірня", place, code))
    done = run(csv_file(tmp_path / "list.csv", rows), "--dry-run")
    assert done.exit_code == 1
    assert asked in done.output


def test_a_name_made_of_the_village_is_that_of_its_library(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    before = libraries(folder)
    (ours,) = [one for one in before.values() if one.name.main == "Сільська бібліотека, с. Говори"]
    row = ("Говорівська бібліотека-філія", "Говори", ours.hromada or "", "067 123 45 67")
    done = run(csv_file(tmp_path / "list.csv", ((*HEAD[1:4], "Телефон"), row)))
    assert done.exit_code == 0, done.output
    found = libraries(folder)
    assert found.keys() == before.keys()
    assert found[ours.id].phones == ("067 123-45-67",)


def test_a_second_library_of_a_village_is_asked_about_till_it_is_told_new(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    before = libraries(folder)
    (ours,) = [one for one in before.values() if one.name.main == "Сільська бібліотека, с. Говори"]
    head, row = (*HEAD[1:4], "id"), ("Книгозбірня церкви", "Говори", ours.hromada or "")
    done = run(csv_file(tmp_path / "list.csv", (head, (*row, ""))))
    assert "у цьому селі вже є «Сільська бібліотека, с. Говори»" in done.output
    assert ours.id in done.output
    assert libraries(folder).keys() == before.keys()
    told = csv_file(tmp_path / "list.csv", (head, (*row, "нова")))
    assert run(told).exit_code == 0
    assert len(libraries(folder)) == len(before) + 1
    assert json.loads(run(told, "--json").output)["same"] == 1


@pytest.mark.parametrize(
    ("number", "asked"),
    [
        ("2-15-45", "«2-15-45» неповний. Впишіть його з кодом міста"),
        ("06711122341", "«06711122341» задовгий: 11 цифр, а має бути 10"),
        ("9671112234", "«9671112234» починається не з нуля"),
    ],
)
def test_what_is_wrong_with_a_telephone_is_said(
    run: Callable[..., Result], tmp_path: Path, number: str, asked: str
) -> None:
    done = run(csv_file(tmp_path / "list.csv", (HEAD, (*CENTRAL[:5], number))), "--dry-run")
    assert asked in done.output


@pytest.mark.parametrize(
    ("name", "place", "asked"),
    [
        ("Бібліотека с. Кальна", "Кальнна Нижня", "«Кальнна Нижня» не знаємо"),
        ("Бібліотека с. Гречана", "Деражня", "у назві «Гречана», а місце – Деражня"),
        ("Бібліотека с.Гречана", "Деражня", "у назві «Гречана», а місце – Деражня"),
        ("Бібліотека с. Говори", "Кальна", "у назві «Говори», а місце – Кальна"),
        ("Галузинська бібліотека", "Кальна", "у назві «Галузинська», а місце – Кальна"),
        ("Філія Божиковецької бібліотеки", "Кальна", "у назві «Божиковецької», а місце – Кальна"),
    ],
)
def test_a_village_that_is_misspelt_or_another_in_the_name_is_asked_about(
    run: Callable[..., Result], tmp_path: Path, name: str, place: str, asked: str
) -> None:
    rows = (HEAD[1:4], (name, place, "Деражнянська"))
    done = run(csv_file(tmp_path / "list.csv", rows), "--dry-run")
    assert asked in done.output
    assert "Нових 0" in done.output


@pytest.mark.parametrize(
    ("name", "place"),
    [("Деражнянська бібліотека, філія", "Кальна"), ("Кальнянська бібліотека", "Кальна"),
     ("Українська бібліотека", "Кальна"), ("Галузинська бібліотека", "Галузинці"),
     ("Божиковецька бібліотека", "Божиківці"), ("Бібліотека села Кальни", "Кальна"),
     ("Кальнянська сільська бібліотека", "Кальна"), ("Бібліотека імені Шевченка", "Кальна")],
)  # fmt: skip
def test_a_name_that_tells_of_the_hromada_or_the_village_itself_is_taken(
    run: Callable[..., Result], tmp_path: Path, name: str, place: str
) -> None:
    rows = (HEAD[1:4], (name, place, "Деражнянська"))
    assert "Нових 1" in run(csv_file(tmp_path / "list.csv", rows), "--dry-run").output


@pytest.mark.parametrize(
    ("address", "phone"), [("вул. Миру, 5", ""), ("вул. Інша, 7", "(03856) 2-15-45")]
)
def test_the_telephone_or_address_of_another_library_is_asked_about(
    folder: Path, run: Callable[..., Result], tmp_path: Path, address: str, phone: str
) -> None:
    run(csv_file(tmp_path / "list.csv", (HEAD, CENTRAL)))
    head = (*HEAD[1:6], "id")
    row = ("Книгозбірня молоді", "Деражня", "Деражнянська", address, phone)
    done = run(csv_file(tmp_path / "more.csv", (head, (*row, ""))))
    assert "такий самий телефон або адреса, як у «Деражнянська" in done.output
    assert "derazhnia-tsentralna" in done.output
    assert "Нових 1" in run(csv_file(tmp_path / "more.csv", (head, (*row, "нова")))).output


def test_a_street_is_the_same_without_its_sign(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    run(csv_file(tmp_path / "list.csv", (HEAD, CENTRAL)))
    before = libraries(folder)["derazhnia-tsentralna"]
    for address in ("Миру 5", "вулиця Миру, буд. 5", "вул.Миру 5"):
        again = csv_file(tmp_path / "again.csv", (HEAD, (*CENTRAL[:4], address, *CENTRAL[5:])))
        assert json.loads(run(again, "--json").output)["same"] == 1, address
    assert libraries(folder)["derazhnia-tsentralna"] == before
    other = csv_file(tmp_path / "more.csv", (HEAD[1:5], (
        "Книгозбірня молоді", "Деражня", "Деражнянська", "Миру 5")))  # fmt: skip
    assert "такий самий телефон або адреса" in run(other, "--dry-run").output


BRANCHES = [(name, name.split()[-1], "Деражнянська", "(03856) 2-15-45")
            for name in ("Бібліотека с. Кальна", "Бібліотека с. Галузинці",
                         "Книгозбірня с. Божиківці", "Бібліотека с. Гатна")]  # fmt: skip


@pytest.mark.parametrize("centre", ["in the list", "known", "nowhere"])
def test_the_centres_telephone_is_asked_about_once_and_remembered(
    folder: Path, run: Callable[..., Result], tmp_path: Path, centre: str
) -> None:
    head = (*HEAD[1:4], "Телефон")
    own = (*CENTRAL[1:4], CENTRAL[5])
    if centre == "known":
        assert run(csv_file(tmp_path / "centre.csv", (head, own))).exit_code == 0
    rows = [*([own] if centre == "in the list" else []), *BRANCHES]
    file = csv_file(tmp_path / "list.csv", (head, *rows))
    done = run(file)
    assert done.exit_code == 1
    asked = [line for line in done.output.splitlines() if line.startswith("?")]
    assert len(asked) == 1, asked
    assert "телефон 03856 2-15-45 стоїть біля бібліотек кількох сіл" in asked[0]
    assert ("це телефон «Деражнянська міська центральна" in asked[0]) == (centre != "nowhere")
    source = f"Список «{file.name}» від {TODAY}"
    branches = ("Кальна", "Галузинці", "Божиківці", "Гатна")
    known = libraries(folder)
    ours = [one for one in known.values() if one.source == source
            and one.name.main.endswith(branches)]  # fmt: skip
    assert len(ours) == len(BRANCHES)
    assert not any(one.phones for one in ours)
    answered = run(file, "--shared-phones")
    assert answered.exit_code == 0, answered.output
    known = libraries(folder)
    assert all(known[one.id].phones == ("03856 2-15-45",) for one in ours)
    again = run(file, "--json")
    assert again.exit_code == 0, again.output
    assert json.loads(again.output)["unclear"] == []
    assert libraries(folder) == known


def test_a_librarys_own_telephone_is_not_replaced_by_its_centres(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    head = (*HEAD[1:4], "Телефон")
    first = [(*BRANCHES[0][:3], "067 123 45 67"), *BRANCHES[1:]]
    run(csv_file(tmp_path / "first.csv", (head, *first)), "--shared-phones")
    run(csv_file(tmp_path / "list.csv", (head, *BRANCHES)))
    (kalna,) = [one for id, one in libraries(folder).items() if id.startswith("kalna")]
    assert kalna.phones == ("067 123-45-67",)


def test_a_column_that_is_not_read_fails_nothing(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    rows = ((*HEAD, "Фонд, тис. прим.", "Завідувач"), (*CENTRAL, "5", "Коваль О. І."))
    done = run(csv_file(tmp_path / "list.csv", rows))
    assert done.exit_code == 0
    assert "стовпчик «Фонд, тис. прим.» не прочитано" in done.output


def test_a_second_central_library_of_a_hromada_is_told_and_taken(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    rows = (
        HEAD[1:3],
        ("Центральна бібліотека громади", "Волочиськ"),
        ("Волочиська публічна бібліотека", "Волочиськ"),
        ("Бібліотека-філія", "Волочиськ"),
    )
    done = run(csv_file(tmp_path / "list.csv", rows), "--dry-run")
    assert done.output.count("центральна в громаді вже є") == 1
    assert "«Волочиська публічна бібліотека»: центральна" in done.output
