"""One question asked twice: its words go along to whoever answers, and can be parted again."""

from datetime import datetime

from bot.requests.context import Case, DeskContext
from bot.requests.deadlines import end_of
from bot.requests.model import Did, Outcome, Request
from bot.requests.notices import NoticeTopic
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.repository import request_rows
from bot.requests.staff_side import StaffSide
from bot.staff.model import Person


class Merging(StaffSide):
    """Use cases. What was said stays with its own request, so nothing is moved or lost: the other
    shows it (`Lists.open`)."""

    async def merge(
        self, number: str, *, into: str, same_person: bool = False, by: Person, now: datetime
    ) -> Request:
        """Let the answer come from the other request, which is open.

        Both are of one citizen; `same_person` says that the staff know it of two chats: then both
        get the answer. Else nobody's words go to another person. Raises NotPossibleError.
        """
        for one in sorted({number, into}):  # held in one order: two who merge don't wait in a ring
            await request_rows.locked(self._context.unit, one)
        case = await self._owned(number, by, Did.MERGED)
        other = await self._seen(into, by)
        self._check(case, other, same_person=same_person)
        facts = {"into": other.request.number}
        event = await self._do(
            case, Did.MERGED, by, now, facts=facts, merged_into=other.request.number,
            closed_at=now, outcome=Outcome.NONE.value,
        )  # fmt: skip
        joined = await self._context.record(
            other, Did.JOINED, actor=by.actor, now=now, facts={"from": number}
        )
        is_elsewhere = case.request.citizen_id != other.request.citizen_id
        await self._context.tell_citizen(
            case, NoticeTopic.MERGED, event, facts={**facts, "is_elsewhere": is_elsewhere}
        )
        await self._context.tell_staff(other, NoticeTopic.JOINED, joined, besides=by.id)
        return case.request

    async def part(self, number: str, *, by: Person, now: datetime) -> Request:
        """Undo it: the request waits in its queue again, with the clock it had."""
        case = await self._seen(number, by)
        return await part(self._context, case.request.id, actor=by.actor, now=now)

    def _check(self, case: Case, other: Case, *, same_person: bool) -> None:
        one, two = case.request, other.request
        if one.id == two.id or one.practice != two.practice:
            raise NotPossibleError(RequestRefusal.SAME, one, Did.MERGED)
        if not two.is_open:
            raise NotPossibleError(RequestRefusal.OTHER_ENDED, one, Did.MERGED)
        is_one = one.citizen_id == two.citizen_id and (one.citizen_id is not None or one.practice)
        if not (is_one or same_person):
            raise NotPossibleError(RequestRefusal.NOT_SAME_PERSON, one, Did.MERGED)


async def part(context: DeskContext, request: int, *, actor: str, now: datetime) -> Request:
    """Let a request that was merged go on by itself; both keep a trace of it."""
    case = await context.load(request)
    context.check(case, Did.PARTED)
    number, into = case.request.number, case.request.merged_into or ""
    take_by = end_of(context.promise(case.request.clock).take_within, now, context.calendar)
    event = await context.record(
        case, Did.PARTED, actor=actor, now=now, facts={"from": into}, merged_into=None,
        closed_at=None, outcome=None, owner_id=None, touched_at=None, take_by=take_by,
    )  # fmt: skip
    if await request_rows.locked(context.unit, into) is not None:
        other = await context.load(into)
        await context.record(other, Did.LET_GO, actor=actor, now=now, facts={"from": number})
    await context.tell_citizen(case, NoticeTopic.PARTED, event)
    await context.tell_staff(case, NoticeTopic.NEW, event)
    return case.request
