"""Deadlines worked out by hand with a wall calendar; nothing here was computed by the bot.

Every moment is Kyiv's wall clock with its offset from UTC (+02 in winter, +03 in summer, 2026: from
29 March 03:00 to 25 October 04:00). Promises and calendars are built here, so that libraries may
change theirs in content/ freely.

Holidays that matter in 2026: Fri 1 May, Fri 8 May, Trinity Sun 31 May, Sun 28 Jun, Wed 15 Jul,
Mon 24 Aug, Thu 1 Oct, Fri 25 Dec, Fri 1 Jan 2027. Easter: 24 Apr 2022, 12 Apr 2026, 2 May 2027.
"""

from dataclasses import replace
from datetime import date, time

from bot.catalogue.calendar import Holiday, MartialLaw, WorkingCalendar
from bot.catalogue.model import Text
from bot.catalogue.promises import Promise, Span

NOTHING = Text("")


def _holiday(month: int, day: int) -> Holiday:
    return Holiday(name=NOTHING, month=month, day=day)


def _promise(name: str, within: Span, *, law: bool = False, longer: Span | None = None) -> Promise:
    return Promise(
        id=name,
        kind="reference",
        name=NOTHING,
        answer_within=within,
        take_within=Span(working_days=1),
        idle_after=Span(hours=4),
        remind_at=(time(9), time(15)) if within.working_days else (),
        is_law=law,
        extended_to=longer,
    )


_LAW = MartialLaw(since=date(2022, 3, 24), until=None, law="", source="")
_WAR = WorkingCalendar(
    weekend=frozenset({6, 7}),
    holidays=(
        *(_holiday(*on) for on in ((1, 1), (3, 8), (5, 1), (5, 8), (6, 28), (7, 15))),
        *(_holiday(*on) for on in ((8, 24), (10, 1), (12, 25))),
        Holiday(name=NOTHING, after_easter=0),
        Holiday(name=NOTHING, after_easter=49),
    ),
    martial_law=_LAW,
    off=frozenset(),
    working=frozenset(),
)
_PEACE = replace(_WAR, martial_law=replace(_LAW, until=date(2026, 4, 30)))
CALENDARS = {
    "war": _WAR,  # martial law lasts: holidays are working days
    "peace": _PEACE,  # its last day is 30 April 2026
    "may1": replace(_WAR, martial_law=replace(_LAW, until=date(2026, 5, 1))),  # ends on a holiday
    "own": replace(  # as `peace`, with the operator's own days
        _PEACE,
        off=frozenset({date(2026, 4, 13), date(2026, 11, 11), date(2026, 12, 31)}),
        working=frozenset(
            {date(2026, 3, 28), date(2026, 7, 15), date(2026, 10, 25), date(2026, 11, 11)}
        ),
    ),
}
PROMISES = {
    one.id: one
    for one in (
        _promise("1d", Span(working_days=1)),
        _promise("2d", Span(working_days=2)),
        _promise("3d", Span(working_days=3)),
        _promise("law5d", Span(working_days=5), law=True, longer=Span(working_days=20)),
        _promise("law48h", Span(hours=48), law=True),
        _promise("48h", Span(hours=48)),
    )
}

