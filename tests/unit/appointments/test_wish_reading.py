"""When somebody would like to come, as people type it."""

from datetime import date, time
from time import process_time

import pytest

from bot.appointments.schedule import Mode
from bot.appointments.slots import ANY, Wish
from bot.appointments.wish_reading import read_wish
from bot.appointments.wish_words import is_only_time

TODAY = date(2026, 11, 23)  # Monday


def on(day: int, month: int = 11, **given: object) -> Wish:
    one = date(2026, month, day)
    return Wish(since=one, until=one, **given)  # type: ignore[arg-type]


def from_(after: int, before: int | None = None, **given: object) -> Wish:
    until = time(before) if before else None
    return Wish(after=time(after), before=until, **given)  # type: ignore[arg-type]


def until(before: int, **given: object) -> Wish:
    return Wish(before=time(before), **given)  # type: ignore[arg-type]


def days(*numbers: int, **given: object) -> Wish:
    return Wish(weekdays=frozenset(numbers), **given)  # type: ignore[arg-type]


NEXT_WEEK = Wish(since=date(2026, 11, 30), until=date(2026, 12, 6))
AFTERNOON, MORNING = {"after": time(13)}, {"before": time(12)}
WISHES: list[tuple[str, Wish]] = [
    # Days
    ("сьогодні", on(23)),
    ("завтра", on(24)),
    ("на завтра, будь ласка", on(24)),
    ("ЗАВТРА!!", on(24)),
    ("завтар", on(24)),
    ("zavtra", on(24)),
    ("tomorrow", on(24)),
    ("післязавтра", on(25)),
    ("послезавтра", on(25)),
    ("після завтра", on(25)),
    ("завтра або післязавтра", Wish(since=date(2026, 11, 24), until=date(2026, 11, 25))),
    ("не завтра", Wish(since=date(2026, 11, 25))),
    ("не сьогодні", Wish(since=date(2026, 11, 24))),
    ("після середи", Wish(since=date(2026, 11, 26))),
    ("не раніше середи", Wish(since=date(2026, 11, 25))),
    ("до п'ятниці", Wish(until=date(2026, 11, 27))),
    ("в середу", days(3)),
    ("у середу", days(3)),
    ("середа", days(3)),
    ("v seredu", days(3)),
    ("в среду", days(3)),
    ("Wednesday", days(3)),
    ("у вівторок або четвер", days(2, 4)),
    ("по вівторках", days(2)),
    ("пт", days(5)),
    ("у п’ятницю", days(5)),
    ("в пятницю", days(5)),
    ("в пʼятницю", days(5)),
    ("не в середу", days(1, 2, 4, 5, 6, 7)),
    ("будь-який день, крім понеділка", days(2, 3, 4, 5, 6, 7)),
    ("на вихідних", days(6, 7)),
    ("у будній день", days(1, 2, 3, 4, 5)),
    ("наступної середи", on(2, 12)),
    ("в следующую среду", on(2, 12)),
    ("next friday", on(4, 12)),
    ("на наступному тижні", NEXT_WEEK),
    ("наступного тижня", NEXT_WEEK),
    ("на тому тижні", NEXT_WEEK),
    ("на слідуючому тижні", NEXT_WEEK),
    ("на следующей неделе", NEXT_WEEK),
    ("next week please", NEXT_WEEK),
    ("цього тижня", Wish(since=TODAY, until=date(2026, 11, 29))),
    ("через тиждень", NEXT_WEEK),
    ("через 2 тижні", Wish(since=date(2026, 12, 7), until=date(2026, 12, 13))),
    ("через три дні", Wish(since=date(2026, 11, 26), until=date(2026, 11, 28))),
    ("через 3 дні", Wish(since=date(2026, 11, 26), until=date(2026, 11, 28))),
    ("через пару днів", Wish(since=date(2026, 11, 26), until=date(2026, 11, 28))),
    ("5 грудня", on(5, 12)),
    ("на 5 декабря", on(5, 12)),
    ("5.12", on(5, 12)),
    ("05.12.2026", on(5, 12)),
    ("2026-12-05", on(5, 12)),
    ("5-го числа", on(5, 12)),
    ("27 числа", on(27)),
    ("на 27", on(27)),
    ("10 січня", Wish(since=date(2027, 1, 10), until=date(2027, 1, 10))),
    ("у грудні", Wish(since=date(2026, 12, 1), until=date(2026, 12, 31))),
    ("у січні", Wish(since=date(2027, 1, 1), until=date(2027, 1, 31))),
    # Times
    ("зранку", until(12)),
    ("вранці", until(12)),
    ("з самого ранку", until(12)),
    ("утром", until(12)),
    ("до обіду", until(13)),
    ("в обід", from_(12, 14)),
    ("після обіду", from_(13)),
    ("после обеда", from_(13)),
    ("pislia obidu", from_(13)),
    ("in the afternoon", from_(13)),
    ("ввечері", from_(16)),
    ("після роботи", from_(16)),
    ("після 5", from_(17)),
    ("після 17", from_(17)),
    ("після 17:30", Wish(after=time(17, 30))),
    ("після п'ятої", from_(17)),
    ("після 5 вечора", from_(17)),
    ("не раніше 10", from_(10)),
    ("не раньше 10", from_(10)),
    ("not before 10", from_(10)),
    ("до 12", until(12)),
    ("не пізніше 16", until(16)),
    ("не пізніше четвертої", until(16)),
    ("з 10 до 12", from_(10, 12)),
    ("10-12", from_(10, 12)),
    ("10:30–12:00", Wish(after=time(10, 30), before=time(12))),
    ("між 10 і 12", from_(10, 12)),
    ("о 10", from_(10, 11)),
    ("на 9 ранку", from_(9, 10)),
    ("о десятій", from_(10, 11)),
    ("десь на третю", from_(15, 16)),
    ("о пів на третю", Wish(after=time(14, 30), before=time(15, 30))),
    ("half past two", Wish(after=time(14, 30), before=time(15, 30))),
    ("10:30", Wish(after=time(10, 30), before=time(11, 30))),
    ("о 10.00", from_(10, 11)),
    ("не зранку", from_(12)),
    # Together
    ("завтра після обіду", on(24, **AFTERNOON)),
    ("а можна завтра після обіду?", on(24, **AFTERNOON)),
    ("zavtra pislia obidu", on(24, **AFTERNOON)),
    ("завтра после обеда если можно", on(24, **AFTERNOON)),
    ("в середу зранку", days(3, **MORNING)),
    ("серeду зранку".replace("e", "е"), days(3, **MORNING)),
    ("в среду с утра", days(3, **MORNING)),
    ("на наступному тижні у вівторок після 14",
     Wish(since=NEXT_WEEK.since, until=NEXT_WEEK.until, weekdays=frozenset({2}), after=time(14))),
    ("у середу після обіду, але не пізніше 4", days(3, after=time(13), before=time(16))),
    ("завтра о 10", on(24, after=time(10), before=time(11))),
    ("30 листопада о 10:30", on(30, after=time(10, 30), before=time(11, 30))),
    ("мені краще в понеділок, десь після 11", days(1, after=time(11))),
    ("мені би на завтра, бо я з села їду, десь після дев’ятої", on(24, after=time(9))),
    ("телефоном завтра", on(24, modes=frozenset({Mode.PHONE}))),
    ("по телефону після обіду", from_(13, modes=frozenset({Mode.PHONE}))),
    # Whenever
    ("будь-коли", ANY),
    ("мені все одно", ANY),
    ("якнайшвидше", ANY),
    ("как можно скорее", ANY),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "wish"), WISHES, ids=[typed for typed, _ in WISHES])
