"""What pages of the desk show of appointments: in words, and whose lists they are."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.appointments.agreed import NO_SCHEDULE
from bot.appointments.labels import AT_DESK, CAME, KINDS, MODES, OUTCOMES, STATES
from bot.appointments.model import Appointment, AppointmentError, FreeSlot, State
from bot.appointments.schedule import Schedule, Schedules
from bot.appointments.service import Appointments
from bot.appointments.slots import Slot
from bot.console.days import not_a_day, read_day
from bot.console.forms import whole_number
from bot.console.visit import Visit
from bot.content import Content
from bot.contracts.services import Services
from bot.engine.texts import N_
from bot.engine.wording import alphabetical, clock, day, kyiv
from bot.staff.acts import Act
from bot.staff.repository.acts import Acts

LIST = "/desk/appointments"
FARTHEST = timedelta(days=400)
FAR = N_("Days are kept for about a year back and ahead. Choose a nearer one.")


def asked_day(visit: Visit) -> tuple[date, str]:
    """The day that the address or form names, today in Kyiv for none; what is wrong with it."""
    today = kyiv(visit.console.clock()).date()
    typed = visit.asked("day") or visit.text("day")
    found = read_day(typed)
    if found is None:
        return today, not_a_day(visit, typed) if typed else ""
    if abs(found - today) >= FARTHEST:
        return today, visit._(FAR)
    return found, ""


def read_slot(visit: Visit, schedules: Schedules) -> Slot | None:
    """The place that a form or an address names, as «lawyer@1795507200»; None for no place."""
    name, _, at = (visit.text("slot") or visit.asked("slot")).rpartition("@")
    schedule = schedules.get(name)
    seconds = whole_number(at, digits=11)
    if schedule is None or seconds is None:
        return None
    start = datetime.fromtimestamp(seconds, UTC)
    return Slot(start, start + timedelta(minutes=schedule.slot_minutes), schedule.id)


def slot_name(slot: Slot) -> str:
    """What forms call a place."""
    return f"{slot.schedule}@{int(slot.starts_at.timestamp())}"


def when(visit: Visit, at: datetime) -> str:
    """«вт, 24 листопада, 10:00», in Kyiv."""
    here = kyiv(at)
    return f"{day(here.date(), visit.lang)}, {clock(here)}"


def why_not(visit: Visit, refused: AppointmentError) -> str:
    """Why something can't be done, and what to do now."""
    return visit._(AT_DESK[refused.code])


def row(visit: Visit, services: Services, one: Appointment) -> dict[str, Any]:
    """One appointment in words."""
    schedules = services[Content].appointments
    schedule, topic = schedules.get(one.schedule), schedules.topic(one.topic)
    return {
        "number": one.number,
        "at": clock(kyiv(one.starts_at)),
        "until": clock(kyiv(one.ends_at)),
        "when": when(visit, one.starts_at),
        "day": one.day.isoformat(),
        "name": one.name,
        # How to reach somebody is for the library that expects them.
        "contact": one.contact if visit.person.point == one.library else "",
        "schedule": schedule.title.in_(visit.lang) if schedule else "",
        "kind": visit._(KINDS[one.kind]),
        "is_agreed": one.schedule == NO_SCHEDULE,
        "topic": topic.title.in_(visit.lang) if topic else "",
        "mode": visit._(MODES[one.mode]),
        "came": visit._(CAME[one.came]),
        "state": one.state.value,
        "state_name": visit._(STATES[one.state]),
        "outcome": visit._(OUTCOMES[one.outcome]) if one.outcome else "",
        "is_booked": one.state is State.BOOKED,
        "is_coming": one.is_coming,
        "has_chat": one.citizen_id is not None,
    }


def free_rows(visit: Visit, found: Iterable[FreeSlot]) -> list[dict[str, str]]:
    """Free places in words, with what forms call them."""
    return [
        {
            "slot": slot_name(one.slot),
            "at": clock(kyiv(one.slot.starts_at)),
            "when": when(visit, one.slot.starts_at),
            "schedule": one.schedule.title.in_(visit.lang),
        }
        for one in found
    ]


def libraries(visit: Visit, services: Services) -> list[tuple[str, str]]:
    """Ids and names of libraries that receive people and that this person sees."""
    mine = {one.library for one in services[Appointments].desk.schedules(visit.person)}
    mine.add(visit.person.point)
    known = {one.id: one.name.in_(visit.lang) for one in services[Content].access_points}
    listed = [(one, known.get(one, one)) for one in mine]
    return sorted(listed, key=lambda one: alphabetical(one[1]))


def chosen_library(visit: Visit, offered: list[tuple[str, str]]) -> str:
    """The library that the address names, one's own, or the first that receives people."""
    asked, ids = visit.asked("library") or visit.text("library"), [one for one, _ in offered]
    return asked if asked in ids else visit.person.point


def schedules_of(visit: Visit, services: Services, library: str) -> tuple[Schedule, ...]:
    """The schedules of a library that this person sees."""
    mine = services[Appointments].desk.schedules(visit.person)
    return tuple(one for one in mine if one.library == library)


async def log_seen(visit: Visit, library: str, on: date) -> None:
    """That somebody saw who comes is in the log before it is shown, once in a while."""
    console, now = visit.console, visit.console.clock()
    assert visit.opened is not None
    reader, seen = (visit.person.id, visit.opened.key), f"{library} {on}"
    if new := console.readings.new(reader, [seen], now=now):
        async with console.database.unit() as unit:
            facts = {"library": library, "day": on.isoformat()}
            Acts(unit).add(visit.person, Act.APPOINTMENTS_SEEN, now=now, facts=facts)
        console.readings.logged(reader, new, now=now)
