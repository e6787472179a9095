"""Learning the desk on made-up requests: nothing of it reaches a citizen or a report."""

from starlette.responses import Response

from bot.console.visit import Visit
from bot.requests.lists import Query, Which
from bot.requests.pages.asked import Asked
from bot.requests.pages.lists import list_values
from bot.requests.refusals import NotPossibleError
from bot.requests.service import Requests


async def practice(visit: Visit) -> Response:
    """The person's own made-up requests."""
    return visit.page(
        "requests/practice.html", **await list_values(visit, Asked(Query(Which.PRACTICE), (), {}))
    )


async def begin(visit: Visit) -> Response:
    """Hand the made-up requests in anew."""
    console = visit.console
    async with console.database.unit() as unit:
        await console.bind(unit)[Requests].practice.begin(visit.person, now=console.clock())
    return visit.go("/desk/practice")


async def end(visit: Visit) -> Response:
    """Put them away."""
    async with visit.console.database.unit() as unit:
        await visit.console.bind(unit)[Requests].practice.end(visit.person)
    return visit.go("/desk/practice")


async def replies(visit: Visit) -> Response:
    """Let the made-up reader answer."""
    console, number = visit.console, visit.number
    try:
        async with console.database.unit() as unit:
            replied = await console.bind(unit)[Requests].practice.replies(
                visit.person, number, now=console.clock()
            )
    except NotPossibleError:
        replied = False
    return visit.go(f"/desk/requests/{number}?done={'replied' if replied else 'nothing'}")
