"""What a library's appointments came to, for the report: small numbers are not told."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from starlette.responses import Response

from bot.appointments.desk import Totals
from bot.appointments.labels import KINDS, OUTCOMES, STATES
from bot.appointments.pages.shown import LIST, chosen_library, libraries
from bot.appointments.service import Appointments
from bot.console.days import not_a_day, read_day
from bot.console.visit import Visit
from bot.engine.texts import N_
from bot.engine.wording import kyiv

FEWEST = 5  # a smaller number could tell of a person
FEW = N_("fewer than %(n)s")
MONTHS_SHOWN = 3


async def report(visit: Visit) -> Response:
    """The page: from day to day, of one library."""
    (first, last), unclear = _span(visit), _unclear(visit)
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        offered = libraries(visit, services)
        library = chosen_library(visit, offered)
        totals = await services[Appointments].desk.totals(
            first, last, by=visit.person, library=library
        )
    return visit.page(
        "appointments/report.html", error=unclear, libraries=offered, library=library, list=LIST,
        first=first.isoformat(), last=last.isoformat(),
        kinds=[_kind(visit, visit._(name), totals.get(kind, Totals()))
               for kind, name in KINDS.items() if kind in totals],
    )  # fmt: skip


def _kind(visit: Visit, name: str, totals: Totals) -> dict[str, Any]:
    return {
        "name": name,
        "all": _told(visit, totals.states.total()),
        "states": _lines(visit, totals.states, STATES),
        "outcomes": _lines(visit, totals.outcomes, OUTCOMES),
    }


def _lines(visit: Visit, found: Counter[Any], names: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(visit._(name), _told(visit, found[one])) for one, name in names.items() if found[one]]


def _told(visit: Visit, many: int) -> str:
    return str(many) if many >= FEWEST or not many else visit._(FEW, n=FEWEST)


def _span(visit: Visit) -> tuple[date, date]:
    """The days of the address, or the last three months; never backwards, at most a year."""
    today = kyiv(visit.console.clock()).date()
    last = read_day(visit.asked("last")) or today
    first = read_day(visit.asked("first")) or last - timedelta(days=30 * MONTHS_SHOWN)
    return max(min(first, last), last - timedelta(days=366)), last


def _unclear(visit: Visit) -> str:
    typed = (visit.asked("first"), visit.asked("last"))
    return " ".join(not_a_day(visit, one) for one in typed if one and read_day(one) is None)
