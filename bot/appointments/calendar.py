"""Appointments as iCalendar (RFC 5545): one to keep, or all of an adviser. Pure.

Moments are written in UTC, so that no calendar has to know when clocks change in Kyiv.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LINE_BYTES = 75  # then a line goes on in the next one, behind a space
MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Mistok//Appointments//UK"
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""}


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
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines.append("METHOD:PUBLISH")
    if name:
        lines += [f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT15M"]
    for one in entries:
        lines += _event(one, now)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(one: Entry, now: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(one.uid)}",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(one.starts_at)}",
        f"DTEND:{_moment(one.ends_at)}",
        f"SEQUENCE:{one.version}",
        f"SUMMARY:{_text(one.title)}",
        f"STATUS:{'CANCELLED' if one.is_cancelled else 'CONFIRMED'}",
    ]
    if one.place:
        lines.append(f"LOCATION:{_text(one.place)}")
    for before in one.alarms:
        minutes = round(before.total_seconds() / 60)
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(one.title)}"]
        lines += [f"TRIGGER:-PT{minutes}M", "END:VALARM"]
    return [*lines, "END:VEVENT"]


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    return "".join(_ESCAPED.get(letter, letter) for letter in words if letter >= " " or
                   letter in _ESCAPED)  # fmt: skip


def _folded(line: str) -> bytes:
    """A line of at most 75 bytes, and what is left of it in lines that begin with a space."""
    parts: list[bytes] = []
    part = b""
    for letter in line:
        encoded = letter.encode()
        if len(part) + len(encoded) > LINE_BYTES - bool(parts):
            parts.append(part)
            part = b""
        part += encoded
    return b"\r\n ".join([*parts, part]) + b"\r\n"
