"""How a request comes in: from a chat, or written down by a librarian who was asked in person."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.catalogue.promises import Promise
from bot.engine.draft import Part
from bot.engine.texts import FALLBACK
from bot.files.model import FileRef
from bot.requests.context import Case, DeskContext
from bot.requests.deadlines import Clock, end_of, start
from bot.requests.model import (
    CITIZEN,
    CONTACT,
    Came,
    Did,
    Holder,
    Outcome,
    Request,
    RequestKind,
    RoutingReason,
    Said,
    State,
)
from bot.requests.notices import NoticeTopic
from bot.requests.numbers import new_number
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.repository import owners, request_rows
from bot.requests.repository.proposals import SEPARATOR
from bot.requests.routing import Candidate, choose_holder
from bot.staff.model import Person

TRIES = 20
TWICE = timedelta(minutes=2)  # so soon a form that was sent twice comes again
# What a library must be known to offer; anything else a librarian can look up anywhere.
NEEDS = {RequestKind.DOCUMENT_DELIVERY: "document_delivery"}


@dataclass(frozen=True, slots=True)
class Nearby:
    """A library near the citizen.

    `shut` when it is known not to open before the deadline; `hromada` and `raion` whether it is of
    the citizen's own, as far as we know.
    """

    point: str
    km: float | None
    shut: bool = False
    hromada: bool = True
    raion: bool = True


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What a citizen hands in.

    Attributes:
        words: as they wrote them.
        lang: the language to answer in.
        kind: what is asked.
        files: what they sent along.
        service: id of the catalogue's entry it is about; `lacks`: what of it that entry lacks.
        settlement: code of the place they named.
        name: what they want to be called.
        promise: id of the promise, the kind's first one when empty.
        message: the channel's own name of their message, to know its edits.
        parts: the messages that the words came in, where there were several.
        contact: how to reach a reader who has no chat with us.
        times: so many times the same was asked.
    """

    words: str
    lang: str = FALLBACK
    kind: RequestKind = RequestKind.REFERENCE
    files: Sequence[FileRef] = ()
    service: str | None = None
    lacks: Sequence[str] = ()
    settlement: str | None = None
    name: str = ""
    promise: str = ""
    message: str | None = None
    parts: Sequence[Part] = ()
    contact: str = field(default="", repr=False)
    times: int = 1


