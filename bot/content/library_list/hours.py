"""Opening hours told in words, as OpenStreetMap writes them.

«пн-пт з 9 до 18, обід 13-14, сб вихідний» → `Mo-Fr 09:00-13:00,14:00-18:00; Sa off`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from opening_hours import validate as hours_are_valid

from bot.content.library_list.words import folded, topics, words

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
EVERY_DAY, WORKING = tuple(range(7)), tuple(range(5))
Span = tuple[int, int]  # minutes of the day
_TIME = re.compile(r"(\d{1,2})(?:[:.\-](\d{2})(?!\d)|\s(00|15|30|45)(?!\d))?")
_RANGE = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*-\s*(\d{1,2})(?:[:.](\d{2}))?(?!\d)")
_PUNCTUATION = ",;.:()|/\n"


class NotUnderstoodError(ValueError):
    """The words are no hours that can be told for sure."""


@dataclass(slots=True)
class _Week:
    """What has been read so far."""

    open: dict[int, list[Span]] = field(default_factory=dict)
    off: set[int] = field(default_factory=set)
    lunch: list[tuple[frozenset[int], Span]] = field(default_factory=list)
    days: tuple[int, ...] = ()  # told last
    waiting: bool = False  # these days have neither hours nor «off» yet
    next_is: str = ""  # "lunch" or "off", told before its hours or days


def opening_hours(text: str) -> str:
    """The hours of a cell. Raises NotUnderstoodError when they can't be told for sure."""
    if hours_are_valid(text.strip()) and not re.search("[а-яіїєґ]", text.lower()):
        return text.strip()
    week = _Week()
    for kind, value in _tokens(folded(text)):
        _take(week, kind, value)
    if not week.open or (week.waiting and week.days):
        raise NotUnderstoodError(text)
    return _written(week)


def _take(week: _Week, kind: str, value: object) -> None:
    if kind == "days":
        assert isinstance(value, tuple)
        if week.next_is == "off":
            week.off.update(value)
        else:
            week.days = value if not week.waiting else (*week.days, *value)
            week.waiting = True
    elif kind == "off":
        if week.waiting:
            week.off.update(week.days)
            week.days, week.waiting = (), False
        else:
            week.next_is = "off"
    elif kind == "lunch":
        week.next_is = "lunch"
    else:
        assert isinstance(value, tuple)
        _take_span(week, (value[0], value[1]))


def _take_span(week: _Week, span: Span) -> None:
    if span[0] >= span[1]:
        raise NotUnderstoodError("hours that end before they begin")
    if week.next_is == "lunch":
        # Lunch told after some days is theirs only when these days have just been told.
        week.lunch.append((frozenset(week.days if week.waiting else EVERY_DAY), span))
        week.next_is, week.waiting = "", False
        return
    if not week.days:
        raise NotUnderstoodError("hours without days")
    for day in week.days:
        week.open.setdefault(day, []).append(span)
    week.waiting, week.next_is = False, ""


def _tokens(text: str) -> Iterator[tuple[str, object]]:
    """Days, spans, lunch and off, in the order they stand. Raises NotUnderstoodError."""
    at = 0
    while at < len(text):
        if text[at].isspace() or text[at] in _PUNCTUATION:
            at += 1
            continue
        at, found = _next(text, at)
        if found is not None:
            yield found


def _next(text: str, at: int) -> tuple[int, tuple[str, object] | None]:
    for name, value in (("off", ()), ("lunch", ()), ("daily", EVERY_DAY), ("weekdays", WORKING)):
        if end := _word(text, at, words(name)):
            return end, ("days", value) if value else (name, ())
    if (found := _days(text, at)) is not None:
        return found[0], ("days", found[1])
    if (spanned := _span(text, at)) is not None:
        return spanned[0], ("span", spanned[1])
    for name in ("skip", "and"):
        if end := _word(text, at, words(name)):
            return end, None
    if text[at] == "-":
        return at + 1, None
    raise NotUnderstoodError(text[at:])


def _word(text: str, at: int, among: tuple[str, ...]) -> int:
    """Where a word of a list that stands here ends; 0 when none does."""
    for one in among:
        end = at + len(one)
        if text.startswith(one, at) and not text[end : end + 1].isalpha():
            return end
    return 0


def _day(text: str, at: int) -> tuple[int, int] | None:
    for name, told in topics("day.").items():
        if end := _word(text, at, told):
            return end + (text[end : end + 1] == "."), int(name) - 1
    return None


def _days(text: str, at: int) -> tuple[int, tuple[int, ...]] | None:
    """«пн-пт», «з понеділка по п’ятницю», «сб, нд»; several stand one after another."""
    start = _word(text, at, words("from"))
    first = _day(text, _spaces(text, start or at))
    if first is None:
        return None
    end, day = first
    after = _spaces(text, end)
    link = after + 1 if text[after : after + 1] == "-" else _word(text, after, words("to"))
    last = _day(text, _spaces(text, link)) if link else None
    if last is None:
        return end, (day,)
    return last[0], tuple((day + step) % 7 for step in range((last[1] - day) % 7 + 1))


def _span(text: str, at: int) -> tuple[int, Span] | None:
    """«9-18», «9:00-18:00», «з 9 до 18», «з 9-00 до 18-00»."""
    if found := _RANGE.match(text, at):
        begins, ends = _minutes(found[1], found[2]), _minutes(found[3], found[4])
        if begins < ends:
            return found.end(), (begins, ends)
    start = _word(text, at, words("from"))
    first = _TIME.match(text, _spaces(text, start or at))
    if first is None:
        return None
    after = _spaces(text, first.end())
    link = after + 1 if text[after : after + 1] == "-" else _word(text, after, words("to"))
    last = _TIME.match(text, _spaces(text, link)) if link else None
    if last is None:
        return None
    return last.end(), (_minutes(first[1], first[2] or first[3]),
                        _minutes(last[1], last[2] or last[3]))  # fmt: skip


def _spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _minutes(hour: str, minute: str | None) -> int:
    told = int(hour) * 60 + int(minute or 0)
    if told > 24 * 60 or int(minute or 0) > 59:
        raise NotUnderstoodError(hour)
    return told


def _written(week: _Week) -> str:
    rows = []
    for day in range(7):
        if day in week.off:
            rows.append((day, "off"))
        elif day in week.open:
            rows.append((day, ",".join(map(_told, _without_lunch(week, day)))))
    groups = groupby(enumerate(rows), key=lambda one: (one[1][0] - one[0], one[1][1]))
    told = []
    for (_, hours), found in groups:
        days = [row[0] for _, row in found]
        name = DAYS[days[0]] + (f"-{DAYS[days[-1]]}" if len(days) > 1 else "")
        told.append(f"{name} {hours}")
    return "; ".join(told)


def _without_lunch(week: _Week, day: int) -> list[Span]:
    spans = sorted(week.open[day])
    for days, (begins, ends) in week.lunch:
        if day in days:
            spans = [
                part
                for one in spans
                for part in (
                    [(one[0], begins), (ends, one[1])] if one[0] < begins < ends < one[1] else [one]
                )
            ]
    return spans


def _told(span: Span) -> str:
    return "-".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in span)
