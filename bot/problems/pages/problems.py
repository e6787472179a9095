"""What could not be done, for administrators: try it again, or put it away."""

from collections.abc import Mapping
from typing import Any

from babel.dates import format_timedelta
from starlette.responses import Response

from bot.console.visit import Visit
from bot.engine.texts import N_
from bot.problems.model import OBSTACLES, Obstacle, Problem, ProblemError, ProblemKind, Ref
from bot.problems.service import Problems
from bot.storage.tables import UNSOLVED_DAYS

SHOWN = 50
KINDS = {
    ProblemKind.EVENT: N_("Message from a reader: not handled"),
    ProblemKind.LETTER: N_("Our message: not delivered"),
}
DONE: Mapping[str, str] = {
    "retry": N_("%(problem)s is tried again now. If it fails once more, it comes back here."),
    "drop": N_("%(problem)s is put away."),
}


async def problems(visit: Visit) -> Response:
    """The page."""
    ref = Ref.read(visit.asked("problem"))
    told = DONE.get(visit.asked("done"), "") if ref else ""
    return await _page(visit, done=visit._(told, problem=ref) if told else "")


async def retry(visit: Visit) -> Response:
    """Let the service do it again."""
    return await _act(visit, "retry")


async def drop(visit: Visit) -> Response:
    """End it for good."""
    return await _act(visit, "drop")


async def _act(visit: Visit, act: str) -> Response:
    ref = Ref.read(visit.text("problem"))
    try:
        if ref is None:
            raise ProblemError(Obstacle.UNKNOWN)
        async with visit.console.database.unit() as unit:
            found = visit.console.bind(unit)[Problems]
            do = {"retry": found.retry, "drop": found.drop}[act]
            await do(ref, by=visit.person, now=visit.console.clock())
    except ProblemError as error:
        return await _page(visit, status=409, error=visit._(OBSTACLES[error.obstacle]))
    return visit.go(f"/desk/problems?done={act}&problem={ref}")


async def _page(visit: Visit, *, status: int = 200, done: str = "", error: str = "") -> Response:
    async with visit.console.database.reading() as unit:
        kept = visit.console.bind(unit)[Problems]
        found, total = await kept.newest(many=SHOWN), await kept.count()
    return visit.page(
        "problems/problems.html", status=status, done=done, error=error, total=total,
        kept_days=UNSOLVED_DAYS, problems=[_row(visit, one) for one in found],
    )  # fmt: skip


def _row(visit: Visit, one: Problem) -> dict[str, Any]:
    age = format_timedelta(visit.console.clock() - one.since, locale=visit.lang)
    return {
        "ref": str(one.ref),
        "what": visit._(KINDS[one.ref.kind]),
        "channel": one.channel,
        "reason": one.reason or visit._("not known"),
        "place": one.place,
        "since": visit.moment(one.since),
        "age": age,
        "attempts": visit.n_("%(n)s try", "%(n)s tries", one.attempts),
        "request": one.request,
        "obstacle": visit._(OBSTACLES[one.obstacle]) if one.obstacle else "",
    }
