"""Whose access ends leaves no request behind: in the same act all go back to their queues."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, or_, select

from bot.requests import repository
from bot.requests.context import DeskContext
from bot.requests.model import (
    BOT,
    Did,
)
from bot.requests.notices import NoticeTopic
from bot.requests.queries import practice_point
from bot.requests.staff_acts import back_in_queue
from bot.requests.tables import (
    requests,
)
from bot.staff.model import Person, staff
from bot.storage.database import Unit

MANY = 200

# What still needs its owner: open, or written in vain.
_WAITS = and_(~requests.c.practice, or_(repository.IS_OPEN, requests.c.undelivered))
_held = (
    select(requests.c.owner_id, func.count().label("many"))
    .where(requests.c.owner_id.is_not(None), _WAITS)
    .group_by(requests.c.owner_id)
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
_no_practice = delete(requests).where(requests.c.holder == bindparam("holder"))


async def held(unit: Unit) -> Mapping[int, int]:
    """How many requests wait for each person who has any, by the person's id."""
    return {row.owner_id: int(row.many) for row in await unit.all(_held)}


async def stranded(unit: Unit, _now: datetime) -> list[int]:
    """Ids of requests whose owner works here no more, however their access ended."""
    return [row.id for row in await unit.all(_stranded, {"many": MANY})]


class Departures:
    """Use cases of the end of somebody's access."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    async def end_access(self, person: int, *, by: Person, now: datetime) -> tuple[Person, int]:
        """End it at once; who they were, and how many requests went back to their queues.

        Raises StaffError, and nothing is changed then.
        """
        context = self._context
        gone = await context.staff.remove(person, now=now, by=by)
        mine = await context.unit.all(_of, {"person": person})
        for row in mine:
            await self.give_back(int(row.id), by=by.actor, now=now)
        context.unit.put(_no_practice, {"holder": practice_point(gone)})
        return gone, len(mine)

    async def give_back(self, request: int, *, by: str = BOT, now: datetime) -> None:
        """Give one request of somebody who is gone to its library: its clock goes on.

        One that is ended, but whose answer has not arrived, waits there to be seen to.
        """
        context = self._context
        case = await context.load(request)
        facts = {"gone": case.request.owner_id}
        if case.request.is_open:
            event = await context.record(
                case, Did.RELEASED, actor=by, now=now, facts=facts,
                **back_in_queue(context, case, now),
            )  # fmt: skip
            await context.tell_staff(case, NoticeTopic.RELEASED, event)
            return
        event = await context.record(
            case, Did.OWNER_LEFT, actor=by, now=now, facts=facts, owner_id=None
        )
        await context.tell_staff(case, NoticeTopic.UNDELIVERED, event)
