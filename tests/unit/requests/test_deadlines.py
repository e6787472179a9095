"""Clocks against tables worked out by hand, and what holds for every clock."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.calendar import WorkingCalendar
from bot.catalogue.promises import Promise, Span
from bot.requests import deadlines
from bot.requests.deadlines import Clock, Rest
from tests.unit.requests.clock_cases import (
    CALENDARS,
    DEADLINES,
    EXTENDED,
    PAUSED,
    PROMISES,
    REMINDERS,
)

KYIV = ZoneInfo("Europe/Kyiv")
WAR, PEACE, OWN = CALENDARS["war"], CALENDARS["peace"], CALENDARS["own"]
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Case:
    """A row of a table; a pause that is refused has None for its days."""

    text: str
    calendar: WorkingCalendar
    receipt: datetime
    promise: Promise
    last_day: date
    due_at: datetime
    pauses: tuple[tuple[datetime, datetime, int | None], ...]

    def clock(self, zone: ZoneInfo | None = None) -> Clock:
        """As the code counts it, fed with moments of `zone` or of UTC."""
        into = zone or UTC
        clock = deadlines.start(self.promise, self.receipt.astimezone(into), self.calendar)
        for since, until, _ in self.pauses:
            clock = deadlines.rest(clock, self.promise, since.astimezone(into))
            clock = deadlines.resume(clock, until.astimezone(into), self.calendar)
        return clock


def day(text: str) -> date:
    """`Mon 2026-03-02`; a wrong weekday is a mistake in the table."""
    weekday, _, rest = text.partition(" ")
    found = date.fromisoformat(rest)
    assert WEEKDAYS[found.weekday()] == weekday, text
    return found


def moment(text: str) -> datetime:
    """`Mon 2026-03-02 10:00 +02`; an offset that isn't Kyiv's then is a mistake too."""
    on, clock, offset = text.rsplit(" ", 2)
    found = datetime.fromisoformat(f"{day(on)} {clock}{offset}")
    assert found.astimezone(KYIV).utcoffset() == found.utcoffset(), text
    return found


def _pause(text: str) -> tuple[datetime, datetime, int | None]:
    span, _, days = text.rpartition(" = ")
    since, until = map(moment, span.split(" > "))
    return since, until, None if days == "-" else int(days)


def _case(row: str) -> Case:
    calendar, receipt, promise, last, due, why, *pauses = map(str.strip, row.split("|"))
    return Case(
        text=f"{calendar}: {receipt}, {promise}: {why}",
        calendar=CALENDARS[calendar],
        receipt=moment(receipt),
        promise=PROMISES[promise],
        last_day=day(last),
        due_at=moment(due),
        pauses=tuple(map(_pause, pauses)),
    )


def cases(table: str) -> list[Case]:
    return [_case(row) for row in table.strip().replace("\n    ", " ").splitlines()]


PLAIN, LONGER, STOPPED = cases(DEADLINES), cases(EXTENDED), cases(PAUSED)
plain = pytest.mark.parametrize("case", PLAIN, ids=lambda case: case.text)
longer = pytest.mark.parametrize("case", LONGER, ids=lambda case: case.text)
stopped = pytest.mark.parametrize("case", STOPPED, ids=lambda case: case.text)
zones = pytest.mark.parametrize("zone", [None, KYIV], ids=["UTC", "Kyiv"])


def begin(promise: str, at: str, calendar: WorkingCalendar = WAR) -> Clock:
    return deadlines.start(PROMISES[promise], moment(at).astimezone(UTC), calendar)


def again(clock: Clock) -> Clock:
    """Through a row and back."""
    return Clock.from_json(json.loads(json.dumps(clock.to_json())))


def test_the_tables_are_long_enough_and_say_nothing_twice() -> None:
    texts = [case.text for case in (*PLAIN, *LONGER, *STOPPED)]
    assert len(texts) == len(set(texts))
    assert len(texts) >= 60


@zones
@plain
def test_deadline(case: Case, zone: ZoneInfo | None) -> None:
    clock = case.clock(zone)
    assert (clock.last_day, clock.due_at) == (case.last_day, case.due_at)
    assert clock.due_at.tzinfo is UTC
    assert len(clock.days) == case.promise.answer_within.working_days
    assert clock.since == case.receipt
    assert clock.promise == case.promise.id


@plain
def test_late_from_the_deadline_on_and_not_a_second_before(case: Case) -> None:
    clock = case.clock()
    assert deadlines.is_late(clock, case.due_at)
    assert not deadlines.is_late(clock, case.due_at - SECOND)


@plain
def test_end_of_the_same_span_is_the_same_moment(case: Case) -> None:
    end = deadlines.end_of(case.promise.answer_within, case.receipt, case.calendar)
    assert (end, end.tzinfo) == (case.due_at, UTC)


def test_end_of_four_hours_of_a_silent_library_runs_through_the_night_and_the_change() -> None:
    four = Span(hours=4)
    for at, until in (
        ("Fri 2026-03-06 18:30 +02", "Fri 2026-03-06 22:30 +02"),
        ("Fri 2026-03-06 22:30 +02", "Sat 2026-03-07 02:30 +02"),
        ("Sun 2026-03-29 01:00 +02", "Sun 2026-03-29 06:00 +03"),
        ("Sun 2026-10-25 01:00 +03", "Sun 2026-10-25 04:00 +02"),
    ):
        assert deadlines.end_of(four, moment(at).astimezone(KYIV), WAR) == moment(until)


# Worked out by hand on a day from 9 to 18.
WORKED = """
war | 2 | Mon 2026-03-02 10:00 +02 | Mon 2026-03-02 12:00 +02 | within the morning
war | 4 | Mon 2026-03-02 08:15 +02 | Mon 2026-03-02 13:00 +02 | before it opens
war | 4 | Mon 2026-03-02 14:00 +02 | Mon 2026-03-02 18:00 +02 | to the minute it closes
war | 4 | Mon 2026-03-02 14:01 +02 | Tue 2026-03-03 09:01 +02 | a minute is left for tomorrow
war | 4 | Fri 2026-03-06 16:30 +02 | Mon 2026-03-09 11:30 +02 | Friday evening: over the weekend
war | 2 | Fri 2026-03-06 20:00 +02 | Mon 2026-03-09 11:00 +02 | Friday night
war | 4 | Sat 2026-03-28 12:00 +02 | Mon 2026-03-30 13:00 +03 | the clock changes on Sunday
war | 4 | Sat 2026-10-24 12:00 +03 | Mon 2026-10-26 13:00 +02 | and back
peace | 4 | Thu 2026-04-30 17:00 +03 | Mon 2026-05-04 12:00 +03 | 1 May is a holiday
war | 4 | Thu 2026-04-30 17:00 +03 | Fri 2026-05-01 12:00 +03 | under martial law it is not
own | 2 | Fri 2026-03-27 17:00 +02 | Sat 2026-03-28 10:00 +02 | a working Saturday
own | 2 | Tue 2026-11-10 17:30 +02 | Wed 2026-11-11 10:30 +02 | named both off and working
own | 9 | Wed 2026-12-30 09:00 +02 | Wed 2026-12-30 18:00 +02 | a whole day
own | 10 | Wed 2026-12-30 09:00 +02 | Mon 2027-01-04 10:00 +02 | its own day off, then New Year
war | 20 | Mon 2026-03-02 12:00 +02 | Wed 2026-03-04 14:00 +02 | 6, 9 and 5 hours
"""


@pytest.mark.parametrize("line", WORKED.strip().splitlines())
@zones
def test_working_hours_run_while_a_working_day_lasts(line: str, zone: ZoneInfo | None) -> None:
    calendar, hours, at, until, _ = map(str.strip, line.split("|"))
    begun = moment(at).astimezone(zone or UTC)
    end = deadlines.end_of(Span(working_hours=int(hours)), begun, CALENDARS[calendar])
    assert (end, end.tzinfo) == (moment(until), UTC)


def test_the_days_counted_are_kept() -> None:
    clock = begin("law5d", "Thu 2026-12-24 10:00 +02", PEACE)
    counted = [date(2026, 12, on) for on in (28, 29, 30, 31)]
    assert clock.days == (*counted, date(2027, 1, 4))


@longer
def test_extended_from_the_receipt(case: Case) -> None:
    short = case.clock()
    clock = deadlines.extend(short, case.promise, case.calendar)
    assert (clock.last_day, clock.due_at) == (case.last_day, case.due_at)
    assert (len(clock.days), clock.extended) == (20, True)
    assert clock.days[:5] == short.days
    assert (clock.since, again(clock)) == (short.since, clock)


def test_no_second_extension() -> None:
    clock = begin("law5d", "Mon 2026-03-02 10:00 +02")
    clock = again(deadlines.extend(clock, PROMISES["law5d"], WAR))
    with pytest.raises(ValueError):
        deadlines.extend(clock, PROMISES["law5d"], WAR)


@pytest.mark.parametrize("promise", ["2d", "48h", "law48h"])
def test_no_extension_where_there_is_no_longer_term(promise: str) -> None:
    clock = begin(promise, "Mon 2026-03-02 10:00 +02")
    with pytest.raises(ValueError):
        deadlines.extend(clock, PROMISES[promise], WAR)


@zones
@stopped
def test_pause(case: Case, zone: ZoneInfo | None) -> None:
    clock = case.clock(zone)
    assert (clock.last_day, clock.due_at) == (case.last_day, case.due_at)
    assert not clock.is_resting
    assert clock.rests == tuple(
        Rest(since, until, days) for since, until, days in case.pauses if days is not None
    )
    assert deadlines.is_late(clock, case.due_at)
    assert not deadlines.is_late(clock, case.due_at - SECOND)
    assert again(clock) == clock


def test_the_days_it_stood_are_not_counted() -> None:
    clock = begin("3d", "Mon 2026-03-02 10:00 +02")
    clock = deadlines.rest(clock, PROMISES["3d"], moment("Tue 2026-03-03 12:00 +02"))
    clock = deadlines.resume(clock, moment("Wed 2026-03-04 12:00 +02"), WAR)
    # Tuesday counts, Wednesday doesn't.
    assert clock.days == (date(2026, 3, 3), date(2026, 3, 5), date(2026, 3, 6))


def test_a_clock_that_stands_is_never_late_and_stands_since_it_stopped_first() -> None:
    first, second = moment("Tue 2026-03-03 10:00 +02"), moment("Thu 2026-03-05 10:00 +02")
    clock = deadlines.rest(begin("2d", "Mon 2026-03-02 10:00 +02"), PROMISES["2d"], first)
    assert clock.is_resting
    assert deadlines.rest(clock, PROMISES["2d"], second) is clock
    assert clock.resting_since == first
    assert not deadlines.is_late(clock, moment("Wed 2026-05-06 10:00 +03"))
    assert again(clock) == clock


def test_the_laws_clock_is_late_although_somebody_was_asked() -> None:
    clock = begin("law5d", "Mon 2026-03-02 10:00 +02")
    assert deadlines.rest(clock, PROMISES["law5d"], moment("Tue 2026-03-03 10:00 +02")) is clock
    assert deadlines.is_late(clock, moment("Tue 2026-03-10 00:00 +02"))


def test_what_does_not_stand_cannot_go_on() -> None:
    clock = begin("2d", "Mon 2026-03-02 10:00 +02")
    assert deadlines.resume(clock, moment("Fri 2026-03-06 10:00 +02"), WAR) is clock


@zones
@pytest.mark.parametrize("row", REMINDERS.strip().splitlines())
def test_reminders(row: str, zone: ZoneInfo | None) -> None:
    promise, receipt, *expected = map(str.strip, row.split("|"))
    clock = deadlines.start(PROMISES[promise], moment(receipt).astimezone(zone or UTC), WAR)
    found = deadlines.reminders(clock, PROMISES[promise])
    assert found == tuple(map(moment, expected))
    assert {at.tzinfo for at in found} == {UTC}


def test_reminders_move_with_the_deadline() -> None:
    clock = begin("law5d", "Mon 2026-03-02 10:00 +02")
    clock = deadlines.extend(clock, PROMISES["law5d"], WAR)
    found = deadlines.reminders(clock, PROMISES["law5d"])
    assert found == (moment("Mon 2026-03-30 09:00 +03"), moment("Mon 2026-03-30 15:00 +03"))
    clock = begin("2d", "Mon 2026-03-02 10:00 +02")
    clock = deadlines.rest(clock, PROMISES["2d"], moment("Wed 2026-03-04 15:00 +02"))
    clock = deadlines.resume(clock, moment("Thu 2026-03-05 08:00 +02"), WAR)
    found = deadlines.reminders(clock, PROMISES["2d"])
    assert found == (moment("Thu 2026-03-05 09:00 +02"), moment("Thu 2026-03-05 15:00 +02"))


def test_what_was_stored_before_promises_had_ids() -> None:
    clock = Clock.from_json({"since": "2026-03-27", "days": ["2026-03-30", "2026-03-31"]})
    assert clock.since == moment("Fri 2026-03-27 00:00 +02")
    assert clock.due_at == moment("Wed 2026-04-01 00:00 +03")
    assert (clock.promise, clock.last_day, clock.is_resting) == ("", date(2026, 3, 31), False)
    assert again(clock) == clock


moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 3, 1), timezones=st.just(UTC))  # noqa: DTZ001
pauses = st.lists(st.tuples(*[st.timedeltas(timedelta(), timedelta(days=9))] * 2), max_size=3)
promises = st.sampled_from(sorted(PROMISES.values(), key=lambda one: one.id))
calendars = st.sampled_from([WAR, PEACE, OWN])


@given(promises, moments, moments, calendars)
def test_never_due_before_the_receipt_nor_earlier_for_a_later_one(
    promise: Promise, one: datetime, other: datetime, calendar: WorkingCalendar
) -> None:
    earlier, later = (deadlines.start(promise, at, calendar) for at in sorted((one, other)))
    assert earlier.since < earlier.due_at <= later.due_at
    assert later.since < later.due_at


@given(promises, moments, pauses, calendars)
def test_a_pause_never_moves_the_deadline_earlier_nor_counts_a_day_off(
    promise: Promise,
    at: datetime,
    spans: list[tuple[timedelta, timedelta]],
    calendar: WorkingCalendar,
) -> None:
    clock = deadlines.start(promise, at, calendar)
    for wait, length in spans:
        due_at, at = clock.due_at, at + wait
        clock = deadlines.rest(clock, promise, at)
        assert again(clock) == clock
        at += length
        clock = deadlines.resume(clock, at, calendar)
        assert clock.due_at >= due_at
        assert clock.due_at == due_at or not promise.is_law
    assert all(map(calendar.is_working, clock.days))
    assert list(clock.days) == sorted(set(clock.days))
    assert clock.since.astimezone(KYIV).date() not in clock.days
    assert again(clock) == clock


@given(moments, st.timedeltas(timedelta(), timedelta(days=60)), calendars)
def test_a_pause_before_it_is_late_keeps_the_number_of_days(
    at: datetime, length: timedelta, calendar: WorkingCalendar
) -> None:
    promise = PROMISES["3d"]
    clock = deadlines.start(promise, at, calendar)
    stopped_at = min(at + length / 10, clock.due_at - SECOND)
    clock = deadlines.resume(
        deadlines.rest(clock, promise, stopped_at), stopped_at + length, calendar
    )
    assert len(clock.days) == 3
    assert not deadlines.is_late(clock, stopped_at + length) or not calendar.is_working(
        (stopped_at + length).astimezone(KYIV).date()
    )


@given(moments, calendars)
def test_the_longer_term_is_twenty_working_days(at: datetime, calendar: WorkingCalendar) -> None:
    short = deadlines.start(PROMISES["law5d"], at, calendar)
    clock = deadlines.extend(short, PROMISES["law5d"], calendar)
    assert clock.days[:5] == short.days
    assert len(set(filter(calendar.is_working, clock.days))) == 20
    assert again(clock) == clock
