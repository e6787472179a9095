"""A time that a librarian sets in a request, and another one for it: no schedule is needed."""

from collections.abc import Mapping
from datetime import UTC, datetime

from starlette.responses import Response

from bot.appointments.model import Appointment, AppointmentError, AppointmentRefusal
from bot.appointments.pages.one import appointment_page, unknown
from bot.appointments.pages.shown import LIST, why_not
from bot.appointments.schedule import Mode
from bot.appointments.service import Appointments
from bot.console.days import not_a_day, read_day, read_time
from bot.console.visit import Visit
from bot.content import Content
from bot.contracts.services import Services
from bot.engine.texts import N_
from bot.engine.wording import KYIV
from bot.requests.agreed_time import answer_with_time, told
from bot.requests.model import Request
from bot.requests.pages.acts import MISFILLED
from bot.requests.pages.acts import why_not as why_no_answer
from bot.requests.pages.one_request import request_page
from bot.requests.refusals import NotPossibleError, RequestRefusal

NO_TIME = N_("“%(typed)s” is no time. Write it as 10:00.")
TYPED_LETTERS = 30


class MisfilledError(Exception):
    """The form was filled in wrong; its text says it in the visitor's language."""


async def set_time(visit: Visit) -> Response:
    """Answer a request with a time: an appointment, with its reminders."""
    kept = {
        "appointment": visit.text("words"),
        **{f"appointment_{name}": visit.text(name) for name in ("day", "at", "mode")},
    }
    try:
        starts_at = _moment(visit)
        async with visit.console.database.unit() as unit:
            agreed = await _agreed(visit, visit.console.bind(unit), starts_at)
    except MisfilledError as wrong:
        return await request_page(visit, status=422, error=str(wrong), kept=kept)
    except AppointmentError as refused:
        return await request_page(visit, status=409, error=why_not(visit, refused), kept=kept)
    except NotPossibleError as refused:
        return await _not_answered(visit, refused, kept)
    return visit.go(f"{LIST}/{agreed.number}?done=agreed")


async def another_time(visit: Visit) -> Response:
    """Another time for what was agreed."""
    try:
        starts_at = _moment(visit)
        async with visit.console.database.unit() as unit:
            agreed = visit.console.bind(unit)[Appointments].agreed
            moved = await agreed.move(
                visit.number, starts_at, by=visit.person, now=visit.console.clock()
            )
    except MisfilledError as wrong:
        return await appointment_page(visit, status=422, error=str(wrong))
    except AppointmentError as refused:
        if refused.code is AppointmentRefusal.UNKNOWN:
            return unknown(visit)
        return await appointment_page(visit, status=409, error=why_not(visit, refused))
    return visit.go(f"{LIST}/{moved.number}?done=move")


async def _not_answered(
    visit: Visit, refused: NotPossibleError, kept: Mapping[str, str]
) -> Response:
    if refused.code is RequestRefusal.REPEATED:  # of two clicks: what one asked for is done
        return visit.go(f"/desk/requests/{visit.number}?done=answer")
    status = 422 if refused.code in MISFILLED else 409
    error = await why_no_answer(visit, refused)
    return await request_page(visit, status=status, error=error, kept=kept)


def _moment(visit: Visit) -> datetime:
    """The day and time of the form, by the clock in Kyiv. Raises MisfilledError."""
    on, at = read_day(visit.text("day")), read_time(visit.text("at"))
    if on is None:
        raise MisfilledError(not_a_day(visit, visit.text("day")))
    if at is None:
        raise MisfilledError(visit._(NO_TIME, typed=visit.text("at")[:TYPED_LETTERS]))
    return datetime.combine(on, at, KYIV).astimezone(UTC)


async def _agreed(visit: Visit, services: Services, starts_at: datetime) -> Appointment:
    """Raises NotPossibleError, AppointmentError."""

    def say(request: Request) -> str:
        texts = visit.console.texts.get(request.lang) or visit.console.texts[visit.lang]
        places = services[Content].access_points
        place = next(
            (one.name.in_(request.lang) for one in places if one.id == request.holder.point), ""
        )
        return told(request, starts_at, text=texts.text, place=place, more=visit.text("words"))

    given = visit.text("mode")
    return await answer_with_time(
        services, visit.number, starts_at, say=say, by=visit.person, now=visit.console.clock(),
        mode=Mode(given) if given in set(Mode) else Mode.IN_PERSON,
    )  # fmt: skip
