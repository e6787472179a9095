"""The shape of calendar.yaml."""

from datetime import time
from typing import Literal

from pydantic import model_validator

from bot.content.fields import (
    Clock,
    Day,
    MonthDay,
    Url,
    Words,
)
from bot.content.schema import Strict, TextIn


class HolidayIn(Strict):
    """A public holiday: `date`, or days after Easter."""

    name: TextIn
    date: MonthDay | None = None
    after_easter: int | None = None

    @model_validator(mode="after")
    def _one_of(self) -> "HolidayIn":
        if (self.date is None) == (self.after_easter is None):
            raise ValueError("свято має або date, або after_easter. Залиште одне.")
        return self


class MartialLawIn(Strict):
    """While it lasts, holidays are working days."""

    since: Day
    until: Day | None = None
    law: Words
    source: Url
    checked: Day


class WorkdayIn(Strict):
    """When a working day begins and ends."""

    opens: Clock = time(9)
    closes: Clock = time(18)

    @model_validator(mode="after")
    def _in_order(self) -> "WorkdayIn":
        if self.opens >= self.closes:
            raise ValueError("робочий день кінчається пізніше, ніж починається.")
        return self


class CalendarIn(Strict):
    """content/calendar.yaml."""

    workday: WorkdayIn = WorkdayIn()
    weekend: list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]]
    martial_law: MartialLawIn | None = None
    holidays: list[HolidayIn]
    holidays_source: Url
    holidays_checked: Day
    off: list[Day] = []
    working: list[Day] = []
