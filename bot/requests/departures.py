"""Whose access ends leaves no request behind: in the same act all go back to their queues."""

from datetime import datetime

from bot.requests.context import DeskContext
from bot.requests.model import (
    BOT,
    Did,
)
from bot.requests.notices import NoticeTopic
from bot.requests.repository import owners, request_rows
from bot.requests.staff_acts import back_in_queue
from bot.requests.visibility import practice_point
from bot.staff.model import Person
from bot.storage.database import Unit

MANY = 200


async def stranded(unit: Unit, _now: datetime) -> list[int]:
    """Ids of requests whose owner works here no more, however their access ended."""
    return await owners.stranded(unit, many=MANY)


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
        mine = await owners.of_person(context.unit, person)
        for request in mine:
            await self.give_back(request, by=by.actor, now=now)
        request_rows.erase_of_holder(context.unit, practice_point(gone))
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
