"""Opening hours, weekday by weekday, there and back."""

import pytest

from bot.engine.texts import load_texts
from bot.languages.folder import LOCALES
from bot.libraries.typed_week import WrongDay, WrongWeekError, hours_of
from bot.libraries.week import WeekDay, told, week_of


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


@pytest.mark.parametrize(
    "typed", ["9-18", "9.00 - 18.00", "09:00–18:00", "з 9 до 18", "з 9-00 до 18-00", "9–18 год."]
)
@pytest.mark.parametrize("lunch", ["13-14", "з 13 до 14", "обід 13.00–14.00"])
def test_as_people_type_it(typed: str, lunch: str) -> None:
    week = [WeekDay(typed, lunch), *[WeekDay()] * 6]
    assert hours_of(week) == "Mo 09:00-13:00,14:00-18:00; Tu-Su off"


@pytest.mark.parametrize(
    ("hours", "lunch", "read"),
    [
        ("9.00–18.00, обід 13–14", "", "09:00-13:00,14:00-18:00"),
        ("9.00–18.00, обід 13–14", "13-14", "09:00-13:00,14:00-18:00"),
        ("9-13, 14-18", "", "09:00-13:00,14:00-18:00"),
        ("9-18 без обіду", "", "09:00-18:00"),
        ("9-18", "–", "09:00-18:00"),
        ("9-18", "без обіду", "09:00-18:00"),
        ("цілодобово", "", "00:00-24:00"),
    ],
)
def test_a_lunch_may_stand_in_either_box(hours: str, lunch: str, read: str) -> None:
    assert hours_of([WeekDay(hours, lunch), *[WeekDay()] * 6]) == f"Mo {read}; Tu-Su off"


@pytest.mark.parametrize(
    "typed", ["вихідний", "Вих.", "вихідні", "зачинено", "не працює", "–", "-", "—", "немає"]
)
def test_a_day_off_in_words_is_a_day_off(typed: str) -> None:
    week = [*[WeekDay("9-18")] * 5, WeekDay(typed), WeekDay(typed, "13-14")]
    assert hours_of(week) == "Mo-Fr 09:00-18:00; Sa-Su off"
    assert hours_of([WeekDay(typed)] * 7) == "off"


def test_days_off_alone_do_not_close_the_library() -> None:
    with pytest.raises(WrongWeekError) as wrong:
        hours_of([*[WeekDay()] * 5, WeekDay("вихідний"), WeekDay("вихідний")])
    assert [(one.number, one.box) for one in wrong.value.wrong] == [(0, "hours")]


@pytest.mark.parametrize(
    ("day", "boxes"),
    [
        (WeekDay("зранку"), ["hours"]), (WeekDay("18-9"), ["hours"]), (WeekDay("9-25"), ["hours"]),
        (WeekDay("9"), ["hours"]), (WeekDay("пн 9-18"), ["hours"]),
        (WeekDay("9-18, сб вихідний"), ["hours"]), (WeekDay("9-11, 12-14, 15-18"), ["hours"]),
        (WeekDay("", "13-14"), ["hours"]), (WeekDay("9-18", "8-10"), ["lunch"]),
        (WeekDay("9-18", "14-13"), ["lunch"]), (WeekDay("зранку", "опівдні"), ["hours", "lunch"]),
        (WeekDay("9-18, обід 13-14", "12-13"), ["lunch"]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_its_box_all_days_at_once(
    day: WeekDay, boxes: list[str]
) -> None:
    with pytest.raises(WrongWeekError) as wrong:
        hours_of([WeekDay(), day, *[WeekDay()] * 3, day, WeekDay()])
    found = [(one.number, one.box) for one in wrong.value.wrong]
    assert found == [(number, box) for number in (1, 5) for box in boxes]
    assert all(isinstance(one, WrongDay) for one in wrong.value.wrong)
