"""What librarians do with a request. Each act holds its row: of fifty at once, one succeeds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.files.model import FileRef
from bot.requests.context import Case, DeskContext
from bot.requests.deadlines import end_of, extend, is_late, recounted, rest, resume, start
from bot.requests.intake import Intake
from bot.requests.merging import Merging
from bot.requests.model import (
    Did,
    Holder,
    Outcome,
    Request,
    RequestKind,
    RoutingReason,
    Said,
)
from bot.requests.notices import NoticeTopic
from bot.requests.permissions import SAID_FOR_READER, owes_a_reason
from bot.requests.ratings import ANSWERS
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.repository import event_rows, request_rows
from bot.requests.staff_side import Saying
from bot.staff.model import Person


class Work(Merging):
    """Use cases of the staff. `by` may see the request or it is unknown to them."""

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
        self, number: str, words: str, *, by: Person, now: datetime, files: Sequence[FileRef] = (),
        seen: int | None = None,
    ) -> Request:  # fmt: skip
        """Answer the citizen; a further answer may follow.

        `seen` is the last line of history they knew of: when a colleague has answered since, that
        is told first (answered_meanwhile).
        """
        saying = Saying(Said.ANSWER, words, now, files)
        case = await self._owned(number, by, Did.ANSWERED, saying)
        await self._not_answered_since(case, by, seen)
        return await self._said(
            case, Did.ANSWERED, NoticeTopic.ANSWERED, Said.ANSWER, words, by, now, files=files,
            outcome=Outcome.ANSWERED.value, closed_at=case.row.closed_at or now,
        )  # fmt: skip

    async def correct(
        self, number: str, words: str, *, by: Person, now: datetime, files: Sequence[FileRef] = ()
    ) -> Request:
        """Set right what was answered: the citizen gets it as a correction."""
        saying = Saying(Said.ANSWER, words, now, files)
        case = await self._owned(number, by, Did.CORRECTED, saying)
        return await self._said(
            case, Did.CORRECTED, NoticeTopic.CORRECTED, Said.ANSWER, words, by, now, files=files
        )

    async def _not_answered_since(self, case: Case, by: Person, seen: int | None) -> None:
        history = await event_rows.of_request(self._context.unit, case.request.id)
        new = [one for one in history if seen is not None and one.id > seen]
        if any(one.did in ANSWERS and one.actor != by.actor for one in new):
            raise NotPossibleError(RequestRefusal.ANSWERED_MEANWHILE, case.request, Did.ANSWERED)

    async def refuse(self, number: str, reason: str, *, by: Person, now: datetime) -> Request:
        """Say that it can't be done, and why: an answer too."""
        case = await self._owned(number, by, Did.REFUSED, Saying(Said.ANSWER, reason, now))
        return await self._said(
            case, Did.REFUSED, NoticeTopic.REFUSED, Said.ANSWER, reason, by, now,
            outcome=Outcome.IMPOSSIBLE.value, closed_at=now,
        )  # fmt: skip

    async def ask(self, number: str, words: str, *, by: Person, now: datetime) -> Request:
        """Ask the citizen back; the library's own clock rests until they answer."""
        case = await self._owned(number, by, Did.ASKED, Saying(Said.QUESTION, words, now))
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
        case = await self._owned(number, by, Did.OFFERED, Saying(Said.OFFER, terms, now))
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
            why=request_rows.why_json(Holder(to, RoutingReason.HANDED)),
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
        await self._not_repeated(case, by, Did.NOTED, Saying(Said.NOTE, words, now))
        await self._context.record(case, Did.NOTED, actor=by.actor, now=now)
        await self._written(case, Said.NOTE, words, by, now)
        return case.request

    async def reader_said(self, number: str, words: str, *, by: Person, now: datetime) -> Request:
        """Write down what a reader without a chat has said: the clock goes on.

        Of one who was told the terms of a copy it means that they agree.
        """
        case = await self._owned(number, by, Did.NOTED, Saying(Said.WORDS, words, now))
        did = SAID_FOR_READER.get(case.request.state)
        if did is None or not case.request.is_absent:
            raise NotPossibleError(RequestRefusal.STATE, case.request, Did.REPLIED)
        self._some(words, case, did)
        clock = resume(case.request.clock, now, self._context.calendar)
        await self._do(case, did, by, now, clock=clock, due_at=clock.due_at)
        await self._written(case, Said.WORDS, words, by, now)
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
