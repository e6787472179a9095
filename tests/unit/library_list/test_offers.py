"""What a library offers, in people's words."""

import pytest

from bot.catalogue.offers import OFFERS
from bot.content.library_list.spoken import offers_in
from bot.engine.texts import load_texts
from bot.languages.folder import LOCALES


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("друк", {"printing"}),
        ("Роздруківка та сканування; вай-фай", {"printing", "scanning", "wifi"}),
        ("ксерокопії, electronic", {"printing"}),
        ("інтернет без світла", {"blackout_internet"}),
        ("інтернет, генератор", {"internet_access", "generator"}),
        ("printing, staff_help", {"printing", "staff_help"}),
        ("допомога з Дією", {"staff_help"}),
    ],
)
def test_people_call_it_so(told: str, names: set[str]) -> None:
    assert offers_in(told)[0] == names


def test_what_names_nothing_is_told() -> None:
    assert offers_in("друк, килим-літак") == ({"printing"}, ("килим-літак",))


@pytest.mark.parametrize("code", OFFERS)
def test_what_we_call_it_ourselves_is_understood(code: str) -> None:
    called = load_texts(LOCALES)["uk"].text(OFFERS[code]).replace(",", "")
    assert offers_in(called) == offers_in(code) == ({code}, ())
