"""One appointment at the desk: what came of it, another time, the next one, its slip."""

from collections.abc import Awaitable, Callable
from typing import Any

import segno
from starlette.responses import Response

from bot.appointments.labels import OUTCOMES
from bot.appointments.model import (
    ATTENDANCE,
    Appointment,
    AppointmentError,
    AppointmentRefusal,
    Outcome,
    State,
)
from bot.appointments.pages.day import DONE, address
from bot.appointments.pages.shown import (
    LIST,
    free_rows,
    log_seen,
    read_slot,
    row,
    why_not,
)
from bot.appointments.service import Appointments
from bot.appointments.slots import DAY, Wish
from bot.console.visit import Visit
from bot.content import Content
from bot.contracts.services import Services
from bot.engine.texts import N_
from bot.engine.wording import kyiv, phone

MANY = 6
UNKNOWN = N_("No such appointment here")
UNKNOWN_MORE = N_("Check the number, or look for it on its day.")


async def shown(visit: Visit) -> Response:
    """The page."""
    return await appointment_page(visit)


async def slip(visit: Visit) -> Response:
    """What is printed for who has no phone: large letters, the number, a picture that opens it."""
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        bound = services[Appointments]
        found = await bound.booking.by_number(visit.number, by=visit.person)
        if found is None:
            return unknown(visit)
        values = _slip(visit, services, found)
    return visit.page("appointments/slip.html", **values)


def _slip(visit: Visit, services: Services, found: Appointment) -> dict[str, Any]:
    content = services[Content]
    schedule = content.appointments.get(found.schedule)
    topic = content.appointments.topic(found.topic)
    library = next((one for one in content.access_points if one.id == found.library), None)
    link = f"{visit.console.address}/appointment/{services[Appointments].links.token(found)}"
    bring = (*(schedule.bring if schedule else ()), *(topic.bring if topic else ()))
    return {
        **row(visit, services, found),
        "link": link,
        "picture": segno.make(link).svg_data_uri(scale=5, border=3, light="white"),
        "library": library.name.in_(visit.lang) if library else "",
        "place": (library.address or "") if library else "",
        "phone": phone(library.phones[0]) if library and library.phones else "",
        "bring": [one.in_(visit.lang) for one in bring],
    }


async def appointment_page(visit: Visit, *, status: int = 200, error: str = "") -> Response:
    """The page, perhaps with what went wrong."""
    now = visit.console.clock()
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        bound = services[Appointments]
        found = await bound.booking.by_number(visit.number, by=visit.person)
        if found is None:
            return unknown(visit)
        since = max(found.day, kyiv(now).date())
        later = await bound.finding.free_of(
            found.schedule, wish=Wish(since=since), now=now, many=MANY, desk=True
        )
        next_week = await bound.finding.free_of(
            found.schedule, wish=Wish(since=found.day + DAY * 7), now=now, many=MANY, desk=True
        )
        values = row(visit, services, found)
    await log_seen(visit, found.library, found.day)
    return visit.page(
        "appointments/one.html", status=status, error=error, **values,
        done=visit._(DONE[visit.asked("done")]) if visit.asked("done") in DONE else "",
        later=free_rows(visit, later), next=free_rows(visit, next_week[:3]),
        outcomes=[(one.value, visit._(name)) for one, name in OUTCOMES.items()],
        list=address(found.library, found.day), is_ended=found.state in ATTENDANCE,
    )  # fmt: skip


def act(name: str) -> Callable[[Visit], Awaitable[Response]]:
    """The page that does this act."""

    async def page(visit: Visit) -> Response:
        console = visit.console
        try:
            async with console.database.unit() as unit:
                done = await ACTS[name](visit, console.bind(unit))
        except AppointmentError as refused:
            if refused.code is AppointmentRefusal.UNKNOWN:
                return unknown(visit)
            return await appointment_page(visit, status=409, error=why_not(visit, refused))
        what = done.state.value if name == "outcome" else name
        return visit.go(f"{LIST}/{done.number}?done={what}")

    return page


async def _outcome(visit: Visit, services: Services) -> Appointment:
    state, outcome = visit.text("state"), visit.text("outcome")
    return await services[Appointments].desk.outcome(
        visit.number, State(state) if state in set(ATTENDANCE) else State.HELD, by=visit.person,
        now=visit.console.clock(), outcome=Outcome(outcome) if outcome in set(Outcome) else None,
    )  # fmt: skip


async def _cancel(visit: Visit, services: Services) -> Appointment:
    booking = services[Appointments].booking
    return await booking.cancel(visit.number, by=visit.person, now=visit.console.clock())


async def _move(visit: Visit, services: Services) -> Appointment:
    to = read_slot(visit, services[Content].appointments)
    if to is None:
        raise AppointmentError(AppointmentRefusal.NO_SUCH_PLACE)
    return await services[Appointments].booking.move(
        visit.number, to, by=visit.person, now=visit.console.clock()
    )


async def _again(visit: Visit, services: Services) -> Appointment:
    to = read_slot(visit, services[Content].appointments)
    if to is None:
        raise AppointmentError(AppointmentRefusal.NO_SUCH_PLACE)
    return await services[Appointments].at_desk.again(
        visit.number, to, by=visit.person, now=visit.console.clock()
    )


def unknown(visit: Visit) -> Response:
    """That there is no such appointment, or none of theirs."""
    return visit.message(404, visit._(UNKNOWN), visit._(UNKNOWN_MORE), to=LIST)


ACTS = {"outcome": _outcome, "cancel": _cancel, "move": _move, "again": _again}
