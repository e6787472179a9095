"""A time that a librarian sets in a request, and another one for it: no schedule is needed."""

from collections.abc import Mapping
from datetime import UTC, datetime

from starlette.responses import Response

from bot.appointments.admission import NewAppointment
from bot.appointments.model import Appointment, AppointmentError, AppointmentRefusal
from bot.appointments.model import Came as CameToUs
from bot.appointments.pages.one import appointment_page, unknown
from bot.appointments.pages.shown import LIST, why_not
from bot.appointments.schedule import Kind, Mode
from bot.appointments.service import Appointments
from bot.console.days import not_a_day, read_day, read_time
from bot.console.visit import Visit
from bot.content import Content
from bot.contracts.services import Services
from bot.engine.texts import N_
from bot.engine.wording import KYIV, clock, day, kyiv
from bot.requests.model import Came, Request, RequestKind
from bot.requests.pages.acts import MISFILLED
from bot.requests.pages.acts import why_not as why_no_answer
from bot.requests.pages.one_request import request_page
from bot.requests.queries import Opened
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.service import Requests
from bot.storage import citizens

NO_TIME = N_("“%(typed)s” is no time. Write it as 10:00.")
TIME = N_("Your time: %(when)s.")
TIME_SET = N_("Your time: %(when)s. We will remind you a day and two hours before.")
TYPED_LETTERS = 30
KINDS = {RequestKind.LEGAL_AID: Kind.LEGAL_AID, RequestKind.SERVICE_HELP: Kind.HELP_HOUR}
WAYS = {Came.CHAT: CameToUs.CHAT, Came.PHONE: CameToUs.BY_PHONE}


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
    requests, now = services[Requests], visit.console.clock()
    opened = await requests.lists.open(visit.person, visit.number)
    if opened is None or opened.request.kind not in KINDS or opened.request.practice:
        raise NotPossibleError(RequestRefusal.UNKNOWN)
    reader = opened.request.citizen_id
    if reader is not None and (whom := await citizens.by_id(services.unit, reader)):
        citizens.lock(services.unit, whom.key)  # before the request, as in their own turns
    request = await requests.work.answer(
        visit.number, _words(visit, services, opened.request, starts_at), by=visit.person, now=now
    )
    return await services[Appointments].agreed.agree(
        starts_at, _new(visit, opened), library=request.holder.point, by=visit.person, now=now,
        citizen=reader, came=WAYS.get(request.came, CameToUs.IN_PERSON),
    )  # fmt: skip


def _new(visit: Visit, opened: Opened) -> NewAppointment:
    request = opened.request
    return NewAppointment(
        kind=KINDS[request.kind], mode=_mode(visit), lang=request.lang, name=request.name,
        contact=opened.contact,
    )  # fmt: skip


def _mode(visit: Visit) -> Mode:
    given = visit.text("mode")
    return Mode(given) if given in set(Mode) else Mode.IN_PERSON


def _words(visit: Visit, services: Services, request: Request, starts_at: datetime) -> str:
    """The answer, in the reader's language: when and where, then what the librarian adds."""
    texts = visit.console.texts.get(request.lang) or visit.console.texts[visit.lang]
    here = kyiv(starts_at)
    told = [f"{day(here.date(), request.lang)}, {clock(here)}"]
    library = request.holder.point
    told += [
        one.name.in_(request.lang) for one in services[Content].access_points if one.id == library
    ]
    said = texts.text(TIME_SET if request.citizen_id else TIME, when=", ".join(told))
    return "\n\n".join(filter(None, (said, visit.text("words").strip())))