def test_what_is_typed_is_when_they_would_come(typed: str, wish: Wish) -> None:
    said = read_wish(typed, today=TODAY)
    assert said is not None
    assert said.wish == wish


@pytest.mark.parametrize(
    "typed",
    ["", "???", "дякую", "скільки це коштує", "мене звуть Олена", "а що взяти з собою", "не знаю",
     "99 гусей", "32.13", "треба подумати", "hello"],
)  # fmt: skip
def test_what_tells_no_time_is_no_wish(typed: str) -> None:
    assert read_wish(typed, today=TODAY) is None


def test_words_that_tell_nothing_of_a_time_are_left() -> None:
    said = read_wish("скільки коштує адвокат завтра", today=TODAY)
    assert said is not None
    assert said.rest == ("скільки", "коштує", "адвокат")


@pytest.mark.parametrize("typed", ["31 листопада завтра", "29.02 завтра", "за 25:99 завтра"])
def test_a_day_that_no_month_has_stops_nothing(typed: str) -> None:
    said = read_wish(typed, today=TODAY)
    assert said is not None
    assert said.wish.until == date(2026, 11, 24)


def test_a_long_text_is_not_looked_through_word_by_word() -> None:
    assert not is_only_time("завтра " * 1000)
    began = process_time()
    for word in ("завтрка", "ЖЖЖЖЖЖ", "10-", "пяяятниця"):
        read_wish(f"{word} " * 10_000, today=TODAY)
        is_only_time(f"{word} " * 10_000)
    assert process_time() - began < 1


def test_a_day_that_is_over_is_next_years() -> None:
    said = read_wish("5 листопада", today=TODAY)
    assert said is not None
    assert said.wish.since == date(2027, 11, 5)
