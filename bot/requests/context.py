"""What every use case of the desk needs, bound to one transaction; and how an act is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.catalogue.calendar import WorkingCalendar
from bot.catalogue.desk import DeskRules
from bot.catalogue.library import Library
from bot.catalogue.promises import Promise
from bot.files.model import FileRef, held
from bot.files.repository import Files
from bot.requests.deadlines import Clock
from bot.requests.model import (
    BOT,
    CITIZEN,
    Did,
    HistoryEvent,
    Request,
    RequestEntry,
    Said,
    State,
    as_known,
)
from bot.requests.notices import Changed, NoticeTopic, RequestNotice
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.repository import entry_rows, event_rows, request_rows
from bot.requests.sla_schedule import SlaFacts, SlaSchedule
from bot.requests.transitions import MOVES, allowed
from bot.staff.model import Role
from bot.staff.rules import at_least
from bot.staff.service import Staff
from bot.storage import citizens
from bot.storage.database import Unit

GONE = "gone"  # the reader has closed the chat
# After these what was not delivered needs nobody any more: somebody wrote anew, reached the reader
# another way and noted it, or the reader is back.
SEEN_TO = frozenset({
    Did.ANSWERED, Did.REFUSED, Did.CORRECTED, Did.ASKED, Did.OFFERED, Did.NOTED, Did.CLOSED,
    Did.SENT_AGAIN, Did.REPLIED, Did.AGREED, Did.ADDED, Did.EDITED, Did.RATED, Did.WITHDRAWN,
    Did.REOPENED, Did.FORGOTTEN, Did.FETCHED, Did.TAKEN_ALONG,
})  # fmt: skip
# After these a poor rating has been seen to; so it has when one of the staff writes or ends it.
RATING_SEEN_TO = frozenset({Did.RATED, Did.REOPENED, Did.FORGOTTEN})
LONGEST_DAYS = 365  # where content says nothing


def _is_dealt_with(did: Did, actor: str) -> bool:
    """Whether one of the staff has seen to what a reader was not content with."""
    return did in SEEN_TO and actor not in {BOT, CITIZEN}


@dataclass(slots=True)
class Case:
    """A request held by this transaction, and its row as it now is."""

    request: Request
    row: Any


@dataclass(frozen=True, slots=True)
class DeskContext:
    """Unit, rules and neighbours."""

    unit: Unit
    rules: DeskRules
    calendar: WorkingCalendar
    libraries: Mapping[str, Library]
    oblast: str  # id of the oblast library
    staff: Staff
    mails: bool = False  # whether letters by e-mail are sent

    def promise(self, clock: Clock) -> Promise:
        """The promise a clock counts; the default one when content no longer has it."""
        known = {one.id: one for one in self.rules.promises}
        return known.get(clock.promise) or self.rules.promises[0]

    def library_above(self, point: str) -> str | None:
        """Who gets what it leaves: its parent, its hromada's central one, the oblast's."""
        here = self.libraries.get(point)
        central = here and next(
            (
                one.id
                for one in self.libraries.values()
                if one.kind in {"hromada_central", "city_central"}
                and one.hromada == here.hromada
                and one.hromada
            ),
            None,
        )
        above = (here.parent if here else None) or central
        if above and above != point and point != self.oblast:
            return above
        return self.oblast if point != self.oblast else None

    async def is_attended(self, point: str) -> bool:
        """Whether anybody who has come to the desk sees the requests of this library."""
        people = await self.staff.points_with_staff()
        return any(one.sees(point) for here in people.values() for one in here)

    async def load(self, request: str | int) -> Case:
        """Hold a request until the transaction ends. Raises NotPossibleError."""
        row = await request_rows.locked(self.unit, request)
        if row is None:
            raise NotPossibleError(RequestRefusal.UNKNOWN)
        (read,) = await request_rows.read_many(self.unit, [row])
        return Case(read, row)

    def check(self, case: Case, did: Did) -> None:
        """Raise NotPossibleError when `did` doesn't fit the request's state."""
        if not allowed(did, case.request.state):
            raise NotPossibleError(RequestRefusal.STATE, case.request, did)

    async def record(
        self,
        case: Case,
        did: Did,
        *,
        actor: str,
        now: datetime,
        facts: Mapping[str, Any] | None = None,
        **changes: Any,
    ) -> int:
        """Do it: the state by the table, the columns, a line of history, the next look.

        Returns the id of the history's line: what is told of it carries it as its key.
        """
        self.check(case, did)
        to = MOVES[did].to
        if to is not None:
            changes["state"] = to.value
        if case.row.undelivered and did in SEEN_TO and actor != BOT:
            changes["undelivered"] = False
        if case.row.poorly_rated and (did in RATING_SEEN_TO or _is_dealt_with(did, actor)):
            changes.setdefault("poorly_rated", False)
        if changes:
            self._write(case, changes, now)
        self.unit.record(Changed(case.request.id, did))
        return await event_rows.add(
            self.unit, case.request.id, did, actor=actor, facts=facts or {}, at=now
        )

    def _write(self, case: Case, changes: dict[str, Any], now: datetime) -> None:
        row = case.row._replace(**changes)
        if row.wake_at is None or row.wake_at > now:  # else the SLA runner is on its way
            schedule, facts = self.schedule(row)
            changes["wake_at"] = None if row.practice else schedule.next_look(facts, now)
            row = row._replace(wake_at=changes["wake_at"])
        request_rows.change(self.unit, case.request.id, changes)
        case.row, case.request = row, request_rows.read(self.unit, row, words=case.request.words)

    async def say(
        self,
        case: Case,
        *,
        author: str,
        said: Said,
        words: str,
        at: datetime,
        files: Sequence[FileRef] = (),
        **given: Any,
    ) -> RequestEntry:
        """Add what somebody said; its files go with the request, a reader's own no sooner."""
        request, kept = case.request, Files(self.unit)
        kept.belong(held(files), request.id)
        if author == CITIZEN:
            days = self.rules.keep_days.get(request.kind.value, LONGEST_DAYS)
            kept.prolong(held(files), max(at, request.due_at) + timedelta(days=days))
        return await entry_rows.add(
            self.unit, request.id, request.number, author=author, said=said, words=words, at=at,
            files=files, **given,
        )  # fmt: skip

    def schedule(self, row: Any) -> tuple[SlaSchedule, SlaFacts]:
        """By what the clock looks at a row, and what it sees."""
        clock = row.clock
        facts = SlaFacts(
            kind=row.kind,
            state=State(row.state),
            clock=clock,
            late=bool(row.late),
            take_by=row.take_by,
            touched_at=row.touched_at,
            closed_at=row.closed_at,
            has_citizen=row.citizen_id is not None,
        )
        return SlaSchedule(self.rules, self.promise(clock), self.calendar), facts

    async def tell_citizen(self, case: Case, topic: NoticeTopic, event: int, **given: Any) -> None:
        """Tell the citizen, if there is one to be told, also in other chats of theirs whose request
        was merged into this one."""
        if case.request.practice:
            return
        joined = await self.joined(case.request.number)
        told = {one.citizen_id: as_known(case.request, one) for one in joined}
        told[case.request.citizen_id] = case.request
        given["attended"] = case.request.owner_id is not None or await self.is_attended(
            case.request.holder.point
        )
        for citizen, request in told.items():
            if citizen is None:
                continue
            self.unit.record(RequestNotice(topic, request, f"desk.{event}.c", **given))
            addressed = await citizens.by_id(self.unit, citizen)
            line = await event_rows.one(self.unit, event)
            is_away = addressed is not None and not addressed.known.reachable
            if line and is_away and not await self.is_mailed(request):
                await self.undelivered(case, line[1], why=GONE, now=line[1].at)

    async def is_mailed(self, request: Request) -> bool:
        """Whether its reader gets a letter by e-mail that there is an answer."""
        row = await request_rows.by_number(self.unit, request.number) if self.mails else None
        return row is not None and row.email is not None

    async def joined(self, number: str) -> list[Request]:
        """Requests that are answered in this one."""
        rows = await request_rows.merged_into(self.unit, number)
        return await request_rows.read_many(self.unit, rows)

    async def answered_in(self, case: Case) -> Case:
        """The request where this one is answered: itself, unless it was merged."""
        while case.request.state is State.MERGED and case.request.merged_into:
            case = await self.load(case.request.merged_into)
        return case

    async def undelivered(
        self, case: Case, line: HistoryEvent, *, why: str, now: datetime, part: int = 0
    ) -> bool:
        """What the staff wrote has not reached the reader; False when it is none of theirs.

        Args:
            case: the request.
            line: the line of history that the reader was told of.
            why: the kind of failure, a key of `labels.UNDELIVERED`.
            now: aware UTC.
            part: 0 for the text, else one of its files.
        """
        if line.actor in {BOT, CITIZEN}:
            return False
        facts = {"event": line.id, "why": why, "part": part}
        await self.record(case, Did.UNDELIVERED, actor=BOT, now=now, facts=facts, undelivered=True)
        return True

    async def tell_staff(
        self,
        case: Case,
        topic: NoticeTopic,
        event: int,
        *,
        besides: int | None = None,
        **given: Any,
    ) -> None:
        """Tell the owner, or everybody of the library when nobody owns it; not `besides`."""
        if case.request.practice:
            return
        people = await self.people_of(case.request)
        self.tell(case, topic, event, people=[one for one in people if one != besides], **given)

    def tell(
        self, case: Case, topic: NoticeTopic, event: int, *, people: Sequence[int], **given: Any
    ) -> None:
        """Tell these people of the staff, each once."""
        if told := tuple(dict.fromkeys(people)):
            self.unit.record(
                RequestNotice(topic, case.request, f"desk.{event}.s", people=told, **given)
            )

    async def tell_leaders(self, case: Case, topic: NoticeTopic, event: int) -> bool:
        """Tell the heads of the library and the coordinators; whether there is any of them."""
        if case.request.practice:
            return False
        told = set(await self.people_of(case.request))
        leading = tuple(
            one.id
            for one in await self.staff.active()
            if one.id not in told and at_least(one, Role.HEAD)
            and one.sees(case.request.holder.point)
        )  # fmt: skip
        if leading:
            self.unit.record(RequestNotice(topic, case.request, f"desk.{event}.l", people=leading))
        return bool(leading)

    async def people_of(self, request: Request) -> Sequence[int]:
        """Ids of those it concerns: the owner while they work here, the library's staff, else the
        coordinators."""
        everybody = await self.staff.active()
        if any(one.id == request.owner_id for one in everybody):
            return [one.id for one in everybody if one.id == request.owner_id]
        if here := [one.id for one in everybody if one.point == request.holder.point]:
            return here
        return [one.id for one in everybody if one.role in {Role.COORDINATOR, Role.ADMIN}]
