"""Open now, and when next: in Kyiv time, over breaks, weekends, holidays and clock changes."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot.places.opening import OpeningState, opening_state
from tests.cpu import cpu_ms

KYIV = ZoneInfo("Europe/Kyiv")
UNKNOWN = OpeningState(None, None)
OFFICE = "Mo-Fr 09:00-18:00"
LUNCH = "Tu-Fr 09:30-13:00,14:00-17:45; Sa 10:00-15:00"


def state(hours: str | None, kyiv: str) -> OpeningState:
    return opening_state(hours, datetime.fromisoformat(kyiv).replace(tzinfo=KYIV))


def told(hours: str, kyiv: str) -> tuple[bool | None, str]:
    """Open?, and the time of the next change as a clock in Kyiv shows it."""
    found = state(hours, kyiv)
    at = found.changes_at
    return found.is_open, f"{at.astimezone(KYIV):%a %d.%m %H:%M}" if at else ""


@pytest.mark.parametrize(
    ("hours", "at", "is_open", "changes"),
    [
        # 2026-11-23 is a Monday.
        (OFFICE, "2026-11-23T08:59", False, "Mon 23.11 09:00"),
        (OFFICE, "2026-11-23T09:00", True, "Mon 23.11 18:00"),
        (OFFICE, "2026-11-23T17:59", True, "Mon 23.11 18:00"),
        (OFFICE, "2026-11-23T18:00", False, "Tue 24.11 09:00"),
        # lunch
        (LUNCH, "2026-11-24T12:59", True, "Tue 24.11 13:00"),
        (LUNCH, "2026-11-24T13:00", False, "Tue 24.11 14:00"),
        (LUNCH, "2026-11-24T14:30", True, "Tue 24.11 17:45"),
        # over the weekend
        (OFFICE, "2026-11-27T18:30", False, "Mon 30.11 09:00"),
        (OFFICE, "2026-11-29T12:00", False, "Mon 30.11 09:00"),
        (LUNCH, "2026-11-28T11:00", True, "Sat 28.11 15:00"),
        (LUNCH, "2026-11-28T15:00", False, "Tue 01.12 09:30"),
        # two days a week only
        ("Tu 09:00-12:00; Th 14:00-17:00", "2026-11-24T12:00", False, "Thu 26.11 14:00"),
        # the last Saturday of a month is a cleaning day
        ("Sa 10:00-15:00; Sa[-1] off", "2026-11-28T11:00", False, "Sat 05.12 10:00"),
        # over midnight, and the new year
        ("Fr 20:00-02:00", "2026-11-28T01:00", True, "Sat 28.11 02:00"),
        (OFFICE, "2026-12-31T19:00", False, "Fri 01.01 09:00"),
    ],
)
def test_open_now_and_when_it_changes(hours: str, at: str, is_open: bool, changes: str) -> None:
    assert told(hours, at) == (is_open, changes)


@pytest.mark.parametrize("hours", ["24/7", "Mo-Su 00:00-24:00"])
def test_always_open(hours: str) -> None:
    assert state(hours, "2026-11-23T03:00") == OpeningState(True, None)


def test_what_never_changes_is_told_at_once() -> None:
    for hours in ("Mo-Su 00:00-24:00", "off", "2020 Jan 01-31 10:00-12:00"):
        assert state(hours, "2026-11-23T12:00").changes_at is None
        assert cpu_ms(partial(state, hours, "2026-11-23T12:00"), enough=30) <= 30


def test_never_open() -> None:
    assert state("off", "2026-11-23T12:00") == OpeningState(False, None)


@pytest.mark.parametrize(
    "hours",
    [
        None, "", " ", "unknown", "щодня з 9 до 18", "9-18", "Mo-Fr 9-18", "пн-пт 09:00-18:00",
        "Mo-Fr 09:00-", "Mo-Fr 09:00–18:00!", "\x00", "Mo-Fr 09:00-18:00; blah",
    ],
)  # fmt: skip
def test_hours_that_nobody_knows_or_can_read_are_unknown(hours: str | None) -> None:
    assert state(hours, "2026-11-23T12:00") == UNKNOWN


def test_an_unknown_season_is_unknown_and_no_opening() -> None:
    hours = "Sep-May Tu-Fr 09:30-17:45; Jun-Aug unknown"
    assert state(hours, "2026-07-07T12:00") == UNKNOWN
    assert told(hours, "2026-05-29T18:00") == (False, "")  # next comes a month nobody knows
    assert told(hours, "2026-05-29T12:00") == (True, "Fri 29.05 17:45")


def test_nobody_told_when_it_closes() -> None:
    hours = "Mo-Fr 09:00-19:00; Su 10:00+"
    assert told(hours, "2026-11-29T09:00") == (False, "Sun 29.11 10:00")
    assert state(hours, "2026-11-29T11:00") == UNKNOWN
    assert told(hours, "2026-11-23T11:00") == (True, "Mon 23.11 19:00")


def test_a_public_holiday_is_a_working_day_under_martial_law() -> None:
    monday = "2026-08-24T12:00"  # Independence Day
    assert told(OFFICE, monday) == (True, "Mon 24.08 18:00")
    assert told(OFFICE + "; PH off", monday) == (True, "Mon 24.08 18:00")


def test_days_when_every_library_is_closed() -> None:
    at = datetime(2026, 12, 30, 12, tzinfo=KYIV)
    closed = {date(2026, 12, 31), date(2027, 1, 1)}
    for hours, opens in ((OFFICE, "04.01 09:00"), ("24/7", "02.01 00:00")):
        assert opening_state(hours, at, closed_on=closed).is_open
        eve = opening_state(hours, at + timedelta(days=1), closed_on=closed)
        assert not eve.is_open
        assert f"{eve.changes_at and eve.changes_at.astimezone(KYIV):%d.%m %H:%M}" == opens


@pytest.mark.parametrize(
    ("at", "is_open", "changes"),
    [
        # 29 March 2026: at three in the night it is four.
        ("2026-03-28T23:30+00:00", False, "2026-03-29T06:00+00:00"),
        ("2026-03-29T05:59+00:00", False, "2026-03-29T06:00+00:00"),
        ("2026-03-29T06:00+00:00", True, "2026-03-29T15:00+00:00"),
        ("2026-03-28T07:00+00:00", True, "2026-03-28T16:00+00:00"),  # the day before: +2
        # 25 October 2026: at four in the night it is three again.
        ("2026-10-24T06:00+00:00", True, "2026-10-24T15:00+00:00"),
        ("2026-10-25T00:30+00:00", False, "2026-10-25T07:00+00:00"),
        ("2026-10-25T06:30+00:00", False, "2026-10-25T07:00+00:00"),
        ("2026-10-25T07:00+00:00", True, "2026-10-25T16:00+00:00"),
    ],
)
def test_the_nights_when_clocks_change(at: str, is_open: bool, changes: str) -> None:
    found = opening_state("Mo-Su 09:00-18:00", datetime.fromisoformat(at))
    assert found == OpeningState(is_open, datetime.fromisoformat(changes))


def test_a_moment_may_come_in_any_zone_and_the_answer_is_utc() -> None:
    in_kyiv = datetime(2026, 11, 23, 12, tzinfo=KYIV)
    in_tokyo = in_kyiv.astimezone(ZoneInfo("Asia/Tokyo"))
    assert opening_state(OFFICE, in_tokyo) == opening_state(OFFICE, in_kyiv)
    changes = opening_state(OFFICE, in_tokyo).changes_at
    assert changes is not None
    assert changes.tzinfo is UTC
