"""A week of opening hours as a library’s head types it, box by box: «з 9 до 18», «вихідний»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.content.library_list.closed import CLOSED
from bot.content.library_list.hours import NotUnderstoodError, opening_hours
from bot.content.library_list.words import begins_with, folded, words
from bot.engine.texts import N_
from bot.libraries.week import AROUND, DAYS, WeekDay

WRONG_SPAN = N_("%(day)s: write the hours like 09:00–18:00, or “day off”.")
WRONG_LUNCH = N_("%(day)s: write the lunch like 13:00–14:00, within the hours, or leave it empty.")
LUNCH_TWICE = N_("%(day)s: the lunch stands twice, and differs. Leave one of them.")
NO_HOURS = N_(
    "Only days off stand here. Write the hours of the other days; if the library is closed "
    "altogether, write “day off” for each."
)
OFF: Final = "off"
_ALL_DAYS: Final = re.compile(r"Mo-Su (?P<spans>\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)?)")


@dataclass(frozen=True, slots=True)
class WrongDay:
    """What can't be taken: a msgid, the day from 0, and which of its boxes: hours or lunch."""

    message: str
    number: int
    box: str = "hours"


class WrongWeekError(ValueError):
    """Some boxes can't be read: `wrong` has all of them."""

    def __init__(self, wrong: Sequence[WrongDay]) -> None:
        super().__init__(", ".join(one.message for one in wrong))
        self.wrong = tuple(wrong)


def hours_of(week: Sequence[WeekDay]) -> str | None:
    """The seven days as opening_hours; None when nothing is typed. Raises WrongWeekError."""
    wrong: list[WrongDay] = []
    told = [_told(day, number, wrong) for number, day in enumerate(week)]
    if not wrong and OFF in told and "" in told and not set(told) - {OFF, ""}:
        wrong.append(WrongDay(NO_HOURS, told.index("")))
    if wrong:
        raise WrongWeekError(wrong)
    if not any(told):
        return None
    if set(told) == {OFF}:
        return CLOSED
    rules = []
    for hours, days in groupby(range(7), key=lambda number: told[number] or OFF):
        listed = [*days]
        name = DAYS[listed[0]] + (f"-{DAYS[listed[-1]]}" if len(listed) > 1 else "")
        rules.append(f"{name} {hours}")
    return "; ".join(rules)


def _told(day: WeekDay, number: int, wrong: list[WrongDay]) -> str:
    """One day's hours, OFF, or "" for nothing typed."""
    if _is_off(day.hours):
        return OFF
    has_lunch = bool(day.lunch.strip()) and not _is_off(day.lunch) and not _is_none(day.lunch)
    if not day.hours.strip() and not has_lunch:
        return ""
    spans = _spans(day.hours)
    lunch = _spans(_without_lunch_word(day.lunch)) if has_lunch else []
    if not spans:
        wrong.append(WrongDay(WRONG_SPAN, number))
    if has_lunch and len(lunch) != 1:
        wrong.append(WrongDay(WRONG_LUNCH, number, "lunch"))
    if not spans or not has_lunch or len(lunch) != 1:
        return ",".join(spans)
    return _with_lunch(spans, lunch[0], number, wrong)


def _with_lunch(spans: list[str], lunch: str, number: int, wrong: list[WrongDay]) -> str:
    opens, closes = spans[0][:5], spans[-1][6:]
    begins, ends = lunch.split("-")
    parted = [f"{opens}-{begins}", f"{ends}-{closes}"]
    if len(spans) > 1 and spans != parted:
        wrong.append(WrongDay(LUNCH_TWICE, number, "lunch"))
    elif not opens < begins < ends < closes:
        wrong.append(WrongDay(WRONG_LUNCH, number, "lunch"))
    return ",".join(parted)


def _spans(typed: str) -> list[str]:
    """«09:00-18:00», or two of them around a lunch; nothing where it can't be read for sure."""
    try:
        told = opening_hours(f"{words('daily')[-1]} {typed}")
    except NotUnderstoodError:
        return []
    if told == AROUND:
        return ["00:00-24:00"]
    found = _ALL_DAYS.fullmatch(told)
    return found["spans"].split(",") if found else []


def _is_off(typed: str) -> bool:
    """«вихідний», «вих.», «зачинено», «–»."""
    plain = folded(typed).strip(" .")
    dashes = bool(plain) and not plain.strip("-")
    return dashes or plain in {*words("off"), *words("shut"), *words("no")}


def _is_none(typed: str) -> bool:
    """«без обіду»."""
    return folded(typed).strip(" .") in words("skip")


def _without_lunch_word(typed: str) -> str:
    plain = folded(typed)
    return plain[begins_with(plain, words("lunch")) :].lstrip(" :")