# calendar | receipt | promise | last day | due | why
DEADLINES = """
war | Mon 2026-03-02 10:00 +02 | 1d | Tue 2026-03-03 | Wed 2026-03-04 00:00 +02 | an ordinary day
war | Thu 2026-03-05 17:59 +02 | 1d | Fri 2026-03-06 | Sat 2026-03-07 00:00 +02 | due as Sat begins
war | Fri 2026-03-06 18:30 +02 | 1d | Mon 2026-03-09 | Tue 2026-03-10 00:00 +02 | Friday evening
war | Sat 2026-03-07 12:00 +02 | 1d | Mon 2026-03-09 | Tue 2026-03-10 00:00 +02 | Saturday
war | Sun 2026-03-08 23:59 +02 | 1d | Mon 2026-03-09 | Tue 2026-03-10 00:00 +02 | Sunday ends
war | Mon 2026-03-09 00:00 +02 | 1d | Tue 2026-03-10 | Wed 2026-03-11 00:00 +02 | Monday begins
war | Sat 2026-02-28 10:00 +02 | 1d | Mon 2026-03-02 | Tue 2026-03-03 00:00 +02 | a month ends
war | Mon 2028-02-28 10:00 +02 | 1d | Tue 2028-02-29 | Wed 2028-03-01 00:00 +02 | a leap year
war | Mon 2026-03-02 09:00 +02 | 2d | Wed 2026-03-04 | Thu 2026-03-05 00:00 +02 | an ordinary day
war | Wed 2026-03-04 20:00 +02 | 2d | Fri 2026-03-06 | Sat 2026-03-07 00:00 +02 | ends on a Friday
war | Thu 2026-03-05 10:00 +02 | 2d | Mon 2026-03-09 | Tue 2026-03-10 00:00 +02 | over a weekend
war | Fri 2026-03-06 23:59 +02 | 2d | Tue 2026-03-10 | Wed 2026-03-11 00:00 +02 | late on Friday
war | Sat 2026-03-07 00:00 +02 | 2d | Tue 2026-03-10 | Wed 2026-03-11 00:00 +02 | a minute later
war | Sun 2026-03-08 12:00 +02 | 2d | Tue 2026-03-10 | Wed 2026-03-11 00:00 +02 | Sunday
war | Mon 2026-03-02 10:00 +02 | 3d | Thu 2026-03-05 | Fri 2026-03-06 00:00 +02 | an ordinary day
war | Mon 2026-03-09 23:30 +02 | 1d | Tue 2026-03-10 | Wed 2026-03-11 00:00 +02 | before midnight
war | Tue 2026-03-10 00:30 +02 | 1d | Wed 2026-03-11 | Thu 2026-03-12 00:00 +02 | Mon 22:30 UTC
war | Mon 2026-03-16 00:30 +02 | 1d | Tue 2026-03-17 | Wed 2026-03-18 00:00 +02 | Sun 22:30 UTC
war | Tue 2026-07-07 23:59 +03 | 1d | Wed 2026-07-08 | Thu 2026-07-09 00:00 +03 | before midnight
war | Wed 2026-07-08 00:01 +03 | 1d | Thu 2026-07-09 | Fri 2026-07-10 00:00 +03 | Tue 21:01 UTC
war | Wed 2026-07-08 02:59 +03 | 1d | Thu 2026-07-09 | Fri 2026-07-10 00:00 +03 | Tue 23:59 UTC
war | Wed 2026-07-08 03:00 +03 | 1d | Thu 2026-07-09 | Fri 2026-07-10 00:00 +03 | Wed 00:00 UTC
war | Mon 2026-03-02 10:00 +02 | law5d | Mon 2026-03-09 | Tue 2026-03-10 00:00 +02 | 3-6, 9 March
war | Fri 2026-03-06 17:00 +02 | law5d | Fri 2026-03-13 | Sat 2026-03-14 00:00 +02 | 9-13 March
war | Sat 2026-03-07 10:00 +02 | law5d | Fri 2026-03-13 | Sat 2026-03-14 00:00 +02 | 9-13 March
war | Sun 2026-03-08 23:30 +02 | law5d | Fri 2026-03-13 | Sat 2026-03-14 00:00 +02 | 9-13 March
war | Mon 2026-03-09 00:30 +02 | law5d | Mon 2026-03-16 | Tue 2026-03-17 00:00 +02 | Sun 22:30 UTC
war | Tue 2026-02-24 10:00 +02 | law5d | Tue 2026-03-03 | Wed 2026-03-04 00:00 +02 | 25-27, 2-3
war | Thu 2026-03-26 10:00 +02 | 1d | Fri 2026-03-27 | Sat 2026-03-28 00:00 +02 | still winter time
war | Fri 2026-03-27 10:00 +02 | 1d | Mon 2026-03-30 | Tue 2026-03-31 00:00 +03 | then summer time
war | Sun 2026-03-29 02:59 +02 | 2d | Tue 2026-03-31 | Wed 2026-04-01 00:00 +03 | before the change
war | Sun 2026-03-29 04:00 +03 | 2d | Tue 2026-03-31 | Wed 2026-04-01 00:00 +03 | a minute later
war | Tue 2026-03-24 10:00 +02 | law5d | Tue 2026-03-31 | Wed 2026-04-01 00:00 +03 | over the change
war | Thu 2026-10-22 10:00 +03 | 1d | Fri 2026-10-23 | Sat 2026-10-24 00:00 +03 | still summer time
war | Fri 2026-10-23 18:00 +03 | 1d | Mon 2026-10-26 | Tue 2026-10-27 00:00 +02 | then winter time
war | Sun 2026-10-25 03:30 +03 | 1d | Mon 2026-10-26 | Tue 2026-10-27 00:00 +02 | 03:30 at first
war | Sun 2026-10-25 03:30 +02 | 1d | Mon 2026-10-26 | Tue 2026-10-27 00:00 +02 | 03:30 once more
war | Mon 2026-10-26 00:30 +02 | 1d | Tue 2026-10-27 | Wed 2026-10-28 00:00 +02 | Sun 22:30 UTC
war | Mon 2026-10-19 10:00 +03 | law5d | Mon 2026-10-26 | Tue 2026-10-27 00:00 +02 | 20-23, 26
war | Mon 2026-03-02 10:00 +02 | law48h | Wed 2026-03-04 | Wed 2026-03-04 10:00 +02 | ordinary days
war | Fri 2026-03-06 18:30 +02 | law48h | Sun 2026-03-08 | Sun 2026-03-08 18:30 +02 | weekends count
war | Fri 2026-03-27 02:30 +02 | law48h | Sun 2026-03-29 | Sun 2026-03-29 02:30 +02 | just before
war | Fri 2026-03-27 03:30 +02 | law48h | Sun 2026-03-29 | Sun 2026-03-29 04:30 +03 | no 03:30 then
war | Sat 2026-03-28 12:00 +02 | law48h | Mon 2026-03-30 | Mon 2026-03-30 13:00 +03 | a 23-hour day
war | Sat 2026-03-28 23:30 +02 | law48h | Tue 2026-03-31 | Tue 2026-03-31 00:30 +03 | into Tuesday
war | Sun 2026-03-29 02:59 +02 | law48h | Tue 2026-03-31 | Tue 2026-03-31 03:59 +03 | just before
war | Sun 2026-03-29 04:00 +03 | law48h | Tue 2026-03-31 | Tue 2026-03-31 04:00 +03 | just after
war | Fri 2026-10-23 03:30 +03 | law48h | Sun 2026-10-25 | Sun 2026-10-25 03:30 +03 | 03:30 at first
war | Fri 2026-10-23 04:30 +03 | law48h | Sun 2026-10-25 | Sun 2026-10-25 03:30 +02 | once more
war | Sat 2026-10-24 00:30 +03 | law48h | Sun 2026-10-25 | Sun 2026-10-25 23:30 +02 | still Sunday
war | Sat 2026-10-24 12:00 +03 | law48h | Mon 2026-10-26 | Mon 2026-10-26 11:00 +02 | a 25-hour day
war | Thu 2026-12-31 22:00 +02 | law48h | Sat 2027-01-02 | Sat 2027-01-02 22:00 +02 | a year ends
war | Mon 2028-02-28 12:00 +02 | law48h | Wed 2028-03-01 | Wed 2028-03-01 12:00 +02 | a leap year
war | Sat 2026-04-11 20:00 +03 | 1d | Mon 2026-04-13 | Tue 2026-04-14 00:00 +03 | Easter not moved
war | Thu 2026-04-30 18:00 +03 | 1d | Fri 2026-05-01 | Sat 2026-05-02 00:00 +03 | 1 May is worked
war | Sun 2026-06-28 12:00 +03 | 1d | Mon 2026-06-29 | Tue 2026-06-30 00:00 +03 | 28 June not moved
war | Sun 2026-08-23 20:00 +03 | 1d | Mon 2026-08-24 | Tue 2026-08-25 00:00 +03 | 24 Aug is worked
war | Wed 2026-09-30 23:30 +03 | 2d | Fri 2026-10-02 | Sat 2026-10-03 00:00 +03 | 1 Oct is worked
war | Thu 2026-12-24 20:00 +02 | 2d | Mon 2026-12-28 | Tue 2026-12-29 00:00 +02 | 25 Dec is worked
war | Thu 2026-12-31 23:30 +02 | 1d | Fri 2027-01-01 | Sat 2027-01-02 00:00 +02 | 1 Jan is worked
war | Fri 2027-01-01 00:30 +02 | 1d | Mon 2027-01-04 | Tue 2027-01-05 00:00 +02 | still 2026 in UTC
war | Wed 2026-12-30 10:00 +02 | law5d | Wed 2027-01-06 | Thu 2027-01-07 00:00 +02 | 31, 1, 4-6
war | Mon 2022-03-07 10:00 +02 | 1d | Wed 2022-03-09 | Thu 2022-03-10 00:00 +02 | before the law
war | Sun 2022-04-24 10:00 +03 | 1d | Mon 2022-04-25 | Tue 2022-04-26 00:00 +03 | under it
peace | Sat 2026-04-11 20:00 +03 | 1d | Mon 2026-04-13 | Tue 2026-04-14 00:00 +03 | not ended yet
peace | Wed 2026-04-29 20:00 +03 | 1d | Thu 2026-04-30 | Fri 2026-05-01 00:00 +03 | its last day
peace | Thu 2026-04-30 18:00 +03 | 1d | Mon 2026-05-04 | Tue 2026-05-05 00:00 +03 | a first holiday
peace | Thu 2026-04-30 23:59 +03 | 2d | Tue 2026-05-05 | Wed 2026-05-06 00:00 +03 | the night before
peace | Fri 2026-05-01 00:01 +03 | 2d | Tue 2026-05-05 | Wed 2026-05-06 00:00 +03 | Thu 21:01 UTC
peace | Thu 2026-04-30 18:00 +03 | law48h | Sat 2026-05-02 | Sat 2026-05-02 18:00 +03 | hours do run
peace | Thu 2026-05-07 18:00 +03 | 1d | Mon 2026-05-11 | Tue 2026-05-12 00:00 +03 | 8 May
peace | Thu 2026-04-30 12:00 +03 | law5d | Mon 2026-05-11 | Tue 2026-05-12 00:00 +03 | 4-7, 11 May
peace | Fri 2026-05-29 18:00 +03 | 1d | Tue 2026-06-02 | Wed 2026-06-03 00:00 +03 | Trinity is moved
peace | Fri 2026-06-26 18:00 +03 | 1d | Tue 2026-06-30 | Wed 2026-07-01 00:00 +03 | 28 June is moved
peace | Tue 2026-07-14 21:00 +03 | 2d | Fri 2026-07-17 | Sat 2026-07-18 00:00 +03 | 15 July
peace | Fri 2026-08-21 18:00 +03 | 1d | Tue 2026-08-25 | Wed 2026-08-26 00:00 +03 | three days off
peace | Mon 2026-08-24 12:00 +03 | 2d | Wed 2026-08-26 | Thu 2026-08-27 00:00 +03 | on the holiday
peace | Wed 2026-09-30 23:30 +03 | 2d | Mon 2026-10-05 | Tue 2026-10-06 00:00 +03 | the night before
peace | Thu 2026-10-01 00:30 +03 | 1d | Fri 2026-10-02 | Sat 2026-10-03 00:00 +03 | Wed 21:30 UTC
peace | Thu 2026-12-24 18:00 +02 | 2d | Tue 2026-12-29 | Wed 2026-12-30 00:00 +02 | Christmas
peace | Wed 2026-12-23 10:00 +02 | law5d | Thu 2026-12-31 | Fri 2027-01-01 00:00 +02 | 24, 28-31
peace | Thu 2026-12-24 10:00 +02 | law5d | Mon 2027-01-04 | Tue 2027-01-05 00:00 +02 | 28-31, 4 Jan
peace | Thu 2026-12-31 23:30 +02 | 1d | Mon 2027-01-04 | Tue 2027-01-05 00:00 +02 | New Year
peace | Fri 2027-03-05 18:00 +02 | 1d | Tue 2027-03-09 | Wed 2027-03-10 00:00 +02 | 8 March
peace | Fri 2027-04-30 12:00 +03 | 1d | Wed 2027-05-05 | Thu 2027-05-06 00:00 +03 | Easter, 1 May
peace | Fri 2027-12-24 18:00 +02 | 1d | Tue 2027-12-28 | Wed 2027-12-29 00:00 +02 | a Sat is moved
peace | Fri 2027-12-31 18:00 +02 | 1d | Tue 2028-01-04 | Wed 2028-01-05 00:00 +02 | a Sat is moved
may1 | Thu 2026-04-30 18:00 +03 | 1d | Fri 2026-05-01 | Sat 2026-05-02 00:00 +03 | still worked
may1 | Thu 2026-05-07 18:00 +03 | 1d | Mon 2026-05-11 | Tue 2026-05-12 00:00 +03 | free again
own | Fri 2026-03-27 10:00 +02 | 1d | Sat 2026-03-28 | Sun 2026-03-29 00:00 +02 | 3 h before DST
own | Fri 2026-03-27 10:00 +02 | 2d | Mon 2026-03-30 | Tue 2026-03-31 00:00 +03 | 28, 30 March
own | Sat 2026-03-28 10:00 +02 | 1d | Mon 2026-03-30 | Tue 2026-03-31 00:00 +03 | a working Saturday
own | Fri 2026-04-10 18:00 +03 | 1d | Tue 2026-04-14 | Wed 2026-04-15 00:00 +03 | 13 April is off
own | Tue 2026-07-14 21:00 +03 | 1d | Wed 2026-07-15 | Thu 2026-07-16 00:00 +03 | a worked holiday
own | Fri 2026-10-23 10:00 +03 | 1d | Sun 2026-10-25 | Mon 2026-10-26 00:00 +02 | 25 hours of Sunday
own | Tue 2026-11-10 10:00 +02 | 1d | Wed 2026-11-11 | Thu 2026-11-12 00:00 +02 | working beats off
own | Wed 2026-12-30 10:00 +02 | 1d | Mon 2027-01-04 | Tue 2027-01-05 00:00 +02 | off, a holiday
"""

