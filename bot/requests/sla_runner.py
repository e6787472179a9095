"""The clock at work: reminders, silence passed up, idle owners, broken promises, the end."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.files.repository import Files
from bot.requests.context import Case, DeskContext
from bot.requests.deadlines import end_of
from bot.requests.model import (
    BOT,
    Did,
    Holder,
    Outcome,
    RoutingReason,
)
from bot.requests.notices import NO_REPLY, NoticeTopic
from bot.requests.repository import request_rows
from bot.requests.sla_schedule import SlaStep
from bot.requests.staff_acts import back_in_queue
from bot.requests.transitions import allowed
from bot.storage.database import Unit

MANY = 200


async def waiting_for_the_clock(unit: Unit, *, now: datetime) -> list[int]:
    """Ids of requests whose moment has come, the longest waiting first."""
    return await request_rows.due(unit, now=now, many=MANY)


class SlaRunner:
    """Looks at one request at a time, each in its own transaction."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context
        self._steps: dict[SlaStep, Callable[[Case, datetime], Awaitable[None]]] = {
            SlaStep.PASS_UP: self._pass_up,
            SlaStep.RELEASE: self._release,
            SlaStep.REMIND: self._remind,
            SlaStep.LATE: self._late,
            SlaStep.GIVE_UP: self._give_up,
            SlaStep.CLOSE: self._close,
            SlaStep.ASK_IF_HELPED: self._ask_if_helped,
            SlaStep.ERASE: self._erase,
        }

    async def look(self, request: int, now: datetime) -> None:
        """Do what is due, and plan the next look. A request looked at meanwhile is left alone."""
        row = await request_rows.locked(self._context.unit, request)
        if row is None or row.wake_at is None or row.wake_at > now:
            return
        case = await self._context.load(request)
        schedule, facts = self._context.schedule(case.row)
        for step in schedule.due(facts, since=row.wake_at, now=now):
            if step is SlaStep.ERASE:
                await self._erase(case, now)
                return
            await self._steps[step](case, now)
        schedule, facts = self._context.schedule(case.row)
        wake_at = schedule.next_look(facts, now)
        request_rows.change(self._context.unit, request, {"wake_at": wake_at})

    async def _pass_up(self, case: Case, now: datetime) -> None:
        context, before = self._context, case.request.holder.point
        if not allowed(Did.PASSED_UP, case.request.state):
            return
        above = context.library_above(before)
        if above is None:
            event = await context.record(
                case, Did.REMINDED, actor=BOT, now=now, facts={"silent": before}, take_by=None
            )
            await context.tell_staff(case, NoticeTopic.OVERDUE, event)
            return
        promise = context.promise(case.request.clock)
        event = await context.record(
            case, Did.PASSED_UP, actor=BOT, now=now, facts={"from": before, "to": above},
            holder=above, why=request_rows.why_json(Holder(above, RoutingReason.SILENT)),
            take_by=end_of(promise.take_within, now, context.calendar),
        )  # fmt: skip
        await context.tell_citizen(case, NoticeTopic.PASSED_UP, event, facts={"from": before})
        await context.tell_staff(case, NoticeTopic.NEW, event)

    async def _release(self, case: Case, now: datetime) -> None:
        owner = case.request.owner_id
        if not allowed(Did.RELEASED, case.request.state):
            return
        event = await self._context.record(
            case, Did.RELEASED, actor=BOT, now=now, facts={"idle": owner},
            **back_in_queue(self._context, case, now),
        )  # fmt: skip
        await self._context.tell_staff(case, NoticeTopic.RELEASED, event)

    async def _remind(self, case: Case, now: datetime) -> None:
        event = await self._context.record(case, Did.REMINDED, actor=BOT, now=now)
        await self._context.tell_staff(case, NoticeTopic.REMINDER, event)

    async def _late(self, case: Case, now: datetime) -> None:
        """The promise is broken: the citizen is told, and so is who can help."""
        context = self._context
        event = await context.record(
            case, Did.OVERDUE, actor=BOT, now=now, late=True,
            facts={"holder": case.request.holder.point, "due": case.request.due_at.isoformat()},
        )  # fmt: skip
        await context.tell_staff(case, NoticeTopic.OVERDUE, event)
        leaders_know = await context.tell_leaders(case, NoticeTopic.OVERDUE, event)
        await context.tell_citizen(
            case, NoticeTopic.LATE, event, facts={"leaders_know": leaders_know}
        )

    async def _give_up(self, case: Case, now: datetime) -> None:
        if not allowed(Did.CLOSED, case.request.state):
            return
        event = await self._context.record(
            case, Did.CLOSED, actor=BOT, now=now, closed_at=now, outcome=Outcome.NONE.value,
            facts={"why": NO_REPLY},
        )  # fmt: skip
        await self._context.tell_citizen(case, NoticeTopic.CLOSED, event, facts={"why": NO_REPLY})

    async def _close(self, case: Case, now: datetime) -> None:
        if allowed(Did.CLOSED, case.request.state):
            await self._context.record(case, Did.CLOSED, actor=BOT, now=now)

    async def _ask_if_helped(self, case: Case, now: datetime) -> None:
        event = await self._context.record(case, Did.ASKED_IF_HELPED, actor=BOT, now=now)
        await self._context.tell_citizen(case, NoticeTopic.DID_IT_HELP, event)

    async def _erase(self, case: Case, now: datetime) -> None:  # noqa: ARG002 -- as the others
        Files(self._context.unit).drop_of_request(case.request.id)
        request_rows.erase(self._context.unit, case.request.id)
