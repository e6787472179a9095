"""An answer is given to a reader who comes to any library with its number and key."""

from starlette.responses import Response

from bot.console.visit import Visit
from bot.engine.texts import N_
from bot.requests.claims import ClaimError, ClaimRefusal, Where
from bot.requests.labels import NOT_KNOWN
from bot.requests.numbers import normal_number
from bot.requests.pages.own_request import seen
from bot.requests.service import Requests
from bot.staff.acts import Act
from bot.staff.service import Staff

TOO_OFTEN = N_("Too many wrong keys. Try again in %(minutes)s min.")


async def form(visit: Visit) -> Response:
    """Where number and key are typed."""
    return _page(visit)


async def show(visit: Visit) -> Response:
    """The request as its reader sees it; that it was shown, and by whom, is written down."""
    console, now, me = visit.console, visit.console.clock(), visit.person
    number, refused = normal_number(visit.text("number")), None
    async with console.database.unit() as unit:
        services = console.bind(unit)
        place = unit.vault.lookup(f"request keys at the desk of\0{me.id}")
        try:
            reading = await services[Requests].claims.open(
                number, visit.text("key"), place=place, where=Where.DESK, by=me.actor, now=now
            )
        except ClaimError as error:  # within the transaction: the attempt is counted
            refused = error
        else:
            services[Staff].acts.add(me, Act.SHOWN, request=number, now=now)
    if refused is None:
        shown = seen(reading, visit._, visit.lang)
        return _page(visit, number=reading.request.number, opened=shown)
    told = visit._(NOT_KNOWN)
    if refused.code is ClaimRefusal.THROTTLED:
        told = visit._(TOO_OFTEN, minutes=refused.minutes)
    return _page(visit, status=422, number=visit.text("number")[:16], error=told)


def _page(
    visit: Visit, *, status: int = 200, number: str = "", error: str = "", opened: object = None
) -> Response:
    return visit.page(
        "requests/pick_up.html", status=status, number=number, error=error, opened=opened
    )
