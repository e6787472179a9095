"""Opening hours told in words, as OpenStreetMap writes them.

«пн-пт з 9 до 18, обід 13-14, сб вихідний» → `Mo-Fr 09:00-13:00,14:00-18:00; Sa off`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from opening_hours import validate as hours_are_valid

from bot.content.library_list.words import folded, topics, words

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
EVERY_DAY, WORKING, WEEKEND = tuple(range(7)), tuple(range(5)), (5, 6)
Span = tuple[int, int]  # minutes of the day
_TIME = re.compile(r"(\d{1,2})(?:[:.\-](\d{2})(?!\d)|\s(00|15|30|45)(?!\d))?")
_RANGE = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*-\s*(\d{1,2})(?:[:.](\d{2}))?(?!\d)")
AROUND: Span = (0, 24 * 60)
MEANINGS: Final[tuple[tuple[str, tuple[str, object]], ...]] = (
    ("off", ("off", ())), ("shut", ("shut", ())), ("lunch", ("lunch", ())),
    ("except", ("except", ())), ("around", ("span", AROUND)),
    ("daily", ("days", EVERY_DAY)), ("weekdays", ("days", WORKING)),
    ("weekend", ("days", WEEKEND)), ("rest", ("rest", ())),
)  # fmt: skip
_PUNCTUATION = ",;.:()|/\n"


class NotUnderstoodError(ValueError):
    """The words are no hours that can be told for sure."""


class ClosedError(NotUnderstoodError):
    """The words say that it is closed, and not on which days: whatever hours stand beside them."""


@dataclass(slots=True)
class _Week:
    """What has been read so far."""

    open: dict[int, list[Span]] = field(default_factory=dict)
    off: set[int] = field(default_factory=set)
    lunch: list[tuple[frozenset[int], Span]] = field(default_factory=list)
    fresh: set[int] = field(default_factory=set)  # days that got hours since the last lunch
    loose: list[Span] = field(default_factory=list)  # hours that stand without days
    some: list[str] = field(default_factory=list)  # days off of some weeks: «Th[-1]»
    days: tuple[int, ...] = ()  # told last
    beside: dict[int, int] = field(default_factory=dict)  # with how many days a day got its hours
    waiting: bool = False  # these days have neither hours nor «off» yet
    next_is: str = ""  # "lunch", "off", "except", "nth": told before its hours or days
    hanging: str = ""  # "off" or "shut" that no days have followed yet


def opening_hours(text: str) -> str:
    """The hours of a cell.

    Raises:
        ClosedError: it is closed, without days or hours.
        NotUnderstoodError: they can't be told for sure.
    """
    if hours_are_valid(text.strip()) and not re.search("[а-яіїєґ]", text.lower()):
        return text.strip()
    week = _Week()
    for kind, value in _tokens(folded(text)):
        _take(week, kind, value)
    if week.hanging == "shut":
        raise ClosedError(text)
    _spread(week)
    if not week.open or (week.waiting and week.days) or week.hanging or week.next_is == "nth":
        raise NotUnderstoodError(text)
    return _written(week)


def _spread(week: _Week) -> None:
    """Hours before days are theirs; those without days are of all, if some of these are off."""
    if week.loose and not week.open:
        days = week.days if week.waiting else EVERY_DAY
        if week.waiting and (len(days) == 1 or not {*days} - {*WEEKEND}):
            raise NotUnderstoodError("open on that day alone, or on all days but that one")
        if week.waiting or week.off or week.loose == [AROUND]:
            week.open = {day: list(week.loose) for day in days}
            week.loose, week.waiting = [], False
    if week.loose:
        raise NotUnderstoodError("hours without days")


def _take(week: _Week, kind: str, value: object) -> None:
    if kind == "rest":
        value = tuple(day for day in EVERY_DAY if day not in week.open and day not in week.off)
    if kind in ("days", "rest"):
        assert isinstance(value, tuple)
        _take_days(week, value)
    elif kind in ("off", "shut"):
        _take_off(week, kind)
    elif kind == "nth":
        week.some.append(str(value))
        week.next_is, week.hanging = ("off" if week.next_is == "off" else "nth"), ""
    elif kind in ("lunch", "except"):
        week.next_is = kind
    elif kind == "until":
        assert isinstance(value, int)
        _take_span(week, (_opening(week), value))
    else:
        assert isinstance(value, tuple)
        _take_span(week, (value[0], value[1]))


def _take_days(week: _Week, days: tuple[int, ...]) -> None:
    if week.next_is in ("off", "except"):
        week.off.update(days)
        week.days = tuple(day for day in week.days if day not in days)
        week.hanging = ""
    else:
        week.days = days if not week.waiting else (*week.days, *days)
        week.waiting = True


def _take_off(week: _Week, kind: str) -> None:
    if week.waiting:
        week.off.update(week.days)
        week.days, week.waiting = (), False
    elif week.next_is == "nth":
        week.next_is = ""
    else:
        week.next_is, week.hanging = "off", kind


def _take_span(week: _Week, span: Span) -> None:
    if span[0] >= span[1] or week.hanging or week.next_is == "nth":
        raise NotUnderstoodError("hours that end before they begin, or of a day off")
    if week.next_is == "lunch":
        # It is theirs who have just been told, else of the days whose hours stand before it.
        told = week.days if week.waiting else week.fresh or _lunched(week)
        week.lunch.append((frozenset(told), span))
        week.next_is, week.waiting, week.fresh = "", False, set()
        return
    if not week.days:
        week.loose.append(span)
    for day in week.days:
        _open(week, day, span)
        week.fresh.add(day)
    week.waiting, week.next_is = False, ""


def _open(week: _Week, day: int, span: Span) -> None:
    """Give a day these hours too; or instead, if it had them among more days: «пн-пт …, пт …»."""
    spans = week.open.setdefault(day, [])
    if any(span[0] < ends and begins < span[1] for begins, ends in spans):
        if len(week.days) >= week.beside[day]:
            raise NotUnderstoodError("a day with two timetables")
        spans.clear()
    spans.append(span)
    week.beside[day] = len(week.days)


def _opening(week: _Week) -> int:
    """When days open that are told to close alone, «сб до 15»: as the others, if these agree."""
    begins = {min(spans)[0] for spans in week.open.values()}
    if not week.waiting or week.next_is or len(begins) != 1:
        raise NotUnderstoodError("hours that begin nobody knows when")
    return begins.pop()


def _lunched(week: _Week) -> frozenset[int]:
    """Whose a second break in a row is: theirs who had the first; all days' at the beginning."""
    return week.lunch[-1][0] if week.lunch else frozenset(EVERY_DAY)


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
    if (listed := _listed(text, at)) is not None:
        return listed
    if (found := _days(text, at)) is not None:
        return found[0], ("days", found[1])
    if (spanned := _span(text, at)) is not None:
        return spanned[0], ("span", spanned[1])
    if (closing := _closing(text, at)) is not None:
        return closing[0], ("until", closing[1])
    for name in ("skip", "and"):
        if end := _word(text, at, words(name)):
            return end, None
    if text[at] == "-":
        return at + 1, None
    raise NotUnderstoodError(text[at:])


def _listed(text: str, at: int) -> tuple[int, tuple[str, object]] | None:
    """What one of the lists' words that stands here means."""
    for name, told in MEANINGS:
        if end := _word(text, at, words(name)):
            return end, told
    for number, told_so in topics("nth.").items():
        if end := _word(text, at, told_so):
            day = _day(text, _spaces(text, end))
            if day is None:
                raise NotUnderstoodError(text[at:])
            return day[0], ("nth", f"{DAYS[day[1]]}[{number}]")
    return None


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


def _closing(text: str, at: int) -> tuple[int, int] | None:
    """«до 15», «до 15:00»."""
    link = _word(text, at, words("to"))
    found = _TIME.match(text, _spaces(text, link)) if link else None
    return (found.end(), _minutes(found[1], found[2] or found[3])) if found else None


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
    if told == ["Mo-Su 00:00-24:00"]:
        told = ["24/7"]
    return "; ".join((*told, *(f"{one} off" for one in week.some)))


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
