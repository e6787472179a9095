"""Appointments as iCalendar: one to keep, or all of an adviser. Pure.

Moments are written in UTC, so that no calendar has to know when clocks change in Kyiv.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Mistok//Appointments//UK"
REFRESH = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a calendar.

    Attributes:
        uid: the same for ever, so that a later version takes the place of an earlier one.
        starts_at: aware, as `ends_at`.
        title: what it is called: neutral, others see a calendar too.
        place: where.
        version: grows with each change.
        is_cancelled: it will not be.
        alarms: how long before to remind.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str = ""
    version: int = 0
    is_cancelled: bool = False
    alarms: tuple[timedelta, ...] = ()


def calendar(entries: Iterable[Entry], *, now: datetime, name: str = "") -> bytes:
    """The calendar as a file; `name` is what a program that asks for it again and again shows."""
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODUCT)
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    if name:
        made.add("x-wr-calname", name)
        made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for one in entries:
        made.add_component(_event(one, now))
    written: bytes = made.to_ical()
    return written


def _event(one: Entry, now: datetime) -> Event:
    made = Event()
    made.add("uid", one.uid)
    made.add("dtstamp", now.astimezone(UTC))
    made.add("dtstart", one.starts_at.astimezone(UTC))
    made.add("dtend", one.ends_at.astimezone(UTC))
    made.add("sequence", one.version)
    made.add("summary", _plain(one.title))
    made.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    if one.place:
        made.add("location", _plain(one.place))
    for before in one.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _plain(one.title))
        alarm.add("trigger", -before)
        made.add_component(alarm)
    return made


def _plain(words: str) -> str:
    """Without control characters, which no calendar takes."""
    return "".join(letter for letter in words if letter >= " " or letter == "\n")
