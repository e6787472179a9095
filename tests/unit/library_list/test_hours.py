"""Hours told in words, as a methodologist types them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening_hours import validate

from bot.content.library_list.hours import ClosedError, NotUnderstoodError, opening_hours


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
        ("пн-пт з 9 до 18, обід 13-14, сб з 10 до 15",
         "Mo-Fr 09:00-13:00,14:00-18:00; Sa 10:00-15:00"),
        ("пн-чт 9-18, обід 13-14, пт 9-17, обід 12-13, сб 9-13",
         "Mo-Th 09:00-13:00,14:00-18:00; Fr 09:00-12:00,13:00-17:00; Sa 09:00-13:00"),
        ("обід 13-14, пн-пт 9-18, сб 9-17",
         "Mo-Fr 09:00-13:00,14:00-18:00; Sa 09:00-13:00,14:00-17:00"),
        ("щодня крім понеділка 9-17", "Mo off; Tu-Su 09:00-17:00"),
        ("щодня з 9 до 17, окрім неділі та понеділка", "Mo off; Tu-Sa 09:00-17:00; Su off"),
        ("9-18, обід 13-14, вихідні: сб, нд", "Mo-Fr 09:00-13:00,14:00-18:00; Sa-Su off"),
        ("9:00-18:00; не працює: неділя", "Mo-Sa 09:00-18:00; Su off"),
        ("цілодобово", "24/7"),
        ("Щодня цілодобово", "24/7"),
        ("пн-пт цілодобово, сб 9-18", "Mo-Fr 00:00-24:00; Sa 09:00-18:00"),
        ("пн-пт 9-18, санітарний день – останній четвер місяця",
         "Mo-Fr 09:00-18:00; Th[-1] off"),
        ("пн-пт 9-18, остання п’ятниця кожного місяця – санітарний день",
         "Mo-Fr 09:00-18:00; Fr[-1] off"),
        ("вт-нд 10-18; перший вівторок місяця вихідний", "Tu-Su 10:00-18:00; Tu[1] off"),
        ("пн-пт 9-18, санітарний день: середа", "Mo-Tu 09:00-18:00; We off; Th-Fr 09:00-18:00"),
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
        "пн-пт 9-17, вихідний",  # which days
        "пн-пт 9-17, не працює 13-14",  # a break, or closed?
        "пн-пт 9-18, санітарний день 30 числа",
        "пн-пт 9-18, останній четвер місяця",  # what then
        "останній четвер місяця 9-12",
        "9-18, пн-пт 10-15",
        "не працює в серпні",
    ],
)
def test_what_cannot_be_told_for_sure_is_not_guessed(told: str) -> None:
    with pytest.raises(NotUnderstoodError):
        opening_hours(told)


@pytest.mark.parametrize("told", ["не працює", "пн-пт 9-17, не працює", "пн-пт 9-17. Зачинено"])
def test_hours_of_a_closed_library_are_none(told: str) -> None:
    with pytest.raises(ClosedError):
        opening_hours(told)


@given(st.text(alphabet="пнвтсрчд-–,;:. 0123456789звихійообід", max_size=40))
def test_whatever_is_typed_gives_sound_hours_or_none(told: str) -> None:
    with suppress(NotUnderstoodError):
        assert validate(opening_hours(told))
