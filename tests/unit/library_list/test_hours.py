"""Hours told in words, as a methodologist types them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening_hours import validate

from bot.content.library_list.hours import NotUnderstoodError, opening_hours


@pytest.mark.parametrize(
    ("told", "hours"),
    [
        ("пн-пт з 9 до 18, обід 13-14, сб вихідний", "Mo-Fr 09:00-13:00,14:00-18:00; Sa off"),
        ("Пн.-Пт. 9:00-18:00", "Mo-Fr 09:00-18:00"),
        ("вт-сб 10.00-17.00, вихідні: неділя, понеділок", "Mo off; Tu-Sa 10:00-17:00; Su off"),
        ("щодня 9-17", "Mo-Su 09:00-17:00"),
        (
            "з понеділка по п’ятницю з 9-00 до 17-00; перерва з 13-00 до 14-00",
            "Mo-Fr 09:00-13:00,14:00-17:00",
        ),
        (
            "пн - четвер: 8:00 - 17:15, п'ятниця 8:00-16:00, обід 12:00-13:00, вихідні - сб, нд",
            "Mo-Th 08:00-12:00,13:00-17:15; Fr 08:00-12:00,13:00-16:00; Sa-Su off",
        ),
        (
            "Пн - Чт з 8.00 до 17.00; Пт з 8.00 до 16.00; Перерва 12.00-12.45; Сб., Нд. - вихідні",
            "Mo-Th 08:00-12:00,12:45-17:00; Fr 08:00-12:00,12:45-16:00; Sa-Su off",
        ),
        ("пн, ср, пт 9-13", "Mo 09:00-13:00; We 09:00-13:00; Fr 09:00-13:00"),
        ("будні 9.00–18.00 сб 10.00–15.00 нд вихідний",
         "Mo-Fr 09:00-18:00; Sa 10:00-15:00; Su off"),
        ("вівторок: 09:00-12:00 четвер 14:00-17:00", "Tu 09:00-12:00; Th 14:00-17:00"),
        ("пн–пт 9 00 – 18 00", "Mo-Fr 09:00-18:00"),
        ("сб-чт 10-18, п’ятниця - вихідний",
         "Mo-Th 10:00-18:00; Fr off; Sa-Su 10:00-18:00"),
        ("Графік роботи: пн-пт 9.00 - 13.00, 14.00 - 18.00", "Mo-Fr 09:00-13:00,14:00-18:00"),
        ("понедельник-пятница с 9 до 17, выходной суббота и воскресенье",
         "Mo-Fr 09:00-17:00; Sa-Su off"),
        ("Mo-Fr 09:00-18:00; Jun-Aug off", "Mo-Fr 09:00-18:00; Jun-Aug off"),
    ],
)  # fmt: skip
def test_words_become_the_hours_of_openstreetmap(told: str, hours: str) -> None:
    assert opening_hours(told) == hours
    assert validate(hours)


@pytest.mark.parametrize(
    "told",
    [
        "9-18",  # which days
        "пн-пт",  # which hours
        "коли хочу",
        "за домовленістю",
        "пн-пт 18-9",
        "пн-пт 9-25",
        "пн-пт 9:75-18",
        "1, 3 тиждень пн 9-13",
        "пн-пт 9-18, останній день місяця санітарний",
        "пн 9-13, вт",
    ],
)
def test_what_cannot_be_told_for_sure_is_not_guessed(told: str) -> None:
    with pytest.raises(NotUnderstoodError):
        opening_hours(told)


@given(st.text(alphabet="пнвтсрчд-–,;:. 0123456789звихійообід", max_size=40))
def test_whatever_is_typed_gives_sound_hours_or_none(told: str) -> None:
    with suppress(NotUnderstoodError):
        assert validate(opening_hours(told))
