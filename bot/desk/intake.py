"""How a request comes in: from a chat, or written down by a librarian who was asked in person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bot.catalogue.promises import Promise
from bot.desk import store
from bot.desk.clocks import Clock, end_of, start
from bot.desk.model import (
    CITIZEN,
    Came,
    Did,
    Holder,
    Kind,
    Outcome,
    Request,
    Said,
    State,
    Why,
    requests,
)
from bot.desk.news import Topic
from bot.desk.numbers import new_number
from bot.desk.room import Case, NotPossibleError, Room
from bot.desk.routing import Candidate, choose_holder
from bot.staff.model import Person

TRIES = 20
# What a library must be known to offer; anything else a librarian can look up anywhere.
NEEDS = {Kind.DOCUMENT_DELIVERY: "document_delivery"}

_waiting = (
    select(requests.c.holder, func.count().label("many"))
    .where(store.IS_OPEN, ~requests.c.practice)
    .group_by(requests.c.holder)
)


@dataclass(frozen=True, slots=True)
class Nearby:
    """A library near the citizen; `shut` when it is known not to open before the deadline."""

    point: str
    km: float | None
    shut: bool = False


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What a citizen hands in.

    Attributes:
        words: as they wrote them.
        lang: the language to answer in.
        kind: what is asked.
        files: what they sent along: the channel's references (`ref`, `name`, `size`, …).
        service: id of the catalogue's entry it is about.
        settlement: code of the place they named.
        name: what they want to be called.
        promise: id of the promise, the kind's first one when empty.
        message: the channel's own name of their message, to know its edits.
    """

    words: str
    lang: str = "uk"
    kind: Kind = Kind.REFERENCE
    files: Sequence[Mapping[str, Any]] = ()
    service: str | None = None
    settlement: str | None = None
    name: str = ""
    promise: str = ""
    message: str | None = None


class Intake:
    """Use cases of coming in."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def promise(self, kind: Kind, named: str = "") -> Promise:
        """What is promised for this kind."""
        listed = self._room.rules.of_kind(kind.value) or self._room.rules.promises
        return next((one for one in listed if one.id == named), listed[0])

    def clock(self, kind: Kind, now: datetime) -> Clock:
        """By when a request of this kind, made now, is answered."""
        return start(self.promise(kind), now, self._room.calendar)

    async def holder(
        self, near: Sequence[Nearby], *, kind: Kind, lang: str, mine: str | None = None
    ) -> Holder:
        """Return which library gets a request; `near` are walk-in libraries, nearest first."""
        room = self._room
        people = await room.staff.points_with_staff()
        waiting = {row.holder: row.many for row in await room.unit.all(_waiting)}

        def candidate(one: Nearby) -> Candidate:
            library, need = room.libraries.get(one.point), NEEDS.get(kind)
            here = people.get(one.point, ())
            return Candidate(
                one.point,
                one.km,
                people=len(here),
                waiting=waiting.get(one.point, 0),
                can=need is None or (library is not None and need in library.capabilities),
                shut=one.shut,
                speaks=not here or any(lang in person.langs for person in here),
            )

        return choose_holder(
            [candidate(one) for one in near],
            mine=candidate(Nearby(mine, None)) if mine else None,
            oblast=room.oblast,
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
            raise NotPossibleError("empty")
        promise = self.promise(new.kind, new.promise)
        clock = start(promise, now, self._room.calendar)
        case = await self._add(
            new, holder=holder, clock=clock, now=now, citizen_id=citizen, practice=practice,
            state=State.NEW.value, came=Came.CHAT.value,
            take_by=end_of(promise.take_within, now, self._room.calendar),
        )  # fmt: skip
        await self._say(case, new, author=CITIZEN, now=now)
        facts = {"holder": holder.point, **store.why_json(holder), "due": clock.due_at.isoformat()}
        event = await self._room.record(
            case, Did.HANDED_IN, actor=CITIZEN, now=now, facts=facts, wake_at=None
        )
        await self._room.tell_staff(case, Topic.NEW, event)
        return case.request

    async def note_down(
        self, new: NewRequest, *, by: Person, came: Came, done: bool, now: datetime
    ) -> Request:
        """Write down what was asked in person or by phone; `done` when it is answered already."""
        promise = self.promise(new.kind, new.promise)
        ended: dict[str, Any] = (
            {"state": State.CLOSED.value, "outcome": Outcome.ANSWERED.value, "closed_at": now}
            if done
            else {"state": State.TAKEN.value}
        )
        case = await self._add(
            new, holder=Holder(by.point, Why.RECORDED), now=now, came=came.value,
            clock=start(promise, now, self._room.calendar), owner_id=by.id, touched_at=now, **ended,
        )  # fmt: skip
        await self._say(case, new, author=by.actor, now=now)
        facts = {"came": came.value, "done": done}
        await self._room.record(
            case, Did.RECORDED, actor=by.actor, now=now, facts=facts, wake_at=None
        )
        return case.request

    async def _add(
        self, new: NewRequest, *, holder: Holder, clock: Clock, now: datetime, **given: Any
    ) -> Case:
        unit = self._room.unit
        blank = {column.name: None for column in requests.c if column.name not in store.DEFAULTED}
        row = {
            **blank,
            "kind": new.kind.value,
            "lang": new.lang,
            "service": new.service,
            "settlement": new.settlement,
            "holder": holder.point,
            "why": store.why_json(holder),
            "clock": clock.to_json(),
            "due_at": clock.due_at,
            "practice": False,
            "created_at": now,
            **given,
        }
        for _ in range(TRIES):
            number = new_number()
            name = unit.vault.seal(new.name, column=store.NAME, row=number) if new.name else None
            if await store.add(unit, {**row, "number": number, "name": name}):
                return await self._room.load(number)
        raise RuntimeError("no free number for a request")

    async def _say(self, case: Case, new: NewRequest, *, author: str, now: datetime) -> None:
        await self._room.say(
            case,
            author=author,
            said=Said.WORDS,
            words=new.words,
            at=now,
            files=new.files,
            message=new.message,
        )
        case.request = replace(case.request, words=new.words)
