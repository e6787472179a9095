"""What a slip, a message or a calendar opens, for who has the address: neutral words alone."""

from collections.abc import Sequence
from datetime import timedelta

from starlette.responses import Response

from bot.appointments.calendar import MEDIA_TYPE, Entry, calendar
from bot.appointments.links import Feed
from bot.appointments.model import Appointment, State
from bot.appointments.moments import DAY_BEFORE, HOURS_BEFORE
from bot.appointments.service import Appointments
from bot.catalogue.library import Library
from bot.console.visit import Visit
from bot.content import Content
from bot.contracts.entrances import Entrances
from bot.engine.texts import N_
from bot.engine.wording import clock, day, kyiv, phone
from bot.files.sending import PRIVATE, as_attachment
from bot.pacing.token_bucket import Buckets, Rate
from bot.web.addresses import client_key
from bot.web.plain_page import plain_page

RATE = Rate(60, 1)  # for one address: a whole library may share it
FILE = "appointment.ics"
SOON = timedelta(minutes=15)

GONE = N_("This link opens nothing any more")
GONE_MORE = N_("It was not copied whole, or the day is over. Call the library, please.")
WAIT = N_("A lot at once")
WAIT_MORE = N_("Wait a minute, please, and open the link again.")
CANCELLED = N_("Cancelled: %(when)s")
TO_CALENDAR = N_("Add to the calendar")
TO_CHAT = N_("Open in the chat")
TO_MESSENGERS = {"telegram": N_("Open in Telegram"), "viber": N_("Open in Viber")}
IN_CHAT = N_("In the chat you get a reminder, and can move or cancel it.")
IN_MESSENGERS = N_(
    "In the chat you get a reminder, and can move or cancel it. In Telegram or Viber send our bot "
    "the address of this page."
)
NEUTRAL = N_("An appointment at the library")

_buckets = Buckets(RATE)


async def slip(visit: Visit) -> Response:
    """The appointment in large letters: when, where, its number."""
    if refused := _refused(visit):
        return refused
    found, library = await _opened(visit)
    if found is None:
        return _page(visit, 404, GONE, GONE_MORE)
    when = _when(visit, found)
    number = visit._("No. %(number)s", number=found.number)
    more = ", ".join((*_where(library, visit.lang), number))
    if found.state is State.CANCELLED:
        return _plain(visit, 200, visit._(CANCELLED, when=when), more)
    links = [(f"{visit.request.url.path}/{FILE}", visit._(TO_CALENDAR))]
    if found.ends_at <= visit.console.clock():
        return _plain(visit, 200, when, more)
    link = f"appointment_slip__{visit.request.path_params['token']}"
    chats = await visit.console.program[Entrances].to(link)
    links += [(chats[one], visit._(title)) for one, title in TO_MESSENGERS.items() if one in chats]
    links.append((f"/?start={link}", visit._(TO_CHAT)))
    hint = IN_CHAT if chats else IN_MESSENGERS
    return _plain(visit, 200, when, more, links=links, hint=visit._(hint))


async def file(visit: Visit) -> Response:
    """The appointment as a file for a calendar."""
    if refused := _refused(visit):
        return refused
    found, library = await _opened(visit)
    if found is None:
        return _page(visit, 404, GONE, GONE_MORE)
    entry = Entry(
        uid=_uid(visit, found), starts_at=found.starts_at, ends_at=found.ends_at,
        title=visit._(NEUTRAL), place=", ".join(_where(library, visit.lang)[:2]),
        version=found.version, is_cancelled=found.state is State.CANCELLED,
        alarms=(DAY_BEFORE, HOURS_BEFORE),
    )  # fmt: skip
    return as_attachment(FILE, MEDIA_TYPE, calendar([entry], now=visit.console.clock()))


async def feed(visit: Visit) -> Response:
    """An adviser's calendar: when somebody comes, and the number. No name and no topic."""
    if refused := _refused(visit):
        return refused
    token, console = visit.request.path_params["token"], visit.console
    now = console.clock()
    async with console.database.unit() as unit:
        links = console.bind(unit)[Appointments].links
        found = await links.feed(token, now=now)
        if found is not None:
            await links.feed_seen(token, now=now)
    if found is None:
        return Response("", 404, headers=PRIVATE)
    body = calendar(_entries(visit, found), now=now, name=found.schedule.title.in_(visit.lang))
    return Response(body, headers={**PRIVATE, "Content-Type": MEDIA_TYPE})


def _entries(visit: Visit, found: Feed) -> list[Entry]:
    return [
        Entry(
            uid=_uid(visit, one), starts_at=one.starts_at, ends_at=one.ends_at,
            title=visit._("No. %(number)s", number=one.number), version=one.version,
            alarms=(SOON,),
        )
        for one in found.appointments
    ]  # fmt: skip


async def _opened(visit: Visit) -> tuple[Appointment | None, Library | None]:
    token, console = visit.request.path_params["token"], visit.console
    async with console.database.reading() as unit:
        services = console.bind(unit)
        found = await services[Appointments].links.opened(token)
        libraries = services[Content].access_points
    return found, next((one for one in libraries if found and one.id == found.library), None)


def _when(visit: Visit, one: Appointment) -> str:
    here = kyiv(one.starts_at)
    return f"{day(here.date(), visit.lang)}, {clock(here)}"


def _where(library: Library | None, lang: str) -> list[str]:
    if library is None:
        return []
    return [
        library.name.in_(lang),
        *filter(None, [library.address]),
        *(phone(number) for number in library.phones[:1]),
    ]


def _uid(visit: Visit, one: Appointment) -> str:
    host = visit.console.address.partition("//")[2] or "mistok"
    return f"appointment-{one.id}@{host}"


def _refused(visit: Visit) -> Response | None:
    if after := _buckets.take(client_key(visit.request)):
        return _page(visit, 429, WAIT, WAIT_MORE, {"Retry-After": str(after)})
    return None


def _page(
    visit: Visit, status: int, title: str, more: str, headers: dict[str, str] | None = None
) -> Response:
    return _plain(visit, status, visit._(title), visit._(more), headers=headers)


def _plain(
    visit: Visit,
    status: int,
    title: str,
    more: str,
    *,
    links: Sequence[tuple[str, str]] = (),
    hint: str = "",
    headers: dict[str, str] | None = None,
) -> Response:
    return plain_page(
        status, visit.lang, title, more, links=links, hint=hint,
        headers={**PRIVATE, **(headers or {})},
    )  # fmt: skip
