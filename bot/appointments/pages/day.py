"""Who comes today, or on another day of the week; free places in between."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from bot.appointments.desk import week_of
from bot.appointments.labels import OUTCOMES
from bot.appointments.pages.shown import (
    LIST,
    asked_day,
    chosen_library,
    free_rows,
    libraries,
    log_seen,
    row,
    schedules_of,
)
from bot.appointments.service import Appointments
from bot.appointments.slots import DAY, Wish
from bot.console.visit import Visit
from bot.contracts.services import Services
from bot.engine.texts import N_
from bot.engine.wording import day, kyiv, short_day

MOST_FREE = 200
DONE = {
    "booked": N_("Booked. Print the slip, or read the number out."),
    "came": N_("Noted: came."),
    "absent": N_("Noted: did not come."),
    "moved_on": N_("Noted: goes on elsewhere."),
    "cancel": N_("Cancelled. The time is free, or goes to who waits."),
    "agreed": N_("The time is set. Who has a chat with us is told there; else print the slip."),
    "move": N_("Moved. Who has a chat with us is told there."),
    "again": N_("The next appointment is booked."),
}


async def listed(visit: Visit) -> Response:
    """The page of one day of one library."""
    on, unclear = asked_day(visit)
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        offered = libraries(visit, services)
        library = chosen_library(visit, offered)
        shown = await _values(visit, services, library, on)
    await log_seen(visit, library, on)
    return visit.page(
        "appointments/day.html", error=unclear, libraries=offered, library=library, **shown,
        done=visit._(DONE[visit.asked("done")]) if visit.asked("done") in DONE else "",
        number=visit.asked("number")[:7], week=_week(visit, library, on),
        outcomes=[(one.value, visit._(name)) for one, name in OUTCOMES.items()],
    )  # fmt: skip


def address(library: str, on: date, **more: str) -> str:
    """The page of a day."""
    return f"{LIST}?" + urlencode({"library": library, "day": on.isoformat(), **more})


async def _values(visit: Visit, services: Services, library: str, on: date) -> dict[str, Any]:
    bound, now = services[Appointments], visit.console.clock()
    day_list = await bound.desk.on_day(on, by=visit.person, library=library)
    free = []
    for one in schedules_of(visit, services, library):
        wish = Wish(since=on, until=on)
        free += await bound.finding.free_of(one.id, wish=wish, now=now, many=MOST_FREE, desk=True)
    return {
        "rows": [row(visit, services, one) for one in day_list.appointments],
        "free": free_rows(visit, sorted(free, key=lambda one: one.slot.starts_at)),
        "receives": bool(schedules_of(visit, services, library)),
        "day": on.isoformat(),
        "title": day(on, visit.lang),
        "is_today": on == kyiv(now).date(),
    }


def _week(visit: Visit, library: str, on: date) -> dict[str, Any]:
    days = week_of(on)
    return {
        "days": [(address(library, one), short_day(one, visit.lang), one == on) for one in days],
        "before": address(library, on - DAY * 7),
        "after": address(library, on + DAY * 7),
        "today": address(library, kyiv(visit.console.clock()).date()),
    }
