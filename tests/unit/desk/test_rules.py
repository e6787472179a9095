"""Deadlines by the working calendar, numbers that give nothing away, who gets a request."""

from datetime import UTC, date, datetime

import pytest

from bot.catalogue.calendar import Holiday, MartialLaw, WorkingCalendar
from bot.catalogue.model import Text
from bot.desk.model import Holder, Why
from bot.desk.rules import (
    Promise,
    check_digit,
    choose_holder,
    deadline,
    is_number,
    new_number,
)

CONSTITUTION_DAY = Holiday(name=Text("День Конституції"), month=6, day=28)
WAR = MartialLaw(since=date(2022, 2, 24), until=None, law="2136-IX", source="https://example.org")
TWO_DAYS = Promise(2, "https://example.org")


def calendar(law: MartialLaw | None = WAR) -> WorkingCalendar:
    return WorkingCalendar(
        weekend=frozenset({6, 7}),
        holidays=(CONSTITUTION_DAY,),
        martial_law=law,
        off=frozenset(),
        working=frozenset(),
    )


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-11-23T10:00", "2026-11-25"),  # Monday noon in Kyiv
        ("2026-11-26T21:59", "2026-11-30"),  # Thursday 23:59 in Kyiv
        ("2026-11-26T22:00", "2026-12-01"),  # Friday 00:00 in Kyiv
        ("2026-11-27T17:00", "2026-12-01"),  # Friday evening
        ("2026-11-28T09:00", "2026-12-01"),  # Saturday
        ("2026-06-25T20:59", "2026-06-29"),  # summer time: still Thursday in Kyiv
        ("2026-06-25T21:00", "2026-06-30"),  # summer time: Friday in Kyiv
        ("2026-03-27T10:00", "2026-03-31"),  # over the night the clocks go forward
    ],
)
def test_two_working_days_are_counted_in_kyiv(asked: str, due: str) -> None:
    moment = datetime.fromisoformat(asked).replace(tzinfo=UTC)
    assert deadline(moment, TWO_DAYS, calendar()).due.isoformat() == due


def test_a_holiday_counts_under_martial_law_only() -> None:
    friday = datetime(2027, 6, 25, 9, tzinfo=UTC)  # 28 June 2027 is a Monday
    assert deadline(friday, TWO_DAYS, calendar()).due == date(2027, 6, 29)
    assert deadline(friday, TWO_DAYS, calendar(law=None)).due == date(2027, 6, 30)


def test_the_last_day_is_over_at_midnight_in_kyiv() -> None:
    counted = deadline(datetime(2026, 11, 23, 10, tzinfo=UTC), TWO_DAYS, calendar())
    assert counted.at == datetime(2026, 11, 25, 22, tzinfo=UTC)
    assert counted.days == (date(2026, 11, 24), date(2026, 11, 25))


def test_numbers_notice_a_wrong_digit_and_a_swap() -> None:
    assert check_digit("572") == 4  # Damm's own example
    number = new_number()
    assert is_number(number)
    digits = number.replace("-", "")
    for at in range(8):
        wrong = f"{digits[:at]}{(int(digits[at]) + 1) % 10}{digits[at + 1 :]}"
        assert not is_number(wrong)
    assert not is_number("4829")
    assert not is_number("")


def test_numbers_do_not_follow_one_another() -> None:
    numbers = {new_number() for _ in range(200)}
    assert len(numbers) == 200
    assert len({number[:2] for number in numbers}) > 20


def test_the_own_library_wins_then_the_nearest_then_the_oblast_one() -> None:
    near = [("horodok", 3.2), ("hounb", 40.0)]
    assert choose_holder(near, mine="derazhnia", oblast="hounb") == Holder("derazhnia", Why.CHOSEN)
    assert choose_holder(near, mine=None, oblast="hounb") == Holder("horodok", Why.NEAREST, 3.2)
    assert choose_holder([], mine=None, oblast="hounb") == Holder("hounb", Why.OBLAST)
