"""What all acts of the staff have in common: who may, how it is recorded, said and told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.files.model import FileRef
from bot.requests.context import Case, DeskContext
from bot.requests.model import Did, Request, RequestEntry, Said, State
from bot.requests.notices import NoticeTopic
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.visibility import may_see
from bot.staff.model import Person, Role


class StaffSide:
    """Bound to one transaction. `by` may see the request or it is unknown to them."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

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
        signed = {"signed": by.point}  # who answers signs it, whoever has the request
        await self._context.tell_citizen(case, topic, event, entry=entry, facts=signed)
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
