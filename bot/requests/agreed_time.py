"""A request for a time, answered with one: an appointment where no schedule is."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.appointments.admission import NewAppointment
from bot.appointments.model import Appointment
from bot.appointments.model import Came as CameToUs
from bot.appointments.schedule import Kind, Mode
from bot.appointments.service import Appointments
from bot.contracts.services import Services
from bot.engine.texts import N_
from bot.engine.wording import clock, day, kyiv
from bot.requests.model import Came, Request, RequestKind
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.service import Requests
from bot.staff.model import Person
from bot.storage import citizens

TIME = N_("Your time: %(when)s.")
TIME_SET = N_("Your time: %(when)s. We will remind you a day and two hours before.")
KINDS = {RequestKind.LEGAL_AID: Kind.LEGAL_AID, RequestKind.SERVICE_HELP: Kind.HELP_HOUR}
WAYS = {Came.CHAT: CameToUs.CHAT, Came.PHONE: CameToUs.BY_PHONE}


class Translate(Protocol):
    """From a msgid to the text in the reader's language."""

    def __call__(self, msgid: str, **given: object) -> str:
        """The text with these values in it."""
        ...


def may_have_time(request: Request) -> bool:
    """Whether it is answered with a time at all."""
    return request.kind in KINDS and not request.practice


def told(
    request: Request, starts_at: datetime, *, text: Translate, place: str, more: str = ""
) -> str:
    """The answer: when and where, then what the librarian adds; nothing of what it is about."""
    here = kyiv(starts_at)
    when = ", ".join(filter(None, (day(here.date(), request.lang), clock(here), place)))
    said = text(TIME_SET if request.citizen_id else TIME, when=when)
    return "\n\n".join(filter(None, (said, more.strip())))


async def answer_with_time(
    services: Services, number: str, starts_at: datetime, *, mode: Mode,
    say: Callable[[Request], str], by: Person, now: datetime,
) -> Appointment:  # fmt: skip
    """Answer it, and expect them then. Raises NotPossibleError, AppointmentError."""
    requests = services[Requests]
    opened = await requests.lists.open(by, number)
    if opened is None or not may_have_time(opened.request):
        raise NotPossibleError(RequestRefusal.UNKNOWN)
    before = opened.request
    if before.citizen_id is not None:
        whom = await citizens.by_id(services.unit, before.citizen_id)
        if whom is not None:
            citizens.lock(services.unit, whom.key)  # before the request, as in their own turns
    request = await requests.work.answer(number, say(before), by=by, now=now)
    new = NewAppointment(
        kind=KINDS[before.kind], mode=mode, lang=before.lang, name=before.name,
        contact=opened.contact,
    )  # fmt: skip
    return await services[Appointments].agreed.agree(
        starts_at, new, library=request.holder.point, by=by, now=now, citizen=before.citizen_id,
        came=WAYS.get(before.came, CameToUs.IN_PERSON),
    )  # fmt: skip