class Intake:
    """Use cases of coming in."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    def promise(self, kind: RequestKind, named: str = "") -> Promise:
        """What is promised for this kind."""
        listed = self._context.rules.of_kind(kind.value) or self._context.rules.promises
        return next((one for one in listed if one.id == named), listed[0])

    def clock(self, kind: RequestKind, now: datetime) -> Clock:
        """By when a request of this kind, made now, is answered."""
        return start(self.promise(kind), now, self._context.calendar)

    async def is_attended(self, point: str) -> bool:
        """Whether anybody who has come to the desk sees what is asked of this library."""
        return await self._context.is_attended(point)

    async def attended_points(self) -> frozenset[str]:
        """Ids of libraries where somebody has come to the desk."""
        return frozenset(await self._context.staff.points_with_staff())

    async def holder(
        self, near: Sequence[Nearby], *, kind: RequestKind, lang: str, mine: str | None = None
    ) -> Holder:
        """Return which library gets a request.

        `near` are walk-in libraries, nearest first: also those far off where somebody works.
        """
        context = self._context
        people = await context.staff.points_with_staff()
        waiting = await owners.open_by_library(context.unit)

        def candidate(one: Nearby) -> Candidate:
            library, need = context.libraries.get(one.point), NEEDS.get(kind)
            here = people.get(one.point, ())
            return Candidate(
                one.point,
                one.km,
                people=len(here),
                waiting=waiting.get(one.point, 0),
                can=need is None or (library is not None and need in library.capabilities),
                shut=one.shut,
                speaks=not here or any(lang in person.langs for person in here),
                hromada=one.hromada,
                raion=one.raion,
            )

        return choose_holder(
            [candidate(one) for one in near],
            mine=candidate(Nearby(mine, None)) if mine else None,
            oblast=context.oblast,
            anybody=bool(people),
        )

    async def hand_in(
        self, new: NewRequest, *, citizen: int | None, holder: Holder, now: datetime,
        practice: bool = False,
    ) -> Request:  # fmt: skip
        """Store a citizen's question for the library that has it from now on, and tell its staff.

        Raises NotPossibleError("empty") when there is neither a word nor a file.
        """
        if not new.words.strip() and not new.files:
            raise NotPossibleError(RequestRefusal.EMPTY)
        promise = self.promise(new.kind, new.promise)
        clock = start(promise, now, self._context.calendar)
        case = await self._add(
            new, holder=holder, clock=clock, now=now, citizen_id=citizen, practice=practice,
            state=State.NEW.value, came=Came.CHAT.value,
            take_by=end_of(promise.take_within, now, self._context.calendar),
        )  # fmt: skip
        await self._say(case, new, author=CITIZEN, now=now)
        facts = {
            "holder": holder.point,
            **request_rows.why_json(holder),
            "due": clock.due_at.isoformat(),
        }
        event = await self._context.record(
            case, Did.HANDED_IN, actor=CITIZEN, now=now, facts=facts, wake_at=None
        )
        await self._context.tell_staff(case, NoticeTopic.NEW, event)
        return case.request

    async def note_down(
        self, new: NewRequest, *, by: Person, came: Came, done: bool, now: datetime,
        asked_at: datetime | None = None,
    ) -> Request:  # fmt: skip
        """Write down what was asked at the counter, by phone or in a letter.

        `done` when it is answered already: then nobody needs to be reached. `asked_at` is when it
        was asked, now if it is not said; the term counts from then.
        """
        if same := await self._just_noted(new, by, came, now):
            return same
        promise, asked = self.promise(new.kind, new.promise), asked_at or now
        ended: dict[str, Any] = (
            {"state": State.CLOSED.value, "outcome": Outcome.ANSWERED.value, "closed_at": asked}
            if done
            else {"state": State.TAKEN.value}
        )
        case = await self._add(
            replace(new, contact="", name="") if done else new, now=asked, came=came.value,
            holder=Holder(by.point, RoutingReason.RECORDED), owner_id=by.id, touched_at=now,
            clock=start(promise, asked, self._context.calendar), **ended,
        )  # fmt: skip
        await self._say(case, new, author=by.actor, now=asked)
        facts = {"came": came.value, "done": done, "times": new.times}
        await self._context.record(
            case, Did.RECORDED, actor=by.actor, now=now, facts=facts, wake_at=None
        )
        return case.request

    async def _just_noted(
        self, new: NewRequest, by: Person, came: Came, now: datetime
    ) -> Request | None:
        """The same words of the same librarian a moment ago: a form that was sent twice.

        Without words it is another reader: nothing tells them apart.
        """
        unit = self._context.unit
        row = new.words.strip() and await request_rows.just_written(
            unit, by.id, came=came.value, kind=new.kind.value, since=now - TWICE
        )
        if not row:
            return None
        (request,) = await request_rows.read_many(unit, [row])
        is_same = (request.words.strip(), row.times) == (new.words.strip(), new.times)
        return request if is_same else None

    async def _add(
        self, new: NewRequest, *, holder: Holder, clock: Clock, now: datetime, **given: Any
    ) -> Case:
        unit = self._context.unit
        row = {
            **request_rows.BLANK,
            "kind": new.kind.value,
            "lang": new.lang,
            "service": new.service,
            "lacks": SEPARATOR.join(new.lacks) or None,
            "settlement": new.settlement,
            "holder": holder.point,
            "why": request_rows.why_json(holder),
            "clock": clock,
            "due_at": clock.due_at,
            "practice": False,
            "times": new.times,
            "created_at": now,
            **given,
        }
        for _ in range(TRIES):
            number = new_number()
            sealed = {
                name: unit.vault.seal(given, column=column, row=number) if given else None
                for name, given, column in (
                    ("name", new.name, request_rows.NAME), ("contact", new.contact, CONTACT),
                )
            }  # fmt: skip
            if await request_rows.add(unit, {**row, **sealed, "number": number}):
                return await self._context.load(number)
        raise RuntimeError("no free number for a request")

    async def _say(self, case: Case, new: NewRequest, *, author: str, now: datetime) -> None:
        await self._context.say(
            case,
            author=author,
            said=Said.WORDS,
            words=new.words,
            at=now,
            files=new.files,
            message=new.message,
            parts=new.parts,
        )
        case.request = replace(case.request, words=new.words)
