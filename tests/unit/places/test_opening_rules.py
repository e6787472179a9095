"""Rules of opening hours that tell no time open nothing; those that never act are named."""

from datetime import UTC, datetime

import pytest

from bot.places.opening import opening_state
from bot.places.opening_rules import idle_rules

NIGHT = datetime(2026, 11, 30, 1, tzinfo=UTC)  # Monday, three in the morning in Kyiv
NOON = datetime(2026, 11, 30, 10, tzinfo=UTC)
SATURDAY = datetime(2026, 12, 5, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 30)  # noqa: DTZ001 -- of the library's own clock


@pytest.mark.parametrize(
    "hours",
    ['"за домовленістю"', 'Mo-Su "за попередньою домовленістю"', "Mo-Fr", '"by appointment"',
     'Mo-Fr unknown "телефонуйте"', '"за домовленістю"; Mo-Fr "ні; не так"', "Sep-May Mo-Fr",
     'open "за записом"', "Mo-Fr open", 'Mo-Su open "телефонуйте"', "PH off", "easter off",
     "Su off", "Dec 25 off"],
)  # fmt: skip
def test_hours_without_times_are_unknown_day_and_night(hours):
    for at in (NIGHT, NOON):
        assert opening_state(hours, at).is_open is None


@pytest.mark.parametrize(
    "hours",
    ['Mo-Fr 09:00-18:00; Sa "за домовленістю"', 'Mo-Fr 09:00-18:00, Sa "тел. 2-15-43"',
     'Mo-Fr 09:00-18:00 "обід о 13:00"; Sa "де-не-де; або ні"'],
)  # fmt: skip
def test_only_the_rule_without_times_is_unknown(hours):
    assert opening_state(hours, NIGHT).is_open is False
    assert opening_state(hours, NOON).is_open is True
    assert opening_state(hours, SATURDAY).is_open is None


@pytest.mark.parametrize(
    ("hours", "at"),
    [('off "ремонт"', NOON), ("Mo off", NOON), ("Sa off", SATURDAY), ("Nov 30 off", NOON)],
)
def test_a_day_that_is_said_to_be_off_is(hours, at):
    assert opening_state(hours, at).is_open is False


@pytest.mark.parametrize("hours", ["24/7", "open", "Mo, We 09:00-12:00,13:00-18:00"])
def test_what_says_when_is_taken_at_its_word(hours):
    assert opening_state(hours, NOON).is_open is True


@pytest.mark.parametrize(
    ("hours", "idle"),
    [
        ("Mo-Fr 09:00-18:00; Mo-Fr 10:00-17:00", ["Mo-Fr 09:00-18:00"]),
        ("Mo 10:00-12:00; Tu 10:00-12:00; Mo-Su off", ["Mo 10:00-12:00", "Tu 10:00-12:00"]),
        ("2020 Mo-Fr 09:00-18:00; Sa 10:00-12:00", ["2020 Mo-Fr 09:00-18:00"]),
        ("Mo-Fr 09:00-18:00; PH off", ["PH off"]),
        ("Mo[1] off; Mo-Fr 09:00-18:00", ["Mo[1] off"]),
        ("Mo-Fr 09:00-18:00; Sa,Su off", []),
        ("Mo-Fr 09:00-18:00; Fr[-1] off", []),
        ('Mo-Fr 09:00-18:00; Sa "за домовленістю"', []),
        ("Sep-May Tu-Fr 09:30-13:00,14:00-17:45; Jun-Aug unknown", []),
        ("24/7", []),
    ],
)
def test_rules_that_never_act_are_named(hours, idle):
    assert idle_rules(hours, NOW) == idle
