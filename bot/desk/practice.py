"""A practice library: made-up requests where a new librarian tries everything.

They belong to one person, reach no citizen, and are in no list or report of the real desk.
"""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from bot.catalogue.desk import PracticeRequest
from bot.desk.intake import Intake, NewRequest
from bot.desk.lists import practice_point
from bot.desk.model import CITIZEN, Did, Holder, Kind, Request, Said, State, Why, requests
from bot.desk.room import Room
from bot.staff.model import Person

_own = select(requests).where(requests.c.holder == bindparam("holder")).order_by(requests.c.id)
_clear = delete(requests).where(requests.c.holder == bindparam("holder"))


class Practice:
    """Use cases of learning the desk."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def begin(self, person: Person, *, now: datetime) -> list[Request]:
        """Hand in the made-up requests anew; what was tried before is gone."""
        holder = practice_point(person)
        self._room.unit.put(_clear, {"holder": holder})
        intake = Intake(self._room)
        return [
            await intake.hand_in(
                _made_up(one), citizen=None, holder=Holder(holder, Why.NEAREST, 0.4), now=now,
                practice=True,
            )
            for one in self._room.rules.practice
        ]  # fmt: skip

    async def end(self, person: Person) -> None:
        """Put them away."""
        self._room.unit.put(_clear, {"holder": practice_point(person)})

    async def replies(self, person: Person, number: str, *, now: datetime) -> bool:
        """Let the made-up citizen answer what they were asked; whether they did."""
        case = await self._room.load(number)
        mine = case.request.holder.point == practice_point(person)
        if not mine or case.request.state not in {State.ASKING, State.OFFERED}:
            return False
        asked = case.request.state is State.ASKING
        await self._room.record(
            case, Did.REPLIED if asked else Did.AGREED, actor=CITIZEN, now=now, touched_at=now
        )
        script = next((o for o in self._room.rules.practice if o.words == case.request.words), None)
        words = script.replies[0] if asked and script and script.replies else "Так."
        await self._room.say(case, author=CITIZEN, said=Said.WORDS, words=words, at=now)
        return True


def _made_up(one: PracticeRequest) -> NewRequest:
    return NewRequest(one.words, kind=Kind(one.kind), name=one.name)
