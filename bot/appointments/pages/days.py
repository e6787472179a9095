"""Days off and other hours of one day; who has an appointment then is shown before and after."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from starlette.responses import Response

from bot.appointments.model import Appointment, AppointmentError
from bot.appointments.pages.shown import (
    LIST,
    asked_day,
    chosen_library,
    free_rows,
    libraries,
    row,
    schedules_of,
    why_not,
)
from bot.appointments.schedule import Hours
from bot.appointments.service import Appointments
from bot.appointments.slots import Wish
from bot.console.days import read_time
from bot.console.visit import Visit
from bot.content import Content
from bot.contracts.services import Services
from bot.engine.texts import N_
from bot.engine.wording import clock, day, kyiv

MANY = 3
WRONG_HOURS = N_(
    "Write the hours like 10:00-13:00, several with a comma: 10:00-13:00, 14:00-16:00."
)
NO_SCHEDULE = N_("Choose whose day it is.")
CHANGED = N_("The day is changed.")
AS_CONTENT = N_("The day is as usual again.")
NEW_LINK = N_("The link is made. The one before no longer works.")
NO_SUCH_DAY = N_("Choose the day.")
BOTH = N_("Choose one: a day off, or other hours. Nothing is changed yet.")
MOST_SPANS = 6


class MisfilledError(Exception):
    """The form was filled in wrong; its text says it in the visitor's language."""


async def form(visit: Visit) -> Response:
    """The form, and the days that were changed."""
    return await _page(visit)


async def change(visit: Visit) -> Response:
    """Change a day; where people have appointments that would not fit, first say so."""
    now, console = visit.console.clock(), visit.console
    try:
        schedule, on, hours = visit.text("schedule"), _day(visit), _hours(visit)
        async with console.database.unit() as unit:
            desk = console.bind(unit)[Appointments].desk
            affected = await desk.affected_by(schedule, on, hours, by=visit.person)
            is_sure = bool(visit.text("sure")) or not affected
            if is_sure:
                await desk.change_day(schedule, on, hours, by=visit.person, now=now)
    except MisfilledError as wrong:
        return await _page(visit, status=422, error=str(wrong))
    except AppointmentError as refused:
        return await _page(visit, status=409, error=why_not(visit, refused))
    if not is_sure:
        return await _page(visit, status=409, warned=affected)
    return await _page(visit, done=visit._(CHANGED), affected=affected)


async def undo(visit: Visit) -> Response:
    """The day is as content says again."""
    now, console = visit.console.clock(), visit.console
    try:
        async with console.database.unit() as unit:
            desk = console.bind(unit)[Appointments].desk
            affected = await desk.as_content(
                visit.text("schedule"), _day(visit), by=visit.person, now=now
            )
    except MisfilledError as wrong:
        return await _page(visit, status=422, error=str(wrong))
    except AppointmentError as refused:
        return await _page(visit, status=409, error=why_not(visit, refused))
    return await _page(visit, done=visit._(AS_CONTENT), affected=affected)


async def feed(visit: Visit) -> Response:
    """A new secret link for the adviser's own calendar; it is shown once."""
    now, console = visit.console.clock(), visit.console
    try:
        async with console.database.unit() as unit:
            links = console.bind(unit)[Appointments].links
            token = await links.new_feed(visit.text("schedule"), by=visit.person, now=now)
    except AppointmentError as refused:
        return await _page(visit, status=409, error=why_not(visit, refused))
    link = f"{console.address}/appointments/{token}/calendar.ics"
    return await _page(visit, done=visit._(NEW_LINK), link=link)


def _day(visit: Visit) -> date:
    """The day of the form: another day than meant must not change. Raises MisfilledError."""
    day, wrong = asked_day(visit)
    if wrong or not visit.text("day"):
        raise MisfilledError(wrong or visit._(NO_SUCH_DAY))
    return day


def _hours(visit: Visit) -> tuple[Hours, ...]:
    """The hours of the form, () for a day off. Raises MisfilledError."""
    if not visit.text("schedule"):
        raise MisfilledError(visit._(NO_SCHEDULE))
    if visit.text("off"):
        if visit.text("hours").strip():
            raise MisfilledError(visit._(BOTH))
        return ()
    typed = visit.text("hours").replace("–", "-").replace("—", "-")
    spans = [one.strip() for one in typed.split(",") if one.strip()]
    if not spans or len(spans) > MOST_SPANS:
        raise MisfilledError(visit._(WRONG_HOURS))
    found = sorted(filter(None, map(_span, spans)))
    overlaps = any(later[0] < earlier[1] for earlier, later in pairwise(found))
    if len(found) < len(spans) or overlaps:
        raise MisfilledError(visit._(WRONG_HOURS))
    return tuple(found)


def _span(typed: str) -> Hours | None:
    """From when to when, None for anything else."""
    opens, _, closes = (read_time(one) for one in typed.partition("-"))
    return (opens, closes) if opens and closes and opens < closes else None


async def _page(
    visit: Visit,
    *,
    status: int = 200,
    error: str = "",
    done: str = "",
    link: str = "",
    warned: Sequence[Appointment] = (),
    affected: Sequence[Appointment] = (),
) -> Response:
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        offered = libraries(visit, services)
        library = chosen_library(visit, offered)
        mine = schedules_of(visit, services, library)
        moving = [await _moving(visit, services, one) for one in affected]
        changed = await _changed(visit, services)
        warnings = [row(visit, services, one) for one in warned]
    return visit.page(
        "appointments/days.html", status=status, error=error, done=done, link=link,
        libraries=offered, library=library, day=asked_day(visit)[0].isoformat(),
        schedules=[(one.id, one.title.in_(visit.lang)) for one in mine],
        schedule=visit.text("schedule"), hours=visit.text("hours"), off=bool(visit.text("off")),
        warned=warnings, affected=moving, changed=changed, list=LIST,
    )  # fmt: skip


async def _moving(visit: Visit, services: Services, one: Appointment) -> dict[str, Any]:
    """An appointment that no longer fits, with the next times it could be moved to in one tap."""
    free = await services[Appointments].finding.free_of(
        one.schedule, wish=Wish(since=one.day), now=visit.console.clock(), many=MANY, desk=True
    )
    return {**row(visit, services, one), "free": free_rows(visit, free)}


async def _changed(visit: Visit, services: Services) -> list[dict[str, str]]:
    today = kyiv(visit.console.clock()).date()
    found = await services[Appointments].desk.changed_days(visit.person, today)
    titles = {one.id: one.title.in_(visit.lang) for one in services[Content].appointments.all}
    return [
        {
            "schedule": schedule,
            "title": titles.get(schedule, schedule),
            "day": on.isoformat(),
            "when": day(on, visit.lang),
            "hours": ", ".join(f"{clock(opens)}–{clock(closes)}" for opens, closes in hours),
        }
        for schedule, days in found.items()
        for on, hours in sorted(days.items())
    ]
