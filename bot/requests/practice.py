"""A practice library: made-up requests where a new librarian tries everything.

They belong to one person, reach no citizen, and are in no list or report of the real desk.
"""

from datetime import datetime

from bot.catalogue.desk import PracticeRequest
from bot.requests.context import DeskContext
from bot.requests.intake import Intake, NewRequest
from bot.requests.model import (
    CITIZEN,
    Did,
    Holder,
    Request,
    RequestKind,
    RoutingReason,
    Said,
    State,
)
from bot.requests.repository import request_rows
from bot.requests.visibility import practice_point
from bot.staff.model import Person


class Practice:
    """Use cases of learning the desk."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    async def begin(self, person: Person, *, now: datetime) -> list[Request]:
        """Hand in the made-up requests anew; what was tried before is gone."""
        holder = practice_point(person)
        request_rows.erase_of_holder(self._context.unit, holder)
        intake = Intake(self._context)
        return [
            await intake.hand_in(
                _made_up(one), citizen=None, now=now, practice=True,
                holder=Holder(holder, RoutingReason.NEAREST, 0.4),
            )
            for one in self._context.rules.practice
        ]  # fmt: skip

    async def end(self, person: Person) -> None:
        """Put them away."""
        request_rows.erase_of_holder(self._context.unit, practice_point(person))

    async def replies(self, person: Person, number: str, *, now: datetime) -> bool:
        """Let the made-up citizen answer what they were asked; whether they did."""
        case = await self._context.load(number)
        mine = case.request.holder.point == practice_point(person)
        if not mine or case.request.state not in {State.ASKING, State.OFFERED}:
            return False
        asked = case.request.state is State.ASKING
        await self._context.record(
            case, Did.REPLIED if asked else Did.AGREED, actor=CITIZEN, now=now, touched_at=now
        )
        script = next(
            (o for o in self._context.rules.practice if o.words == case.request.words), None
        )
        words = script.replies[0] if asked and script and script.replies else "Так."
        await self._context.say(case, author=CITIZEN, said=Said.WORDS, words=words, at=now)
        return True


def _made_up(one: PracticeRequest) -> NewRequest:
    return NewRequest(one.words, kind=RequestKind(one.kind), name=one.name)
