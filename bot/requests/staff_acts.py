"""What librarians do with a request. Each act holds its row: of fifty at once, one succeeds."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.files.model import FileRef
from bot.requests import repository
from bot.requests.context import Case, DeskContext, NotPossibleError, RequestRefusal
from bot.requests.deadlines import end_of, extend, is_late, recounted, rest, resume, start
from bot.requests.intake import Intake
from bot.requests.model import (
    Did,
    Holder,
    Outcome,
    Request,
    RequestEntry,
    RequestKind,
    RoutingReason,
    Said,
    State,
)
from bot.requests.notices import NoticeTopic
from bot.requests.permissions import owes_a_reason
from bot.requests.queries import may_see
from bot.staff.model import Person, Role


class Work:
    """Use cases of the staff. `by` may see the request or it is unknown to them."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    async def take(self, number: str, *, by: Person, now: datetime) -> Request:
        """Own it. Raises NotPossibleError("owned") when somebody was faster."""
        case = await self._seen(number, by)
        if case.request.owner_id is not None and case.request.is_open:
            if case.request.owner_id == by.id:
                return case.request
            raise NotPossibleError(RequestRefusal.OWNED, case.request, Did.TAKEN)
        await self._do(case, Did.TAKEN, by, now, owner_id=by.id, take_by=None)
        return case.request

    async def release(self, number: str, *, by: Person, now: datetime) -> Request:
        """Give it back to the queue of its library."""
        case = await self._owned(number, by, Did.RELEASED)
        event = await self._do(
            case, Did.RELEASED, by, now, **back_in_queue(self._context, case, now)
        )
        await self._context.tell_staff(case, NoticeTopic.RELEASED, event, besides=by.id)
        return case.request

    async def answer(
        self, number: str, words: str, *, by: Person, now: datetime, files: Sequence[FileRef] = ()
    ) -> Request:
        """Answer the citizen; a further answer may follow."""
        case = await self._owned(number, by, Did.ANSWERED)
        return await self._said(
            case, Did.ANSWERED, NoticeTopic.ANSWERED, Said.ANSWER, words, by, now, files=files,
            outcome=Outcome.ANSWERED.value, closed_at=case.row.closed_at or now,
        )  # fmt: skip

    async def refuse(self, number: str, reason: str, *, by: Person, now: datetime) -> Request:
        """Say that it can't be done, and why: an answer too."""
        case = await self._owned(number, by, Did.REFUSED)
        return await self._said(
            case, Did.REFUSED, NoticeTopic.REFUSED, Said.ANSWER, reason, by, now,
            outcome=Outcome.IMPOSSIBLE.value, closed_at=now,
        )  # fmt: skip

    async def ask(self, number: str, words: str, *, by: Person, now: datetime) -> Request:
        """Ask the citizen back; the library's own clock rests until they answer."""
        case = await self._owned(number, by, Did.ASKED)
        return await self._said(
            case,
            Did.ASKED,
            NoticeTopic.ASKED,
            Said.QUESTION,
            words,
            by,
            now,
            **self._rested(case, now),
        )

    async def offer(self, number: str, terms: str, *, by: Person, now: datetime) -> Request:
        """Say on what terms a copy is made; it is made when the citizen agrees."""
        case = await self._owned(number, by, Did.OFFERED)
        return await self._said(
            case,
            Did.OFFERED,
            NoticeTopic.OFFERED,
            Said.OFFER,
            terms,
            by,
            now,
            **self._rested(case, now),
        )

    async def hand_over(
        self, number: str, *, to: str, reason: str, by: Person, now: datetime
    ) -> Request:
        """Pass it to another library, with the reason; the citizen is told."""
        case = await self._owned(number, by, Did.HANDED_OVER)
        context = self._context
        if not reason.strip():
            raise NotPossibleError(RequestRefusal.EMPTY, case.request, Did.HANDED_OVER)
        if to not in context.libraries:
            raise NotPossibleError(RequestRefusal.NO_LIBRARY, case.request, Did.HANDED_OVER)
        if to == case.request.holder.point:
            raise NotPossibleError(RequestRefusal.SAME, case.request, Did.HANDED_OVER)
        before = case.request.holder.point
        promise = context.promise(case.request.clock)
        event = await self._do(
            case, Did.HANDED_OVER, by, now, facts={"from": before, "to": to},
            **({} if case.request.practice else {"holder": to}),  # practice stays one's own
            why=repository.why_json(Holder(to, RoutingReason.HANDED)),
            owner_id=None, touched_at=None,
            take_by=end_of(promise.take_within, now, context.calendar),
        )  # fmt: skip
        entry = await self._written(case, Said.REASON, reason, by, now)
        facts = {"from": before, "reason": reason}
        await context.tell_citizen(case, NoticeTopic.HANDED_OVER, event, facts=facts)
        await context.tell_staff(case, NoticeTopic.NEW, event, entry=entry)
        return case.request

    async def note(self, number: str, words: str, *, by: Person, now: datetime) -> Request:
        """Write something down for the staff; it never reaches the citizen."""
        case = await self._seen(number, by)
        self._some(words, case, Did.NOTED)
        await self._context.record(case, Did.NOTED, actor=by.actor, now=now)
        await self._written(case, Said.NOTE, words, by, now)
        return case.request

    async def merge(self, number: str, *, into: str, by: Person, now: datetime) -> Request:
        """Close a question that was asked twice; its answer comes from the other request.

        Both must be of one citizen: nobody's words go to another person.
        """
        case = await self._owned(number, by, Did.MERGED)
        other = await self._seen(into, by)
        same = case.request.citizen_id == other.request.citizen_id
        if case.request.id == other.request.id or not same:
            raise NotPossibleError(RequestRefusal.SAME, case.request, Did.MERGED)
        event = await self._do(
            case, Did.MERGED, by, now, facts={"into": other.request.number},
            merged_into=other.request.number, closed_at=now, outcome=Outcome.NONE.value,
        )  # fmt: skip
        await self._context.tell_citizen(
            case, NoticeTopic.MERGED, event, facts={"into": other.request.number}
        )
        return case.request

    async def close(self, number: str, reason: str = "", *, by: Person, now: datetime) -> Request:
        """End it. A reader who waits for an answer is told why: without a reason "no_reason"."""
        case = await self._owned(number, by, Did.CLOSED)
        waits = owes_a_reason(case.request)
        if waits and not reason.strip():
            raise NotPossibleError(RequestRefusal.NO_REASON, case.request, Did.CLOSED)
        event = await self._do(
            case, Did.CLOSED, by, now, closed_at=case.row.closed_at or now,
            outcome=case.row.outcome or Outcome.NONE.value,
        )  # fmt: skip
        if waits:
            await self._written(case, Said.REASON, reason, by, now)
            await self._context.tell_citizen(
                case, NoticeTopic.CLOSED, event, facts={"reason": reason}
            )
        return case.request

    async def reopen(self, number: str, *, by: Person, now: datetime) -> Request:
        """Go on with it: a new clock starts."""
        case = await self._seen(number, by)
        await self._do(case, Did.REOPENED, by, now, **reopened(self._context, case, now))
        return case.request

    async def extend(self, number: str, reason: str, *, by: Person, now: datetime) -> Request:
        """Use the law's longer term; the citizen gets the reason and the new day."""
        case = await self._owned(number, by, Did.EXTENDED)
        if not reason.strip():
            raise NotPossibleError(RequestRefusal.NO_TERM, case.request, Did.EXTENDED)
        clock = case.request.clock
        try:
            longer = extend(clock, self._context.promise(clock), self._context.calendar)
        except ValueError as error:
            raise NotPossibleError(RequestRefusal.NO_TERM, case.request, Did.EXTENDED) from error
        event = await self._do(case, Did.EXTENDED, by, now, clock=longer, due_at=longer.due_at)
        await self._written(case, Said.REASON, reason, by, now)
        await self._context.tell_citizen(
            case, NoticeTopic.EXTENDED, event, facts={"reason": reason}
        )
        return case.request

    async def relabel(
        self, number: str, *, kind: RequestKind, promise: str = "", by: Person, now: datetime
    ) -> Request:
        """Say what is really asked: another kind has another clock, counted from the receipt.

        A promise of ours that would be broken already counts from now; the law's does not.
        """
        case = await self._owned(number, by, Did.RELABELLED)
        before = case.request.clock
        counted = Intake(self._context).promise(kind, promise)
        clock = recounted(before, counted, self._context.calendar)
        if is_late(clock, now) and not counted.is_law:
            clock = start(counted, now, self._context.calendar)
        event = await self._do(
            case, Did.RELABELLED, by, now, facts={"from": case.request.kind, "to": kind},
            kind=kind.value, clock=clock, due_at=clock.due_at, late=False,
            **({"wake_at": now} if is_late(clock, now) else {}),
        )  # fmt: skip
        if clock.last_day != before.last_day:
            await self._context.tell_citizen(case, NoticeTopic.RELABELLED, event)
        return case.request

    async def _seen(self, number: str, by: Person) -> Case:
        case = await self._context.load(number)
        if not may_see(by, case.request.holder.point, case.request.owner_id):
            raise NotPossibleError(RequestRefusal.UNKNOWN)
        return case

    async def _owned(self, number: str, by: Person, did: Did) -> Case:
        """The request, if `by` owns it or leads those who do."""
        case = await self._seen(number, by)
        self._context.check(case, did)
        owner = case.request.owner_id
        if owner == by.id or by.role is not Role.LIBRARIAN:
            return case
        if owner is None and case.request.state in {State.NEW, State.ANSWERED}:
            raise NotPossibleError(RequestRefusal.NOT_OWNER, case.request, did)
        raise NotPossibleError(RequestRefusal.OWNED, case.request, did)

    async def _do(
        self, case: Case, did: Did, by: Person, now: datetime,
        *, facts: Mapping[str, Any] | None = None, **changes: Any,
    ) -> int:  # fmt: skip
        changes.setdefault("touched_at", now)
        return await self._context.record(
            case, did, actor=by.actor, now=now, facts=facts, **changes
        )

    async def _said(
        self, case: Case, did: Did, topic: NoticeTopic, said: Said, words: str, by: Person,
        now: datetime, *, files: Sequence[FileRef] = (), **changes: Any,
    ) -> Request:  # fmt: skip
        if not files:
            self._some(words, case, did)
        event = await self._do(case, did, by, now, **changes)
        entry = await self._context.say(
            case,
            author=by.actor,
            said=said,
            words=words.strip(),
            at=now,
            files=files,
        )
        await self._context.tell_citizen(case, topic, event, entry=entry)
        return case.request

    async def _written(
        self, case: Case, said: Said, words: str, by: Person, now: datetime
    ) -> RequestEntry:
        return await self._context.say(
            case, author=by.actor, said=said, words=words.strip(), at=now
        )

    def _some(self, words: str, case: Case, did: Did) -> None:
        if not words.strip():
            raise NotPossibleError(RequestRefusal.EMPTY, case.request, did)

    def _rested(self, case: Case, now: datetime) -> dict[str, Any]:
        clock = case.request.clock
        return {"clock": rest(clock, self._context.promise(clock), now)}


def back_in_queue(context: DeskContext, case: Case, now: datetime) -> dict[str, Any]:
    """The columns of a request that nobody owns any more."""
    clock = resume(case.request.clock, now, context.calendar)
    take_by = end_of(context.promise(clock).take_within, now, context.calendar)
    return {
        "owner_id": None, "touched_at": None, "take_by": take_by,
        "clock": clock, "due_at": clock.due_at,
    }  # fmt: skip


def reopened(context: DeskContext, case: Case, now: datetime) -> dict[str, Any]:
    """The columns of a request that goes on: its clock starts anew."""
    promise = context.promise(case.request.clock)
    clock = start(promise, now, context.calendar)
    return {
        "clock": clock, "due_at": clock.due_at, "late": False, "closed_at": None,
        "outcome": None, "owner_id": None, "touched_at": None, "rating": None,
        "take_by": end_of(promise.take_within, now, context.calendar),
    }  # fmt: skip
