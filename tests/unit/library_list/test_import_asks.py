"""Where a library of a list is, whether we have it already, what is wrong with its telephone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tests.unit.library_list.sheets import CENTRAL, HEAD, csv_file
from tests.unit.library_list.test_import import libraries


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
    [("Деражнянська бібліотека, філія", "Кальна"), ("Бібліотека села Кальни", "Кальна"),
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
