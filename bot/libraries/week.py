"""Opening hours as content writes them, weekday by weekday, and in words."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.content.library_list.closed import CLOSED
from bot.engine.texts import N_
from bot.engine.wording import weekday

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY_OFF, LUNCH, NOT_OPEN = N_("day off"), N_("lunch %(hours)s"), N_("closed on all days")
AROUND, AROUND_TOLD = "24/7", N_("day and night, every day")
# A day off of some weeks, and the same said another way for days that are feminine in Ukrainian.
SOME: Final = {
    1: (N_("day off: the first %(day)s of the month"), N_("day off: each month’s first %(day)s")),
    2: (N_("day off: the second %(day)s of the month"), N_("day off: each month’s second %(day)s")),
    3: (N_("day off: the third %(day)s of the month"), N_("day off: each month’s third %(day)s")),
    4: (N_("day off: the fourth %(day)s of the month"), N_("day off: each month’s fourth %(day)s")),
    -1: (N_("day off: the last %(day)s of the month"), N_("day off: each month’s last %(day)s")),
}
OTHER_WAY: Final = ("We", "Fr", "Sa", "Su")
_SOME = re.compile(r"(?P<day>Mo|Tu|We|Th|Fr|Sa|Su)\[(?P<nth>[1-4]|-1)\] off")
_RULE = re.compile(
    r"\A(?P<days>(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[-,](?:Mo|Tu|We|Th|Fr|Sa|Su)){0,13})\s{1,3}"
    r"(?P<hours>off|\d\d:\d\d-\d\d:\d\d(?:\s{0,3},\s{0,3}\d\d:\d\d-\d\d:\d\d)?)"
)


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day as it is typed: «09:00–18:00», «13:00–14:00»; without hours it is a day off."""

    hours: str = ""
    lunch: str = ""


def week_of(hours: str | None) -> list[WeekDay] | None:
    """Seven days of opening_hours, from Monday; None where a form of weekdays can't hold them."""
    if not hours:
        return [WeekDay()] * 7
    week: dict[int, WeekDay] = {}
    for rule in filter(None, (one.strip() for one in hours.split(";"))):
        found = _RULE.fullmatch(rule)
        if found is None:
            return None
        week |= dict.fromkeys(_numbers(found["days"]), _day_of(found["hours"]))
    return [week.get(number, WeekDay()) for number in range(7)]


def told(hours: str, say: Callable[..., str], lang: str) -> str:
    """«пн–пт 09:00–18:00, обід 13:00–14:00; сб, нд вихідний»; as it is where it is no week."""
    return usual_week(hours, say, lang) or hours


def usual_week(hours: str, say: Callable[..., str], lang: str) -> str:
    """The same; "" where it is no week, with days off of some weeks at most."""
    if hours in (CLOSED, AROUND):
        return say(NOT_OPEN if hours == CLOSED else AROUND_TOLD)
    rules = [one.strip() for one in hours.split(";")]
    some = [found for one in rules if (found := _SOME.fullmatch(one))]
    week = week_of("; ".join(one for one in rules if not _SOME.fullmatch(one)))
    if week is None or not any(one.hours for one in week):
        return ""
    parts = []
    for day, numbered in groupby(range(7), key=week.__getitem__):
        numbers = [*numbered]
        parts.append(f"{_days(numbers, lang)} {_hours_of(day, say)}")
    for one in some:
        name = weekday(DAYS.index(one["day"]) + 1, lang)
        parts.append(say(SOME[int(one["nth"])][one["day"] in OTHER_WAY], day=name))
    return "; ".join(parts)


def _days(numbers: Sequence[int], lang: str) -> str:
    first, last = (weekday(number + 1, lang) for number in (numbers[0], numbers[-1]))
    if len(numbers) == 1:
        return first
    return f"{first}, {last}" if len(numbers) == 2 else f"{first}–{last}"


def _hours_of(day: WeekDay, say: Callable[..., str]) -> str:
    if not day.hours:
        return say(DAY_OFF)
    lunch = say(LUNCH, hours=day.lunch) if day.lunch else ""
    return ", ".join(filter(None, (day.hours, lunch)))


def _numbers(days: str) -> Iterator[int]:
    for part in days.split(","):
        first, _, last = part.partition("-")
        begin, end = DAYS.index(first), DAYS.index(last or first)
        yield from ((begin + step) % 7 for step in range((end - begin) % 7 + 1))


def _day_of(hours: str) -> WeekDay:
    if hours == "off":
        return WeekDay()
    spans = [one.strip().split("-") for one in hours.split(",")]
    lunch = f"{spans[0][1]}–{spans[1][0]}" if len(spans) > 1 else ""
    return WeekDay(f"{spans[0][0]}–{spans[-1][1]}", lunch)
