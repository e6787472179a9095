"""Offers by day only; reminders a day and two hours before, by the clock in Kyiv."""

from bot.appointments.moments import awake, may_offer, next_reminder, offer_ends
from tests.unit.appointments.small import at

DAY, NEXT = "2026-11-24", "2026-11-25"


def test_nobody_is_woken_up() -> None:
    assert awake(at(DAY, 12)) == at(DAY, 12)
    assert awake(at(DAY, 5)) == at(DAY, 8)
    assert awake(at(DAY, 22)) == at(NEXT, 8)


def test_an_offer_lasts_thirty_minutes_of_waking_hours() -> None:
    assert offer_ends(at(DAY, 12)) == at(DAY, 12, 30)
    assert offer_ends(at(DAY, 23)) == at(NEXT, 8, 30)
    assert offer_ends(at(DAY, 20, 50)) == at(NEXT, 8, 20)


def test_what_begins_too_soon_is_not_offered() -> None:
    assert may_offer(at(DAY, 13), at(DAY, 12))
    assert not may_offer(at(DAY, 12, 45), at(DAY, 12))


def test_reminders_come_a_day_and_two_hours_before() -> None:
    start = at(NEXT, 12)
    assert next_reminder(start, at("2026-11-20", 9)) == at(DAY, 12)
    assert next_reminder(start, at(DAY, 12)) == at(NEXT, 10)
    assert next_reminder(start, at(NEXT, 10)) is None


def test_early_ones_are_reminded_of_at_seven() -> None:
    assert next_reminder(at(NEXT, 8), at(DAY, 9)) == at(NEXT, 7)


def test_a_day_before_is_the_same_time_by_the_clock_across_a_change() -> None:
    assert next_reminder(at("2026-10-25", 12), at("2026-10-20", 9)) == at("2026-10-24", 12)
    assert next_reminder(at("2027-03-28", 12), at("2027-03-20", 9)) == at("2027-03-27", 12)
