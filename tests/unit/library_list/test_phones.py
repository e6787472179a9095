"""Phones in ten spellings."""

import pytest

from bot.content.library_list.phones import phones_in


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("+38 (0382) 79-47-31", ("0382 79-47-31",)),
        ("380382794731", ("0382 79-47-31",)),
        ("0382-79-47-31", ("0382 79-47-31",)),
        ("(03852) 2-15-45", ("03852 2-15-45",)),
        ("03852 21545", ("03852 2-15-45",)),
        ("0671234567; 098 765 43 21", ("067 123-45-67", "098 765-43-21")),
        ("8 067 123 45 67", ("067 123-45-67",)),
        ("+380971112233, 097 111 22 33", ("097 111-22-33",)),
        ("0800213103", ("0 800 213 103",)),
        ("044 123 45 67 дод. 12", ("044 123-45-67",)),
        ("тел.: 0382 79 47 31 / 0382 79 47 32", ("0382 79-47-31", "0382 79-47-32")),
        ("", ()),
    ],
)
def test_each_is_written_in_the_one_way(cell: str, phones: tuple[str, ...]) -> None:
    assert phones_in(cell) == (phones, ())


@pytest.mark.parametrize("cell", ["2-15-45", "тел. 3-22-11", "12345", "+48 22 123 45 67"])
def test_a_number_without_its_areas_code_is_asked_about(cell: str) -> None:
    assert phones_in(cell) == ((), (cell,))
