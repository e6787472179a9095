"""What a citizen does with their requests: see, add, withdraw, agree, rate, re-open, leave."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.engine.draft import BETWEEN, Part
from bot.files.model import FileRef
from bot.requests.chats import forget_drafts
from bot.requests.context import Case, DeskContext
from bot.requests.deadlines import resume
from bot.requests.followed import known, own_of
from bot.requests.merging import part
from bot.requests.model import (
    BOT,
    CITIZEN,
    EMAIL,
    Did,
    Outcome,
    Request,
    RequestEntry,
    Said,
    State,
    as_known,
)
from bot.requests.notices import NoticeTopic, RequestNotice
from bot.requests.ratings import LOW, RATINGS, tell_of_rating
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.repository import entry_rows, of_citizen, request_rows, staff_chats
from bot.requests.spoken import said_in
from bot.requests.staff_acts import reopened


class CitizenSide:
    """Use cases of one's own requests; another's request is unknown."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    async def mine(self, citizen: int, *, many: int = 20) -> list[Request]:
        """Return the citizen's requests, newest first."""
        rows = await of_citizen.newest(self._context.unit, citizen, many=many)
        return [await known(self._context.unit, row) for row in rows]

    async def one(self, number: str, *, citizen: int) -> tuple[Request, list[RequestEntry]]:
        """Return a request, only to read, and what was said in it, without the staff's notes."""
        unit = self._context.unit
        row = await request_rows.by_number(unit, number)
        if row is None or row.citizen_id != citizen:
            raise NotPossibleError(RequestRefusal.UNKNOWN)
        request = await known(self._context.unit, row)
        said = await said_in(unit, row.id, row.number)
        if request.id != row.id:  # of another chat's only what the staff said
            there = await request_rows.by_number(unit, row.merged_into)
            answered = await said_in(unit, request.id, there.number) if there else []
            said = sorted(
                (*said, *(one for one in answered if one.author not in {CITIZEN, BOT})),
                key=lambda one: (one.at, one.id),
            )
        return request, [one for one in said if one.said is not Said.NOTE]

    async def is_mine(self, number: str, *, citizen: int) -> bool | None:
        """Whether a request is this citizen's; None when there is none of this number."""
        row = await request_rows.by_number(self._context.unit, number)
        return None if row is None or row.practice else row.citizen_id == citizen

    async def leave_mail(self, number: str, address: str, *, citizen: int) -> None:
        """Where the reader wants to hear that there is an answer; "" for nowhere."""
        own = await own_of(self._context, number, citizen)
        kept, unit = own.words_in.request, self._context.unit
        sealed = unit.vault.seal(address, column=EMAIL, row=kept.number) if address else None
        request_rows.change(unit, kept.id, {"email": sealed})

    async def take_along(self, number: str, *, citizen: int, now: datetime) -> Request:
        """Let what is said in a request come to this chat from now on; the one before is told.

        Whoever calls it has seen the request's key (`Claims.check`).
        """
        context = self._context
        case = await context.load(number)
        before = case.request.citizen_id
        if before == citizen:
            return case.request
        event = await context.record(
            case, Did.TAKEN_ALONG, actor=CITIZEN, now=now, citizen_id=citizen
        )
        if before is not None:
            told = replace(case.request, citizen_id=before)
            key = f"desk.{event}.m"
            context.unit.record(RequestNotice(NoticeTopic.TAKEN_ALONG, told, key))
        return case.request

    async def with_a_person(self, citizen: int) -> Request | None:
        """Return the request that a person is answering now: the bot doesn't answer over them."""
        unit = self._context.unit
        if row := await of_citizen.with_a_person(unit, citizen):
            (found,) = await request_rows.read_many(unit, [row])
            return found
        for row in await of_citizen.merged(unit, citizen):
            found = await known(unit, row)
            if found.is_open and found.owner_id is not None:
                return found
        return None

    async def add(
        self, number: str, words: str, *, citizen: int, now: datetime,
        files: Sequence[FileRef] = (), message: str | None = None,
    ) -> Request:  # fmt: skip
        """Add words or files; what was asked back is answered by it, and the clock goes on."""
        own = await own_of(self._context, number, citizen)
        case, context = own.case, self._context
        if not words.strip() and not files:
            raise NotPossibleError(RequestRefusal.EMPTY, case.request, Did.ADDED)
        if case.request.state in {State.ANSWERED, State.CLOSED}:
            await self._reopen(case, now)
        did = Did.REPLIED if case.request.state is State.ASKING else Did.ADDED
        event = await context.record(
            case, did, actor=CITIZEN, now=now, **self._going_on(case, now, did)
        )
        entry = await context.say(
            own.words_in, author=CITIZEN, said=Said.WORDS, words=words, at=now, files=files,
            message=message,
        )  # fmt: skip
        await context.tell_staff(case, NoticeTopic.ADDED, event, entry=entry)
        return own.request

    async def not_meant(
        self, number: str, entry: int, *, note: str, citizen: int, now: datetime
    ) -> RequestEntry:
        """Note that what one said was about something else; returns it."""
        own = await own_of(self._context, number, citizen)
        case = own.words_in
        said = await entry_rows.of_request(self._context.unit, case.request.id, case.request.number)
        meant = next((one for one in said if one.id == entry and one.author == CITIZEN), None)
        if meant is None or not (meant.words or meant.files):
            raise NotPossibleError(RequestRefusal.UNKNOWN)
        if not any(one.author == BOT and one.id > entry for one in said):  # pressed twice
            await self._context.record(own.case, Did.NOTED, actor=CITIZEN, now=now)
            await self._context.say(case, author=BOT, said=Said.NOTE, words=note, at=now)
        return meant

    async def edit(
        self, message: str, words: str, *, citizen: int, now: datetime
    ) -> Request | None:
        """Keep a changed message beside its earlier versions; None when it is in no request."""
        entry = await entry_rows.holding(self._context.unit, message, citizen=citizen)
        if entry is None:
            return None
        parts = [
            Part(words, message) if one.message == message else one
            for one in entry_rows.parts_in(self._context.unit, entry)
        ]
        words_in = await self._context.load(int(entry.request_id))
        case = await self._context.answered_in(words_in)
        if case.request.is_open:
            event = await self._context.record(case, Did.EDITED, actor=CITIZEN, now=now)
            said = await self._context.say(
                words_in,
                author=CITIZEN,
                said=Said.WORDS,
                words=BETWEEN.join(one.text for one in parts if one.text) or words,
                at=now,
                replaces=entry.id,
                message=entry.message,
                parts=parts,
            )
            await self._context.tell_staff(case, NoticeTopic.ADDED, event, entry=said)
        if case.request.citizen_id == citizen:
            return case.request
        return as_known(case.request, words_in.request)

    async def withdraw(self, number: str, *, citizen: int, now: datetime) -> Request:
        """Take it back: nobody answers it any more."""
        own = await own_of(self._context, number, citizen)
        case = own.case
        for other in await self._context.joined(case.request.number):
            if other.citizen_id != citizen:  # that chat goes on waiting for an answer
                await part(self._context, other.id, actor=CITIZEN, now=now)
        event = await self._context.record(
            case, Did.WITHDRAWN, actor=CITIZEN, now=now, closed_at=now,
            outcome=Outcome.NONE.value,
        )  # fmt: skip
        if case.request.owner_id is not None:
            await self._context.tell_staff(case, NoticeTopic.WITHDRAWN, event)
        return own.request

    async def decline(self, number: str, *, citizen: int, now: datetime) -> Request:
        """Not agree to the terms of a copy: the request is withdrawn."""
        own = await own_of(self._context, number, citizen)
        if own.request.state is not State.OFFERED:
            raise NotPossibleError(RequestRefusal.STATE, own.request)
        return await self.withdraw(number, citizen=citizen, now=now)

    async def agree(self, number: str, words: str, *, citizen: int, now: datetime) -> Request:
        """Agree to the terms of a copy, in these words: the clock goes on."""
        own = await own_of(self._context, number, citizen)
        case = own.case
        event = await self._context.record(
            case, Did.AGREED, actor=CITIZEN, now=now, **self._resumed(case, now)
        )
        await self._context.say(own.words_in, author=CITIZEN, said=Said.WORDS, words=words, at=now)
        await self._context.tell_staff(case, NoticeTopic.AGREED, event)
        return own.request

    async def rate(self, number: str, rating: int, *, citizen: int, now: datetime) -> Request:
        """Say whether it helped: one of RATINGS, the last one counts.

        What did not help is told to who answered, and waits for somebody to see to it.
        """
        own = await own_of(self._context, number, citizen)
        case = own.case
        if rating not in RATINGS:
            raise NotPossibleError(RequestRefusal.EMPTY, case.request, Did.RATED)
        event = await self._context.record(
            case, Did.RATED, actor=CITIZEN, now=now, facts={"rating": rating}, rating=rating,
            poorly_rated=rating <= LOW,
        )  # fmt: skip
        if rating <= LOW:
            await tell_of_rating(self._context, case, event)
        return own.request

    async def comment(self, number: str, words: str, *, citizen: int, now: datetime) -> Request:
        """Add words to a rating: who answered and those who coordinate hear of them."""
        own = await own_of(self._context, number, citizen)
        case = own.case
        if not words.strip():
            raise NotPossibleError(RequestRefusal.EMPTY, case.request, Did.RATED)
        given = case.request.rating
        event = await self._context.record(
            case, Did.RATED, actor=CITIZEN, now=now, facts={"rating": given},
            poorly_rated=given is not None and given <= LOW,
        )  # fmt: skip
        await self._context.say(own.words_in, author=CITIZEN, said=Said.RATING, words=words, at=now)
        await tell_of_rating(self._context, case, event, with_words=True)
        return own.request

    async def reopen(self, number: str, *, citizen: int, now: datetime) -> Request:
        """Go on with an answered request, within the term. Raises NotPossibleError("again")."""
        own = await own_of(self._context, number, citizen)
        event = await self._reopen(own.case, now)
        await self._context.tell_staff(own.case, NoticeTopic.REOPENED, event)
        return own.request

    async def forget(self, citizen: int, *, now: datetime) -> int:
        """Withdraw what is open and write down that the citizen left; how many requests stay.

        Their words are erased with all else that is theirs, by what each table declares; this
        sees to the words that rest with the staff.
        """
        context = self._context
        if not await of_citizen.ids(context.unit, citizen):
            return 0
        # Before requests, as the turns of the staff do.
        chats = await staff_chats.locked(context.unit)
        numbers = set()
        for id in await of_citizen.ids(context.unit, citizen):
            case = await context.load(id)
            if case.request.is_open:
                await self.withdraw(case.request.number, citizen=citizen, now=now)
                case = await context.load(id)
            await context.record(
                case, Did.FORGOTTEN, actor=CITIZEN, now=now, facts={"state": case.request.state}
            )
            numbers.add(case.request.number)
        forget_drafts(context.unit, chats, numbers, now=now)
        return len(numbers)

    async def _reopen(self, case: Case, now: datetime) -> int:
        self._context.check(case, Did.REOPENED)
        ended = case.request.closed_at
        if ended is not None and (now - ended).days >= self._context.rules.reopen_days:
            raise NotPossibleError(RequestRefusal.AGAIN, case.request, Did.REOPENED)
        return await self._context.record(
            case, Did.REOPENED, actor=CITIZEN, now=now, **reopened(self._context, case, now)
        )

    def _going_on(self, case: Case, now: datetime, did: Did) -> dict[str, Any]:
        return self._resumed(case, now) if did is Did.REPLIED else {}

    def _resumed(self, case: Case, now: datetime) -> dict[str, Any]:
        clock = resume(case.request.clock, now, self._context.calendar)
        return {"clock": clock, "due_at": clock.due_at, "touched_at": now}
