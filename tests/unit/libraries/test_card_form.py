"""A library’s card as a form: what it shows of a record is what it takes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.spoken import in_words
from bot.content.editing import Entry
from bot.content.library_list.phones import phones_in
from bot.content.library_list.spoken import languages_in
from bot.content.schema import LibraryIn
from bot.engine.turn import Point
from bot.libraries.card import (
    CAPABILITIES,
    form_of,
    read,
)
from bot.libraries.card_point import FAR_POINT, OUTSIDE_POINT, SHORT_LINK, WRONG_POINT, Where

TOWN = Where("Деражня", Point(49.2687, 27.4335), lambda point: point.lat < 50)
LANGUAGES = [code for code in Locale("uk").languages if len(code) == 2 and code != "uk"]
HOURS = ["Mo-Fr 09:00-18:00; Sa-Su off", "Mo-Fr 09:00-13:00,14:00-18:00; Sa 10:00-15:00", "off",
         "24/7", "Mo-Su 00:00-24:00", "Tu 09:00-12:00; Th 14:00-17:00", "Mo-Fr 09:00+",
         "Mo-Fr 09:00-18:00; Th[-1] off", "Jan-Mar Mo 09:00-12:00", "PH off"]  # fmt: skip
PHONES = ["03856 2-15-45", "067 123-45-67", "0382 79-47-31", "0 800 213 103", "15-45", "102",
          "+380 67 123 45 67", "044 123-45-67"]  # fmt: skip


def entry(data: Mapping[str, Any]) -> Entry:
    whole = {"id": "x", "kind": "village", "name": {"uk": "X"}, "source": "https://x.ua", **data}
    return Entry("libraries", "x", "libraries/x.yaml", ("libraries", 0), whole, "1")


RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "address": st.sampled_from(["вул. Миру,  5", "а" * 400, "м. Деражня"]),
        "lat": st.floats(44, 53),
        "lon": st.floats(22, 41),
        "phone": st.lists(st.sampled_from(PHONES), max_size=4),
        "email": st.sampled_from(["a@example.org", "не пошта"]),
        "hours": st.sampled_from(HOURS),
        "capabilities": st.lists(st.sampled_from(CAPABILITIES[:9]), unique=True),
        "lacks": st.lists(st.sampled_from(CAPABILITIES[9:]), unique=True),
        "languages": st.lists(st.sampled_from(LANGUAGES), unique=True, max_size=5),
    },
).map(lambda told: told if {"lat", "lon"} <= told.keys() else
      {key: one for key, one in told.items() if key not in ("lat", "lon")})  # fmt: skip


@pytest.mark.parametrize("lang", ["uk", "en"])
@given(RECORDS)
def test_a_form_saved_as_it_opened_changes_nothing(lang: str, data: dict[str, Any]) -> None:
    ours = entry(data)
    assert read(form_of(ours.data, lang), ours.data, TOWN, lang) == ({}, [])


@given(RECORDS)
def test_whatever_stands_in_other_fields_a_phone_is_saved(data: dict[str, Any]) -> None:
    ours = entry({**data, "phone": ["03856 2-15-45"]})
    typed = replace(form_of(ours.data, "uk"), phone="067 111 22 33")
    assert read(typed, ours.data, TOWN, "uk") == ({"phone": ["067 111-22-33"]}, [])


@pytest.mark.parametrize("lang", ["uk", "en"])
def test_a_language_may_be_added_beside_any_other(lang: str) -> None:
    for code in LANGUAGES:
        typed = in_words([code, "pl" if code != "pl" else "en"], lang)
        assert languages_in(typed) == ((code, "pl" if code != "pl" else "en"), ()), typed


@pytest.mark.parametrize(
    ("typed", "message"),
    [("десь там", WRONG_POINT), ("50.45, 30.52", OUTSIDE_POINT), ("-33.8, 151.2", OUTSIDE_POINT),
     ("48.2701 26.4318", FAR_POINT), ("https://maps.app.goo.gl/Zx9R3", SHORT_LINK)],
)  # fmt: skip
def test_each_trouble_of_coordinates_has_its_own_words(typed: str, message: str) -> None:
    _, (wrong,) = read(replace(form_of({}, "uk"), point=typed), {}, TOWN, "uk")
    assert wrong.message == message


def test_what_a_list_writes_the_form_takes() -> None:
    told = {"lat": 49.27, "lon": 27.43, "phone": list(phones_in("0671112233")[0])}
    LibraryIn.model_validate(entry(told).data)
    assert form_of(told, "uk").point == "49.27, 27.43"
