"""Working days: martial law, holidays after it, the operator's own days."""

from datetime import date, timedelta

import pytest

from bot.catalogue.calendar import Holiday, MartialLaw, WorkingCalendar
from bot.catalogue.model import Text

HOLIDAYS = (
    Holiday(name=Text("День Незалежності"), month=8, day=24),
    Holiday(name=Text("Різдво"), month=12, day=25),
    Holiday(name=Text("Великдень"), after_easter=0),
)


def _calendar(*, until=None, off=(), working=()):
    law = MartialLaw(since=date(2022, 3, 24), until=until, law="№ 2136-IX", source="https://x")
    return WorkingCalendar(
        weekend=frozenset({6, 7}),
        holidays=HOLIDAYS,
        martial_law=law,
        off=frozenset(off),
        working=frozenset(working),
    )


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2021, date(2021, 5, 2)),
        (2023, date(2023, 4, 16)),
        (2024, date(2024, 5, 5)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 12)),
        (2100, date(2100, 5, 2)),  # the calendars part by one more day
    ],
)
def test_easter(year, day):
    easter = Holiday(name=Text("Великдень"), after_easter=0)
    trinity = Holiday(name=Text("Трійця"), after_easter=49)
    assert (easter.on(year), trinity.on(year)) == (day, day + timedelta(weeks=7))


def test_a_holiday_is_a_working_day_under_martial_law():
    assert _calendar().is_working(date(2026, 8, 24))


def test_a_holiday_is_free_after_martial_law():
    calendar = _calendar(until=date(2026, 8, 23))
    assert not calendar.is_working(date(2026, 8, 24))
    assert calendar.is_working(date(2026, 8, 25))


def test_a_holiday_on_a_weekend_moves_to_the_next_working_day():
    calendar = _calendar(until=date(2026, 1, 1))
    assert not calendar.is_working(date(2026, 4, 13))  # Monday after Easter
    assert calendar.is_working(date(2026, 4, 14))


def test_weekends_stay_free_under_martial_law():
    assert not _calendar().is_working(date(2026, 11, 28))


def test_the_operators_days_go_first():
    calendar = _calendar(off=[date(2026, 11, 26)], working=[date(2026, 11, 28)])
    assert not calendar.is_working(date(2026, 11, 26))
    assert calendar.is_working(date(2026, 11, 28))


def test_five_working_days_skip_the_weekend():
    assert _calendar().after(date(2026, 11, 23), working_days=5) == date(2026, 11, 30)
    assert _calendar().after(date(2026, 11, 21), working_days=5) == date(2026, 11, 27)
