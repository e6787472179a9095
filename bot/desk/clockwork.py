"""The clock at work: reminders, silence passed up, idle owners, broken promises, the end."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from bot.desk import store
from bot.desk.agenda import Step
from bot.desk.clocks import Clock, end_of
from bot.desk.model import BOT, Did, Holder, Outcome, Why, requests
from bot.desk.news import Topic
from bot.desk.room import Case, Room
from bot.desk.states import allowed
from bot.desk.work import back_in_queue
from bot.files.service import Files
from bot.storage.database import Unit

MANY = 200

_due = (
    select(requests.c.id)
    .where(requests.c.wake_at <= bindparam("moment"))
    .order_by(requests.c.wake_at)
    .limit(MANY)
)
_erase = delete(requests).where(requests.c.id == bindparam("request"))


async def waiting_for_the_clock(unit: Unit, *, now: datetime) -> list[int]:
    """Ids of requests whose moment has come, the longest waiting first."""
    return [row.id for row in await unit.all(_due, {"moment": now})]


class Clockwork:
    """Looks at one request at a time, each in its own transaction."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._steps: dict[Step, Callable[[Case, datetime], Awaitable[None]]] = {
            Step.PASS_UP: self._pass_up,
            Step.RELEASE: self._release,
            Step.REMIND: self._remind,
            Step.LATE: self._late,
            Step.GIVE_UP: self._give_up,
            Step.CLOSE: self._close,
            Step.ASK_IF_HELPED: self._ask_if_helped,
            Step.ERASE: self._erase,
        }

    async def look(self, request: int, now: datetime) -> None:
        """Do what is due, and plan the next look. A request looked at meanwhile is left alone."""
        row = await store.locked(self._room.unit, request)
        if row is None or row.wake_at is None or row.wake_at > now:
            return
        case = await self._room.load(request)
        agenda, facts = self._room.agenda(case.row)
        for step in agenda.due(facts, since=row.wake_at, now=now):
            if step is Step.ERASE:
                await self._erase(case, now)
                return
            await self._steps[step](case, now)
        agenda, facts = self._room.agenda(case.row)
        store.change(self._room.unit, request, {"wake_at": agenda.next_look(facts, now)})

    async def _pass_up(self, case: Case, now: datetime) -> None:
        room, before = self._room, case.request.holder.point
        if not allowed(Did.PASSED_UP, case.request.state):
            return
        above = room.library_above(before)
        if above is None:
            event = await room.record(
                case, Did.REMINDED, actor=BOT, now=now, facts={"silent": before}, take_by=None
            )
            await room.tell_staff(case, Topic.OVERDUE, event)
            return
        promise = room.promise(Clock.from_json(case.row.clock))
        event = await room.record(
            case, Did.PASSED_UP, actor=BOT, now=now, facts={"from": before, "to": above},
            holder=above, why=store.why_json(Holder(above, Why.SILENT)),
            take_by=end_of(promise.take_within, now, room.calendar),
        )  # fmt: skip
        await room.tell_citizen(case, Topic.PASSED_UP, event, facts={"from": before})
        await room.tell_staff(case, Topic.NEW, event)

    async def _release(self, case: Case, now: datetime) -> None:
        owner = case.request.owner_id
        if not allowed(Did.RELEASED, case.request.state):
            return
        event = await self._room.record(
            case, Did.RELEASED, actor=BOT, now=now, facts={"idle": owner},
            **back_in_queue(self._room, case, now),
        )  # fmt: skip
        await self._room.tell_staff(case, Topic.RELEASED, event)

    async def _remind(self, case: Case, now: datetime) -> None:
        event = await self._room.record(case, Did.REMINDED, actor=BOT, now=now)
        await self._room.tell_staff(case, Topic.REMINDER, event)

    async def _late(self, case: Case, now: datetime) -> None:
        """The promise is broken: the citizen is told, and so is who can help."""
        room = self._room
        event = await room.record(
            case, Did.OVERDUE, actor=BOT, now=now, late=True,
            facts={"holder": case.request.holder.point, "due": case.request.due_at.isoformat()},
        )  # fmt: skip
        await room.tell_staff(case, Topic.OVERDUE, event)
        leaders_know = await room.tell_leaders(case, Topic.OVERDUE, event)
        await room.tell_citizen(case, Topic.LATE, event, facts={"leaders_know": leaders_know})

    async def _give_up(self, case: Case, now: datetime) -> None:
        if not allowed(Did.CLOSED, case.request.state):
            return
        event = await self._room.record(
            case, Did.CLOSED, actor=BOT, now=now, closed_at=now, outcome=Outcome.NONE.value,
            facts={"why": "no reply"},
        )  # fmt: skip
        await self._room.tell_citizen(case, Topic.CLOSED, event, facts={"why": "no reply"})

    async def _close(self, case: Case, now: datetime) -> None:
        if allowed(Did.CLOSED, case.request.state):
            await self._room.record(case, Did.CLOSED, actor=BOT, now=now)

    async def _ask_if_helped(self, case: Case, now: datetime) -> None:
        event = await self._room.record(case, Did.ASKED_IF_HELPED, actor=BOT, now=now)
        await self._room.tell_citizen(case, Topic.DID_IT_HELP, event)

    async def _erase(self, case: Case, now: datetime) -> None:  # noqa: ARG002 -- as the others
        Files(self._room.unit).drop_of_request(case.request.id)
        self._room.unit.put(_erase, {"request": case.request.id})
