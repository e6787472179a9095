"""iCalendar as RFC 5545 wants it: folded, escaped, in UTC."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from bot.appointments.calendar import Entry, calendar
from tests.unit.appointments.small import at

LINE_BYTES = 75
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def entry(**given: object) -> Entry:
    values = {"uid": "7@mistok", "starts_at": at("2026-11-24", 10), "title": "Прийом",
              "ends_at": at("2026-11-24", 10, 30)}  # fmt: skip
    return Entry(**{**values, **given})  # type: ignore[arg-type]


def unfolded(body: bytes) -> list[str]:
    assert body.endswith(b"\r\n")
    assert all(len(line) <= LINE_BYTES for line in body.split(b"\r\n"))
    return body.decode().replace("\r\n ", "").split("\r\n")


def test_one_appointment_is_a_whole_calendar() -> None:
    lines = unfolded(calendar([entry(version=3, alarms=(timedelta(hours=2),))], now=NOW))
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "UID:7@mistok", "DTSTAMP:20261123T080000Z", "DTSTART:20261124T080000Z",
        "DTEND:20261124T083000Z", "SEQUENCE:3", "SUMMARY:Прийом", "STATUS:CONFIRMED",
        "TRIGGER:-PT2H",
    ):  # fmt: skip
        assert line in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1


def test_moments_are_right_on_both_sides_of_a_change() -> None:
    summer = entry(starts_at=at("2026-10-24", 10), ends_at=at("2026-10-24", 11))
    winter = entry(starts_at=at("2026-10-26", 10), ends_at=at("2026-10-26", 11))
    lines = unfolded(calendar([summer, winter], now=NOW))
    assert "DTSTART:20261024T070000Z" in lines
    assert "DTSTART:20261026T080000Z" in lines


def test_long_lines_go_on_and_no_letter_is_torn() -> None:
    long = "Бібліотека імені когось, зала; другий поверх\nліворуч \\ " * 5
    lines = unfolded(calendar([entry(place=long)], now=NOW))
    (place,) = [one for one in lines if one.startswith("LOCATION:")]
    assert "\\," in place
    body = calendar([entry(place=long)], now=NOW)
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert event["LOCATION"] == long


def test_what_was_cancelled_says_so_and_controls_go() -> None:
    lines = unfolded(calendar([entry(is_cancelled=True, title="а\x07б\r\nв")], now=NOW, name="Я"))
    assert "STATUS:CANCELLED" in lines
    assert "SUMMARY:аб\\nв" in lines
    assert "X-WR-CALNAME:Я" in lines
