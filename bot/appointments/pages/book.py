"""Booking for a visitor or a caller: choose a free time, write a name, print the slip."""

from starlette.responses import Response

from bot.appointments.booking import NewAppointment
from bot.appointments.labels import CAME, MODES
from bot.appointments.model import (
    Appointment,
    AppointmentError,
    AppointmentRefusal,
    Came,
    FreeSlot,
)
from bot.appointments.pages.shown import (
    LIST,
    chosen_library,
    free_rows,
    libraries,
    read_slot,
    schedules_of,
    when,
    why_not,
)
from bot.appointments.schedule import Mode, Schedule
from bot.appointments.service import Appointments
from bot.appointments.slots import Slot
from bot.console.visit import Visit
from bot.content import Content
from bot.contracts.services import Services
from bot.requests.contacts import problem_of

MANY = 20


async def form(visit: Visit) -> Response:
    """The form: free times first, then, with one chosen, whom it is for."""
    return await _page(visit)


async def book(visit: Visit) -> Response:
    """Book it; the slip follows."""
    console = visit.console
    if wrong := problem_of(" ".join(visit.text("contact").split())):
        return await _page(visit, status=422, error=visit._(wrong))
    try:
        async with console.database.unit() as unit:
            booked = await _booked(visit, console.bind(unit))
    except AppointmentError as refused:
        status = 422 if refused.code is AppointmentRefusal.EMPTY else 409
        return await _page(visit, status=status, error=why_not(visit, refused))
    return visit.go(f"{LIST}/{booked.number}?done=booked")


async def _booked(visit: Visit, services: Services) -> Appointment:
    schedules = services[Content].appointments
    slot = read_slot(visit, schedules)
    schedule = schedules.get(slot.schedule) if slot else None
    if slot is None or schedule is None:
        raise AppointmentError(AppointmentRefusal.NO_SUCH_PLACE)
    mode, came, topic = visit.text("mode"), visit.text("came"), visit.text("topic")
    new = NewAppointment(
        kind=schedule.kind,
        topic=topic if schedules.topic(topic) else "",
        mode=Mode(mode) if mode in set(Mode) else None,
        name=visit.text("name"),
        contact=visit.text("contact"),
    )
    way = Came.BY_PHONE if came == Came.BY_PHONE else Came.IN_PERSON
    return await services[Appointments].at_desk.book(
        slot, new, by=visit.person, came=way, now=visit.console.clock()
    )


async def _page(visit: Visit, *, status: int = 200, error: str = "") -> Response:
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        offered = libraries(visit, services)
        library = chosen_library(visit, offered)
        slot = read_slot(visit, services[Content].appointments)
        schedule = services[Content].appointments.get(slot.schedule) if slot else None
        free = [] if slot and not error else await _free(visit, services, library)
    return visit.page(
        "appointments/book.html", status=status, error=error, libraries=offered, library=library,
        free=free_rows(visit, free), slot=_chosen(visit, slot, schedule),
        topics=_topics(visit, services, schedule),
        modes=[(one.value, visit._(MODES[one])) for one in (schedule.modes if schedule else ())],
        ways=[(one.value, visit._(CAME[one])) for one in (Came.IN_PERSON, Came.BY_PHONE)],
        name=visit.text("name"), contact=visit.text("contact"), topic=visit.text("topic"),
        came=visit.text("came") or Came.IN_PERSON.value, mode=visit.text("mode"),
    )  # fmt: skip


async def _free(visit: Visit, services: Services, library: str) -> list[FreeSlot]:
    found: list[FreeSlot] = []
    for one in schedules_of(visit, services, library):
        found += await services[Appointments].finding.free_of(
            one.id, now=visit.console.clock(), many=MANY, desk=True
        )
    return sorted(found, key=lambda one: one.slot.starts_at)[:MANY]


def _chosen(visit: Visit, slot: Slot | None, schedule: Schedule | None) -> dict[str, str]:
    if slot is None or schedule is None:
        return {}
    return {
        "name": visit.text("slot") or visit.asked("slot"),
        "when": when(visit, slot.starts_at),
        "schedule": schedule.title.in_(visit.lang),
    }


def _topics(visit: Visit, services: Services, schedule: Schedule | None) -> list[tuple[str, str]]:
    if schedule is None:
        return []
    known = services[Content].appointments.topics_of(schedule.kind)
    return [(one.id, one.title.in_(visit.lang)) for one in known if schedule.takes(one.id)]
