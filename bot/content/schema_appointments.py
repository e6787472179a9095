"""The shape of the files of appointments: topics, and who receives when."""

from datetime import time
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.content.fields import Clock, Day, Id, LanguageCode, Url
from bot.content.schema import Strict, TextIn

Kind = Literal["legal_aid", "help_hour"]
Mode = Literal["in_person", "phone", "video"]
Accessibility = Literal[
    "step_free", "accessible_toilet", "sign_language", "hearing_loop", "quiet_room", "large_print",
    "home_visit",
]  # fmt: skip


class HoursIn(Strict):
    """From when until when."""

    opens: Clock
    closes: Clock

    @model_validator(mode="after")
    def _in_order(self) -> "HoursIn":
        if self.closes <= self.opens:
            raise ValueError("closes має бути пізніше за opens.")
        return self

    def pair(self) -> tuple[time, time]:
        """As a value."""
        return self.opens, self.closes


HoursOfDay = Annotated[list[HoursIn], Field(max_length=6)]


class WeekIn(Strict):
    """Hours by the day of the week; a day that is left out has none."""

    mon: HoursOfDay = Field(default=[])
    tue: HoursOfDay = Field(default=[])
    wed: HoursOfDay = Field(default=[])
    thu: HoursOfDay = Field(default=[])
    fri: HoursOfDay = Field(default=[])
    sat: HoursOfDay = Field(default=[])
    sun: HoursOfDay = Field(default=[])

    @model_validator(mode="after")
    def _apart(self) -> "WeekIn":
        for day in type(self).model_fields:
            _do_not_overlap(getattr(self, day))
        return self


class ChangedDayIn(Strict):
    """Other hours of one day; without hours it is a day off."""

    day: Day
    hours: HoursOfDay = Field(default=[])

    @model_validator(mode="after")
    def _apart(self) -> "ChangedDayIn":
        _do_not_overlap(self.hours)
        return self


class TopicIn(Strict):
    """What somebody comes with."""

    id: Id
    kind: Kind
    title: TextIn
    bring: list[TextIn] = Field(default=[])


class ScheduleIn(Strict):
    """When one adviser of a library receives."""

    id: Id
    kind: Kind
    title: TextIn
    library: Id
    hours: WeekIn
    slot_minutes: Annotated[int, Field(ge=5, le=480)]
    capacity: Annotated[int, Field(ge=1, le=50)] = 1
    walk_ins: Annotated[int, Field(ge=0, le=100)] = 0
    modes: Annotated[list[Mode], Field(min_length=1)]
    topics: list[Id] = Field(default=[])
    languages: list[LanguageCode] = Field(default=[])
    accessibility: list[Accessibility] = Field(default=[])
    days_off: list[Day] = Field(default=[])
    changed_days: list[ChangedDayIn] = Field(default=[])
    bring: list[TextIn] = Field(default=[])
    note: TextIn | None = None
    days_ahead: Annotated[int, Field(ge=1, le=180)] = 60
    lead_minutes: Annotated[int, Field(ge=0, le=10_080)] = 60
    source: Url
    checked: Day

    @model_validator(mode="after")
    def _once(self) -> "ScheduleIn":
        days = [*self.days_off, *(one.day for one in self.changed_days)]
        if twice := sorted({str(one) for one in days if days.count(one) > 1}):
            raise ValueError(f"день {', '.join(twice)} названо двічі. Лишіть один.")
        return self


class AppointmentsFile(Strict):
    """content/appointments/*.yaml."""

    topics: list[TopicIn] = Field(default=[])
    schedules: list[ScheduleIn] = Field(default=[])


def _do_not_overlap(hours: list[HoursIn]) -> None:
    ordered = sorted(hours, key=lambda one: one.opens)
    for before, after in pairwise(ordered):
        if after.opens < before.closes:
            raise ValueError("години дня накладаються. Розведіть їх.")
