"""What the library has handed on to others: where it went, and how it stands there."""

from collections.abc import Mapping

from starlette.responses import Response

from bot.console.visit import Visit
from bot.content import Content
from bot.contracts.services import Services
from bot.engine.texts import N_
from bot.engine.wording import day
from bot.requests.handed_on import SHOWN_FOR, HandedOn
from bot.requests.labels import KINDS, state_of
from bot.requests.model import BOT
from bot.requests.service import Requests
from bot.requests.visibility import may_see
from bot.staff.rules import FORMER
from bot.staff.service import Staff

WHERE_NOW = N_("Request No. %(number)s is with another library now")
HOW_IT_STANDS = N_(
    "It is with: %(library)s. State: %(state)s. What its reader wrote is seen there."
)


async def handed_on(visit: Visit) -> Response:
    """The page: no word of a reader, so no line in the log of readings."""
    now = visit.console.clock()
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        listed = await services[Requests].handed_on.all(visit.person, now=now)
        staff = await services[Staff].names()
        libraries = names_of_libraries(visit, services)
    return visit.page(
        "requests/handed_on.html",
        days=SHOWN_FOR.days,
        rows=[_row(visit, one, staff, libraries) for one in listed],
    )


async def where_now(visit: Visit, services: Services) -> tuple[str, str] | None:
    """Title and text of where the request of this address went; None when it was never theirs."""
    now = visit.console.clock()
    one = await services[Requests].handed_on.one(visit.person, visit.number, now=now)
    if one is None:
        return None
    library = names_of_libraries(visit, services).get(one.request.holder.point, "…")
    state = visit._(state_of(one.request))
    title = visit._(WHERE_NOW, number=one.request.number)
    return title, visit._(HOW_IT_STANDS, library=library, state=state)


def names_of_libraries(visit: Visit, services: Services) -> Mapping[str, str]:
    """By their ids."""
    return {one.id: one.name.in_(visit.lang) for one in services[Content].access_points}


def _row(
    visit: Visit, one: HandedOn, staff: Mapping[int, str], libraries: Mapping[str, str]
) -> dict[str, object]:
    request, actor = one.request, one.event.actor
    by = "" if actor == BOT else staff.get(_id_of(actor), visit._(FORMER))
    ended = request.closed_at
    return {
        "number": request.number,
        "opens": may_see(visit.person, request.holder.point, request.owner_id),
        "kind": visit._(KINDS[request.kind]),
        "state": request.state.value,
        "state_name": visit._(state_of(request)),
        "late": request.late and request.is_open,
        "to": libraries.get(one.to, one.to),
        "library": libraries.get(request.holder.point, request.holder.point),
        "by": by,
        "at": visit.moment(one.event.at),
        "due": day(request.clock.last_day, visit.lang) if request.is_open else "",
        "ended": visit.moment(ended) if ended and not request.is_open else "",
    }


def _id_of(actor: str) -> int:
    digits = actor.rpartition(":")[2]
    return int(digits) if digits.isdecimal() else 0
