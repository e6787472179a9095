"""Opening hours, weekday by weekday, there and back."""

import pytest

from bot.engine.texts import load_texts
from bot.languages.folder import LOCALES
from bot.libraries.week import WeekDay, WrongDayError, hours_of, told, week_of


@pytest.mark.parametrize(
    "hours",
    [
        "Mo-Fr 09:00-18:00; Sa-Su off",
        "Mo-Fr 09:00-13:00,14:00-18:00; Sa 10:00-15:00; Su off",
        "Mo off; Tu-Sa 10:00-19:00; Su off",
        "Mo-Su 08:00-20:00",
    ],
)
def test_there_and_back(hours: str) -> None:
    week = week_of(hours)
    assert week is not None
    assert hours_of(week) == hours


def test_days_that_are_not_told_are_off_and_none_is_unknown() -> None:
    week = week_of("Tu 09:00-12:00; Th 14:00-17:00")
    assert week is not None
    assert hours_of(week) == "Mo off; Tu 09:00-12:00; We off; Th 14:00-17:00; Fr-Su off"
    assert week_of(None) == [WeekDay()] * 7
    assert hours_of([WeekDay()] * 7) is None


@pytest.mark.parametrize("hours", ["Mo-Fr 09:00+", "Jan-Mar Mo 09:00-12:00", "24/7"])
def test_what_weekdays_cannot_hold_is_left_alone(hours: str) -> None:
    assert week_of(hours) is None


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("Mo-Fr 09:00-18:00; Fr[-1] off",
         "пн–пт 09:00–18:00; сб, нд вихідний; вихідний – остання пт місяця"),
        ("Mo-Su 09:00-13:00,14:00-18:00; Tu[1] off",
         "пн–нд 09:00–18:00, обід 13:00–14:00; вихідний – перший вт місяця"),
        ("24/7", "цілодобово, щодня"),
        ("off", "зачинено в усі дні"),
        ("Jan-Mar Mo 09:00-12:00", "Jan-Mar Mo 09:00-12:00"),
        ("Fr[-1] off", "Fr[-1] off"),  # nobody knows when it is open
    ],
)  # fmt: skip
def test_hours_are_told_in_words(hours: str, words: str) -> None:
    assert told(hours, load_texts(LOCALES)["uk"].text, "uk") == words


@pytest.mark.parametrize("typed", ["9-18", "9.00 - 18.00", "09:00–18:00", "з 9 до 18"])
def test_as_people_type_it(typed: str) -> None:
    week = [WeekDay(typed, "13-14"), *[WeekDay()] * 6]
    assert hours_of(week) == "Mo 09:00-13:00,14:00-18:00; Tu-Su off"


@pytest.mark.parametrize(
    "day",
    [
        WeekDay("зранку"), WeekDay("18-9"), WeekDay("9-25"), WeekDay("", "13-14"),
        WeekDay("9-18", "8-10"), WeekDay("9-18", "14-13"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_its_day(day: WeekDay) -> None:
    with pytest.raises(WrongDayError) as wrong:
        hours_of([WeekDay(), day, *[WeekDay()] * 5])
    assert wrong.value.number == 1
