"""Who has which requests: counts by person and by library, and those whose owner is gone."""

from collections.abc import Mapping

from sqlalchemy import and_, bindparam, func, or_, select

from bot.requests.repository.request_rows import IS_OPEN
from bot.requests.tables import requests
from bot.staff.model import staff
from bot.storage.database import Unit

# What still needs its owner: open, or written in vain.
_WAITS = and_(~requests.c.practice, or_(IS_OPEN, requests.c.undelivered))
_by_person = (
    select(requests.c.owner_id, func.count().label("many"))
    .where(requests.c.owner_id.is_not(None), _WAITS)
    .group_by(requests.c.owner_id)
)
_by_library = (
    select(requests.c.holder, func.count().label("many"))
    .where(IS_OPEN, ~requests.c.practice)
    .group_by(requests.c.holder)
)
_of = (
    select(requests.c.id)
    .where(requests.c.owner_id == bindparam("person"), _WAITS)
    .order_by(requests.c.id)
)
_stranded = (
    select(requests.c.id)
    .select_from(requests.join(staff, staff.c.id == requests.c.owner_id))
    .where(staff.c.state == "removed", _WAITS)
    .order_by(requests.c.id)
    .limit(bindparam("many"))
)


async def waiting_by_person(unit: Unit) -> Mapping[int, int]:
    """How many requests wait for each person who has any, by the person's id."""
    return {row.owner_id: int(row.many) for row in await unit.all(_by_person)}


async def open_by_library(unit: Unit) -> Mapping[str, int]:
    """How many open requests each library has that has any, by the library's id."""
    return {row.holder: int(row.many) for row in await unit.all(_by_library)}


async def of_person(unit: Unit, person: int) -> list[int]:
    """Ids of the requests that wait for a person, oldest first."""
    return [int(row.id) for row in await unit.all(_of, {"person": person})]


async def stranded(unit: Unit, *, many: int) -> list[int]:
    """Ids of requests whose owner works here no more, however their access ended."""
    return [int(row.id) for row in await unit.all(_stranded, {"many": many})]
