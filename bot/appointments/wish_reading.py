"""From typed words to when somebody would like to come: «в середу після обіду», «не раніше 10».

Pure: a text and today's date. Hours are those of the day's clock: «після 5» is after 17:00.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from bot.appointments.schedule import Mode
from bot.appointments.slots import DAY, Wish
from bot.appointments.wish_words import Word, words_of

WEEK = 7
FEW = 3
FIRST_HOUR = 8  # nobody is received earlier: «о 5» is 17:00
LAST_HOUR = 20
MOST_READ = 500  # letters: a time is told in fewer
MONTHS = 12
THOUSANDS = 2000
WEEKDAYS = frozenset(range(1, WEEK + 1))
# Parts of a day: not before and not after; None is no limit.
PARTS: Mapping[str, tuple[time | None, time | None]] = {
    "morning": (None, time(12)),
    "before_noon": (None, time(13)),
    "noon": (time(12), time(14)),
    "afternoon": (time(13), None),
    "day_time": (time(11), time(16)),
    "evening": (time(16), None),
}
AHEAD = frozenset({"days", "week"})
RELATIONS = frozenset({"after", "from", "before", "at", "between", "not", "in_days"})


@dataclass(frozen=True, slots=True)
class Said:
    """When they would like to come; `rest` are the words that tell nothing about it."""

    wish: Wish
    rest: tuple[str, ...] = ()


def read_wish(text: str, *, today: date) -> Said | None:
    """What a text says of a time; None when it says nothing of one.

    Args:
        text: as it was typed.
        today: the day in Kyiv.
    """
    reading = _Reading(words_of(text[:MOST_READ]), today)
    reading.read()
    return Said(reading.wish(), tuple(reading.rest)) if reading.found else None


@dataclass(slots=True)
class _Reading:
    """A text on its way from phrase to phrase; `relation` is what the next day or time is to it."""

    words: list[Word]
    today: date
    at: int = 0
    relation: str = ""
    is_next: bool = False
    is_half: int = 0  # minutes after the hour before it
    many: int = 0  # days or weeks ahead
    found: int = 0
    since: date | None = None
    until: date | None = None
    after: time | None = None
    before: time | None = None
    has_time: bool = False
    weekdays: set[int] = field(default_factory=set)
    unwanted: set[int] = field(default_factory=set)
    modes: set[Mode] = field(default_factory=set)
    rest: list[str] = field(default_factory=list)

    def read(self) -> None:
        """Take phrase after phrase."""
        while self.at < len(self.words):
            word = self.words[self.at]
            self.at += 1
            name, _, which = word.list.partition(".")
            if name in RELATIONS:
                self.relation = self.relation if name == "at" and self.relation else name
            elif not name:
                self.rest.append(word.said)
                self.relation, self.is_next = "", False
            elif name in PARTS:
                self.part(name)
            elif take := _TAKE.get(name):
                take(self, which or word.said)

    def wish(self) -> Wish:
        """All that was said, together."""
        weekdays = set(self.weekdays)
        if self.unwanted:
            weekdays = (weekdays or set(WEEKDAYS)) - self.unwanted
        return Wish(
            since=self.since, until=self.until, after=self.after, before=self.before,
            weekdays=frozenset(weekdays), modes=frozenset(self.modes),
        )  # fmt: skip

    def following(self) -> Word:
        """The next phrase, not taken yet."""
        return self.words[self.at] if self.at < len(self.words) else Word("", "")

    def takes(self) -> str:
        """The relation of what was found, used up."""
        relation, self.relation = self.relation, ""
        self.found += 1
        return relation

    # Days

    def day(self, on: date) -> None:
        """One day, or a limit of days."""
        relation = self.takes()
        if relation in {"after", "not"}:
            self.since = on + DAY
        elif relation == "from":
            self.since = on
        elif relation == "before":
            self.until = on
        else:
            self.since = min(self.since or on, on)
            self.until = max(self.until or on, on)

    def span(self, first: date, last: date) -> None:
        """Days one after another."""
        self.takes()
        self.since, self.until = max(first, self.today), last

    def weekday(self, number: int) -> None:
        """A day of the week: any such day, the next one for a limit, of next week where said."""
        if self.relation == "not":
            self.takes()
            self.unwanted.add(number)
        elif self.is_next:
            self.is_next = False
            self.day(self._monday(1) + DAY * (number - 1))
        elif self.relation in {"after", "from", "before"}:
            self.day(self.today + DAY * ((number - self.today.isoweekday()) % WEEK))
        else:
            self.takes()
            self.weekdays.add(number)

    def days(self, numbers: range) -> None:
        """Several days of the week."""
        (self.unwanted if self.takes() == "not" else self.weekdays).update(numbers)

    def week(self, ahead: int) -> None:
        """This week or a later one."""
        monday = self._monday(ahead)
        self.span(monday, monday + DAY * (WEEK - 1))

    def any_week(self, which: str) -> None:
        """«Цього тижня», «наступний тиждень», «через тиждень», «через 2 тижні»."""
        if which == "this":
            self.week(0)
        elif which == "next" or self.is_next:
            self.is_next = False
            self.week(1)
        elif self.relation == "in_days":
            first = self.today + timedelta(weeks=self.many or 1)
            self.span(first, first + DAY * (WEEK - 1))
        self.many = 0

    def ahead(self, _said: str) -> None:
        """«Через три дні»: then, or soon after."""
        if self.relation == "in_days" and self.many:
            first = self.today + DAY * self.many
            self.span(first, first + DAY * 2)
        self.many = 0

    def _monday(self, ahead: int) -> date:
        return self.today + DAY * (WEEK * ahead - self.today.weekday())

    def month(self, number: str) -> None:
        """A month without a day, this year's or the next one's."""
        month = int(number)
        first = date(self.today.year + (month < self.today.month), month, 1)
        self.span(first, first.replace(day=monthrange(first.year, month)[1]))

    def dated(self, number: int, month: int, year: int = 0) -> None:
        """A day of a month; one that is over is next year's. What is no day is left."""
        year = year + THOUSANDS if 0 < year < THOUSANDS else year
        try:
            on = date(year or self.today.year, month, number)
            if not year and on < self.today:
                on = on.replace(year=on.year + 1)
        except ValueError:
            return
        self.day(on)

    def date(self, said: str) -> None:
        """«5.12», «05.12.2026», «2026-12-05»."""
        numbers = list(map(int, re.split("[./:-]", said)))
        if numbers[0] > THOUSANDS:
            numbers.reverse()
        self.dated(*numbers)

    # Times

    def clock(self, at: time) -> None:
        """One time, or a limit of times."""
        relation = self.takes()
        self.has_time = True
        if relation in {"after", "from", "between"}:
            self.after = at
            self.relation = "before" if relation == "between" else ""
        elif relation in {"before", "not"}:
            self.before = at
        else:
            self.after, self.before = at, at.replace(hour=min(at.hour + 1, 23))

    def in_words(self, which: str) -> None:
        """«О третій», «через три дні»."""
        if self.relation == "in_days" and self.following().list.partition(".")[0] in AHEAD:
            self.many = int(which) % 12 or 12
        else:
            self.hour(int(which))

    def hour(self, hour: int) -> None:
        """A time by its hour alone."""
        hour += 12 * (hour < FIRST_HOUR)
        minutes, self.is_half = self.is_half, 0
        if FIRST_HOUR <= hour <= LAST_HOUR:
            self.clock(time(hour, minutes) if minutes >= 0 else time(hour - 1, -minutes))

    def timed(self, said: str) -> None:
        """«10:30»."""
        hour, minute = map(int, re.split("[.:/]", said)[:2])
        hour += 12 * (hour < FIRST_HOUR)
        if hour <= LAST_HOUR and minute < 60:
            self.clock(time(hour, minute))

    def between(self, said: str) -> None:
        """«10-12»."""
        for relation, one in zip(("from", "before"), re.split(r"\s?[-–—]\s?", said), strict=True):
            self.relation = relation
            self.timed(one) if re.search("[.:]", one) else self.hour(int(one))

    def number(self, said: str) -> None:
        """A number: by what follows it a day of a month, days ahead, or an hour."""
        number, following = int(said), self.following().list
        name, _, which = following.partition(".")
        if name == "month":
            self.at += 1
            self.dated(number, int(which))
        elif name == "of_month" or LAST_HOUR < number <= 31:
            self.at += name == "of_month"
            self._of_this_month(number)
        elif self.relation == "in_days" and name in AHEAD:
            self.many = number
        else:
            self.hour(number)

    def _of_this_month(self, number: int) -> None:
        later = number < self.today.day
        month = self.today.month + later
        self.dated(number, month - MONTHS * (month > MONTHS))

    def part(self, name: str) -> None:
        """A part of the day; one beside an hour («о 9 ранку») only tells which hour."""
        after, before = PARTS[name]
        if self.takes() == "not":
            after, before = before, after if before is None else None
        if not self.has_time:
            self.after, self.before = after or self.after, before or self.before

    def takes_few(self, _said: str) -> None:
        """«Через кілька днів»."""
        self.many = FEW

    def mode(self, mode: str) -> None:
        """How to be received."""
        if self.takes() != "not":
            self.modes.add(Mode(mode))

    def next(self, _said: str) -> None:
        """«Наступної» середи or week."""
        self.is_next = True

    def half(self, minutes: int) -> None:
        """«Пів на третю», "half past two"."""
        self.is_half = minutes

    def any_time(self, _said: str) -> None:
        """«Будь-коли», «якнайшвидше»: the first ones are what is wished."""
        self.takes()


_Take = Callable[[_Reading, str], None]
_TAKE: Mapping[str, _Take] = {
    "today": lambda one, _: one.day(one.today),
    "tomorrow": lambda one, _: one.day(one.today + DAY),
    "after_tomorrow": lambda one, _: one.day(one.today + DAY * 2),
    "weekday": lambda one, which: one.weekday(int(which)),
    "weekend": lambda one, _: one.days(range(6, 8)),
    "workdays": lambda one, _: one.days(range(1, 6)),
    "week": _Reading.any_week,
    "days": _Reading.ahead,
    "few": _Reading.takes_few,
    "month": _Reading.month,
    "date": _Reading.date,
    "number": _Reading.number,
    "clock": _Reading.timed,
    "range": _Reading.between,
    "hour": _Reading.in_words,
    "half": lambda one, _: one.half(-30),
    "half_past": lambda one, _: one.half(30),
    "next": _Reading.next,
    "any_time": _Reading.any_time,
    "soonest": _Reading.any_time,
    "mode": _Reading.mode,
}
