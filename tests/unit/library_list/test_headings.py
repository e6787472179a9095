"""Headings of a list: whatever they are called; those of people are never taken."""

import pytest

from bot.content.library_list.headings import Head, read_head
from bot.content.library_list.table import UnreadableListError

NAME = "Назва бібліотеки"


def fields(*headings: str) -> dict[str, str]:
    head = read_head([headings])
    return {headings[at]: field for at, field in head.columns.items()}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Бібліотека", "name"),
        ("Бібліотека-філія", "name"),
        ("Назва громади", "hromada"),
        ("Назва територіальної громади", "hromada"),
        ("Назва населеного пункту", "settlement"),
        ("Назва села", "settlement"),
        ("Назва району", "raion"),
        ("Місце розташування", "address"),
        ("Тел. бібліотеки", "phone"),
        ("Кількість комп’ютерів", "can.computers"),
    ],
)
def test_a_heading_is_read_by_what_it_begins_with(heading: str, field: str) -> None:
    first = "Найменування" if field != "name" else "Громада"
    assert fields(first, heading).get(heading, "") == field


@pytest.mark.parametrize(
    "heading",
    ["Бібліотекар (ПІБ)", "Бібліотекар", "Бібліотекарі", "Бібліотека: завідувач", "ПІБ працівника",
     "Завідувач", "Назва посади"],
)  # fmt: skip
def test_a_column_of_a_person_is_no_name_of_a_library(heading: str) -> None:
    head = read_head([(heading, NAME, "Громада")])
    assert head == Head(1, {1: "name", 2: "hromada"}, ())
    assert head.told(["Петренко Г. П.", "", "Летичівська"]) == {"hromada": "Летичівська"}


@pytest.mark.parametrize("heading", ["Телефон бібліотекаря", "Моб. завідувача", "E-mail директора"])
def test_whether_a_persons_telephone_is_the_librarys_is_asked(heading: str) -> None:
    head = read_head([("Список",), (NAME, heading, "Громада")])
    assert (head.row, head.columns) == (2, {0: "name", 2: "hromada"})
    (asked,) = head.unclear
    assert heading in asked


def test_two_columns_of_names_do_not_make_one_name() -> None:
    head = read_head([("Бібліотека", "Повна назва", "Громада")])
    assert head.told(["Філія № 1", "Комунальний заклад", ""]) == {"name": "Філія № 1"}
    assert "«Повна назва» не взяли" in head.unclear[0]


def test_a_list_of_people_alone_is_no_list_of_libraries() -> None:
    with pytest.raises(UnreadableListError):
        read_head([("Бібліотекар", "Громада")])


@pytest.mark.parametrize("heading", ["Де (село)", "Яке село", "Розташована, село", "Де"])
def test_where_it_is_may_stand_anywhere_in_a_heading(heading: str) -> None:
    assert fields(NAME, heading) == {NAME: "name", heading: "settlement"}


def test_a_column_that_is_not_read_is_named() -> None:
    head = read_head([("№", "№ з/п", NAME, "Фонд, тис. прим.", "Завідувач", "")])
    (asked,) = head.unclear
    assert "стовпчик «Фонд, тис. прим.» не прочитано" in asked
