"""What all acts of the staff have in common: who may, how it is recorded, said and told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.files.model import FileRef
from bot.requests.context import Case, DeskContext
from bot.requests.model import Did, Request, RequestEntry, Said, State
from bot.requests.notices import NoticeTopic
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.repository import entry_rows
from bot.requests.visibility import may_see
from bot.staff.model import Person, Role
from bot.staff.rules import at_least

# A form that is sent twice, by two clicks or from the page before, says the same so soon after.
TWICE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Saying:
    """What one of the staff is about to say, and when."""

    said: Said
    words: str
    now: datetime
    files: Sequence[FileRef] = ()


class StaffSide:
    """Bound to one transaction. `by` may see the request or it is unknown to them."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    async def _seen(self, number: str, by: Person) -> Case:
        case = await self._context.load(number)
        if not may_see(by, case.request.holder.point, case.request.owner_id):
            raise NotPossibleError(RequestRefusal.UNKNOWN)
        return case

    async def _owned(self, number: str, by: Person, did: Did, saying: Saying | None = None) -> Case:
        """The request, if `by` owns it or leads those who do.

        What they said a moment ago already is REPEATED: nothing goes to the reader twice.
        """
        case = await self._seen(number, by)
        if saying is not None:
            await self._not_repeated(case, by, did, saying)
        self._context.check(case, did)
        owner = case.request.owner_id
        if owner == by.id or at_least(by, Role.HEAD):
            return case
        if owner is None and case.request.state in {State.NEW, State.ANSWERED}:
            raise NotPossibleError(RequestRefusal.NOT_OWNER, case.request, did)
        raise NotPossibleError(RequestRefusal.OWNED, case.request, did)

    async def _not_repeated(self, case: Case, by: Person, did: Did, saying: Saying) -> None:
        before = await entry_rows.last(self._context.unit, case.request.id, case.request.number)
        if (
            before is not None
            and (before.author, before.said) == (by.actor, saying.said)
            and before.words == saying.words.strip()
            and saying.now - before.at < TWICE
            and _same_files(before.files, saying.files)
        ):
            raise NotPossibleError(RequestRefusal.REPEATED, case.request, did)

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


def _same_files(one: Sequence[FileRef], other: Sequence[FileRef]) -> bool:
    return [(file.name, file.size) for file in one] == [(file.name, file.size) for file in other]
