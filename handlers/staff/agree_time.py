"""A time that a librarian sets in a request: the reader gets it, and is reminded of it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.appointments.labels import AT_DESK, MODES
from bot.appointments.model import AppointmentError
from bot.appointments.schedule import Mode
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Go, Reply, Retry, Say
from bot.requests.agreed_time import answer_with_time, may_have_time, told
from bot.requests.model import Did, Request
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.staff.model import Person
from handlers.shared import links, steps
from handlers.shared.appointments import when as day_and_time
from handlers.shared.libraries import name_of
from handlers.shared.staff_data import DeskRequestData
from handlers.shared.wishes import beginning_of, wished_time
from handlers.staff.people import for_staff, opened_for, to_request, why_not


@dataclass(frozen=True, slots=True)
class DeskTimeData:
    """The request, and when its reader is expected: seconds since 1970, and how."""

    number: str = ""
    at: int = 0
    mode: Mode = Mode.IN_PERSON


flow = Flow[Services, DeskTimeData](
    "desk_time", data=DeskTimeData, about_others=True, fleeting=True
)
Agreeing = Ctx[DeskTimeData]


@flow.step("when")
@for_staff
async def when(ctx: Agreeing, person: Person) -> Reply:
    try:
        request = await opened_for(ctx, person, Did.ANSWERED)
        if not may_have_time(request):
            raise NotPossibleError(RequestRefusal.STATE, request)
    except NotPossibleError as error:
        return await why_not(ctx, error)
    named = f"№ {request.number}"
    text = ctx._("When are they expected? Write a day and a time: “Wednesday at 10:00”.")
    return Ask(f"{named}. {text}", choices=(to_request(ctx),), wants=("text",), to=given,
               name=named)  # fmt: skip


@flow.step("given")
@for_staff
async def given(ctx: Agreeing, _person: Person) -> Reply:
    wish = wished_time(ctx, ctx.answer.text)
    starts_at = beginning_of(ctx, wish.wish) if wish is not None else None
    if wish is None or starts_at is None:
        return Retry(
            ctx._("Write a day and a time, like “Wednesday at 10:00” or “25.11 at 15:30”.")
        )
    mode = next(iter(wish.wish.modes), Mode.IN_PERSON)
    return Go(sure, replace(ctx.data, at=int(starts_at.timestamp()), mode=mode))


@flow.step("sure")
@for_staff
async def sure(ctx: Agreeing, person: Person) -> Reply:
    try:
        request = await opened_for(ctx, person, Did.ANSWERED)
    except NotPossibleError as error:
        return await why_not(ctx, error)
    return Ask(
        f"{_told(ctx, request)}\n{ctx._(MODES[ctx.data.mode])}.",
        choices=(
            Choice("send", ctx._("Set the time"), to=send, words=ctx.words("yes", "choose.send")),
            Choice("other", ctx._("Another time"), to=when),
            to_request(ctx),
        ),
        name=f"№ {request.number}",
    )


@flow.act("send")
@for_staff
async def send(ctx: Agreeing, person: Person) -> Reply:
    starts_at, number = _moment(ctx), ctx.data.number
    try:
        booked = await answer_with_time(
            ctx.services, number, starts_at, mode=ctx.data.mode,
            say=lambda request: _told(ctx, request), by=person, now=ctx.now,
        )  # fmt: skip
    except NotPossibleError as error:
        return await why_not(ctx, error)
    except AppointmentError as error:
        return Say(ctx._(AT_DESK[error.code])), Go(when)
    text = ctx._("The time is set: %(when)s, No. %(number)s.",
                 when=day_and_time(ctx, booked.starts_at), number=booked.number)  # fmt: skip
    return Say(text), Go(steps.DESK_REQUEST, DeskRequestData(number, short=True))


def _moment(ctx: Agreeing) -> datetime:
    return datetime.fromtimestamp(ctx.data.at, UTC)


def _told(ctx: Agreeing, request: Request) -> str:
    """What the reader gets, in their language."""
    texts = ctx.texts.get(request.lang) or ctx.texts[ctx.lang]
    place = name_of(ctx, request.holder.point)
    return told(request, _moment(ctx), text=texts.text, place=place)


flow.link(links.DESK_TIME, to=when)