# calendar | receipt | promise | last day of the longer term | due | why
EXTENDED = """
war | Mon 2026-03-02 10:00 +02 | law5d | Mon 2026-03-30 | Tue 2026-03-31 00:00 +03 | 4+5+5+5+1
war | Fri 2026-03-06 18:30 +02 | law5d | Fri 2026-04-03 | Sat 2026-04-04 00:00 +03 | four weeks
war | Sat 2026-10-03 10:00 +03 | law5d | Fri 2026-10-30 | Sat 2026-10-31 00:00 +02 | four weeks
war | Thu 2026-04-30 18:00 +03 | law5d | Thu 2026-05-28 | Fri 2026-05-29 00:00 +03 | 1+5+5+5+4
peace | Thu 2026-04-30 18:00 +03 | law5d | Tue 2026-06-02 | Wed 2026-06-03 00:00 +03 | 4+5+5+5+1
war | Wed 2026-12-09 10:00 +02 | law5d | Wed 2027-01-06 | Thu 2027-01-07 00:00 +02 | 2+5+5+5+3
peace | Wed 2026-12-09 10:00 +02 | law5d | Fri 2027-01-08 | Sat 2027-01-09 00:00 +02 | 2+5+4+4+5
own | Wed 2026-12-09 10:00 +02 | law5d | Mon 2027-01-11 | Tue 2027-01-12 00:00 +02 | 2+5+4+3+5+1
"""

# calendar | receipt | promise | last day | due | why | from > to = working days it stood ...
# A stop that is refused has "-" for its days.
PAUSED = """
war | Mon 2026-03-02 10:00 +02 | 2d | Wed 2026-03-04 | Thu 2026-03-05 00:00 +02 | within a day
    | Tue 2026-03-03 10:00 +02 > Tue 2026-03-03 16:00 +02 = 0
war | Mon 2026-03-02 10:00 +02 | 2d | Wed 2026-03-04 | Thu 2026-03-05 00:00 +02 | on the first day
    | Mon 2026-03-02 11:00 +02 > Mon 2026-03-02 18:00 +02 = 0
war | Mon 2026-03-02 10:00 +02 | 1d | Wed 2026-03-04 | Thu 2026-03-05 00:00 +02 | from the first day
    | Mon 2026-03-02 12:00 +02 > Tue 2026-03-03 12:00 +02 = 1
war | Mon 2026-03-02 10:00 +02 | 2d | Thu 2026-03-05 | Fri 2026-03-06 00:00 +02 | over a night
    | Tue 2026-03-03 17:00 +02 > Wed 2026-03-04 09:00 +02 = 1
war | Mon 2026-03-02 10:00 +02 | 2d | Thu 2026-03-05 | Fri 2026-03-06 00:00 +02 | one UTC day, two
    | Tue 2026-03-03 23:30 +02 > Wed 2026-03-04 00:30 +02 = 1
war | Mon 2026-03-02 10:00 +02 | 2d | Wed 2026-03-04 | Thu 2026-03-05 00:00 +02 | two UTC days, one
    | Wed 2026-03-04 01:30 +02 > Wed 2026-03-04 02:30 +02 = 0
war | Mon 2026-03-02 10:00 +02 | 2d | Mon 2026-03-09 | Tue 2026-03-10 00:00 +02 | several days
    | Mon 2026-03-02 12:00 +02 > Thu 2026-03-05 12:00 +02 = 3
war | Mon 2026-03-02 10:00 +02 | 3d | Mon 2026-03-09 | Tue 2026-03-10 00:00 +02 | Tue, Wed, Mon left
    | Wed 2026-03-04 12:00 +02 > Fri 2026-03-06 12:00 +02 = 2
war | Thu 2026-03-05 10:00 +02 | 2d | Tue 2026-03-10 | Wed 2026-03-11 00:00 +02 | till Monday
    | Fri 2026-03-06 16:00 +02 > Mon 2026-03-09 10:00 +02 = 1
war | Thu 2026-03-05 10:00 +02 | 2d | Mon 2026-03-09 | Tue 2026-03-10 00:00 +02 | within a weekend
    | Sat 2026-03-07 10:00 +02 > Sun 2026-03-08 20:00 +02 = 0
war | Thu 2026-03-05 10:00 +02 | 2d | Mon 2026-03-09 | Tue 2026-03-10 00:00 +02 | till Sunday
    | Fri 2026-03-06 16:00 +02 > Sun 2026-03-08 20:00 +02 = 0
war | Thu 2026-03-05 10:00 +02 | 2d | Tue 2026-03-10 | Wed 2026-03-11 00:00 +02 | from Saturday
    | Sat 2026-03-07 10:00 +02 > Mon 2026-03-09 09:00 +02 = 1
war | Mon 2026-03-02 10:00 +02 | 2d | Wed 2026-03-04 | Thu 2026-03-05 00:00 +02 | in the last day
    | Wed 2026-03-04 10:00 +02 > Wed 2026-03-04 23:59 +02 = 0
war | Mon 2026-03-02 10:00 +02 | 2d | Thu 2026-03-05 | Fri 2026-03-06 00:00 +02 | from the last day
    | Wed 2026-03-04 15:00 +02 > Thu 2026-03-05 11:00 +02 = 1
war | Mon 2026-03-02 10:00 +02 | 2d | Thu 2026-03-05 | Fri 2026-03-06 00:00 +02 | from the last min.
    | Wed 2026-03-04 23:59 +02 > Thu 2026-03-05 00:01 +02 = 1
war | Wed 2026-03-04 10:00 +02 | 2d | Mon 2026-03-09 | Tue 2026-03-10 00:00 +02 | from a last Friday
    | Fri 2026-03-06 17:00 +02 > Mon 2026-03-09 09:00 +02 = 1
war | Mon 2026-03-02 10:00 +02 | 2d | Fri 2026-03-13 | Sat 2026-03-14 00:00 +02 | from it, for long
    | Wed 2026-03-04 15:00 +02 > Fri 2026-03-13 12:00 +02 = 7
war | Mon 2026-03-02 10:00 +02 | 2d | Fri 2026-03-06 | Sat 2026-03-07 00:00 +02 | twice
    | Mon 2026-03-02 12:00 +02 > Tue 2026-03-03 10:00 +02 = 1
    | Wed 2026-03-04 12:00 +02 > Thu 2026-03-05 10:00 +02 = 1
war | Mon 2026-03-02 10:00 +02 | 2d | Fri 2026-03-06 | Sat 2026-03-07 00:00 +02 | twice on last day
    | Wed 2026-03-04 10:00 +02 > Thu 2026-03-05 10:00 +02 = 1
    | Thu 2026-03-05 15:00 +02 > Fri 2026-03-06 09:00 +02 = 1
war | Mon 2026-03-02 10:00 +02 | 2d | Wed 2026-03-04 | Thu 2026-03-05 00:00 +02 | twice within a day
    | Tue 2026-03-03 10:00 +02 > Tue 2026-03-03 11:00 +02 = 0
    | Tue 2026-03-03 14:00 +02 > Tue 2026-03-03 15:00 +02 = 0
war | Mon 2026-03-02 10:00 +02 | 2d | Thu 2026-03-05 | Fri 2026-03-06 00:00 +02 | late, stays late
    | Fri 2026-03-06 10:00 +02 > Mon 2026-03-09 10:00 +02 = 1
war | Fri 2026-03-27 10:00 +02 | 2d | Wed 2026-04-01 | Thu 2026-04-02 00:00 +03 | into summer time
    | Fri 2026-03-27 12:00 +02 > Mon 2026-03-30 09:00 +03 = 1
war | Fri 2026-10-23 10:00 +03 | 2d | Wed 2026-10-28 | Thu 2026-10-29 00:00 +02 | into winter time
    | Sat 2026-10-24 20:00 +03 > Mon 2026-10-26 09:00 +02 = 1
war | Wed 2026-04-29 10:00 +03 | 2d | Mon 2026-05-04 | Tue 2026-05-05 00:00 +03 | a holiday worked
    | Thu 2026-04-30 12:00 +03 > Fri 2026-05-01 12:00 +03 = 1
peace | Wed 2026-04-29 10:00 +03 | 2d | Mon 2026-05-04 | Tue 2026-05-05 00:00 +03 | into a holiday
    | Thu 2026-04-30 12:00 +03 > Fri 2026-05-01 12:00 +03 = 0
peace | Wed 2026-04-29 10:00 +03 | 2d | Tue 2026-05-05 | Wed 2026-05-06 00:00 +03 | over a holiday
    | Thu 2026-04-30 12:00 +03 > Mon 2026-05-04 09:00 +03 = 1
own | Thu 2026-03-26 10:00 +02 | 2d | Mon 2026-03-30 | Tue 2026-03-31 00:00 +03 | a working Saturday
    | Fri 2026-03-27 12:00 +02 > Sat 2026-03-28 12:00 +02 = 1
war | Wed 2026-12-30 10:00 +02 | 2d | Tue 2027-01-05 | Wed 2027-01-06 00:00 +02 | over New Year
    | Thu 2026-12-31 12:00 +02 > Mon 2027-01-04 12:00 +02 = 2
war | Mon 2026-03-02 10:00 +02 | law5d | Mon 2026-03-09 | Tue 2026-03-10 00:00 +02 | the law's
    | Tue 2026-03-03 10:00 +02 > Fri 2026-03-06 10:00 +02 = -
war | Mon 2026-03-02 10:00 +02 | law48h | Wed 2026-03-04 | Wed 2026-03-04 10:00 +02 | the law's
    | Mon 2026-03-02 12:00 +02 > Tue 2026-03-03 12:00 +02 = -
war | Mon 2026-03-02 10:00 +02 | 48h | Wed 2026-03-04 | Wed 2026-03-04 13:00 +02 | three hours
    | Mon 2026-03-02 12:00 +02 > Mon 2026-03-02 15:00 +02 = 0
war | Sat 2026-03-28 12:00 +02 | 48h | Mon 2026-03-30 | Mon 2026-03-30 15:00 +03 | two hours only
    | Sun 2026-03-29 02:00 +02 > Sun 2026-03-29 05:00 +03 = 0
war | Sat 2026-10-24 12:00 +03 | 48h | Mon 2026-10-26 | Mon 2026-10-26 15:00 +02 | four hours
    | Sun 2026-10-25 02:00 +03 > Sun 2026-10-25 05:00 +02 = 0
"""

# promise | receipt | reminders ...
REMINDERS = """
2d | Mon 2026-03-02 10:00 +02 | Wed 2026-03-04 09:00 +02 | Wed 2026-03-04 15:00 +02
1d | Fri 2026-03-06 18:30 +02 | Mon 2026-03-09 09:00 +02 | Mon 2026-03-09 15:00 +02
1d | Fri 2026-03-27 18:30 +02 | Mon 2026-03-30 09:00 +03 | Mon 2026-03-30 15:00 +03
1d | Fri 2026-10-23 18:30 +03 | Mon 2026-10-26 09:00 +02 | Mon 2026-10-26 15:00 +02
law48h | Mon 2026-03-02 10:00 +02 | Tue 2026-03-03 10:00 +02 | Tue 2026-03-03 22:00 +02
law48h | Sat 2026-03-28 12:00 +02 | Sun 2026-03-29 13:00 +03 | Mon 2026-03-30 01:00 +03
law48h | Sat 2026-10-24 12:00 +03 | Sun 2026-10-25 11:00 +02 | Sun 2026-10-25 23:00 +02
"""
