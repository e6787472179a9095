"""What the staff sees: lists with search and filters, one request whole, what is like it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.requests.context import DeskContext
from bot.requests.followed import answering
from bot.requests.lists import Page, Query, Which
from bot.requests.model import HistoryEvent, Request, RequestEntry
from bot.requests.permissions import may_reach
from bot.requests.repository import entry_rows, event_rows, list_rows, related, request_rows
from bot.requests.search_terms import terms_of
from bot.requests.spoken import with_acts
from bot.requests.visibility import may_see
from bot.staff.model import Person

DOUBLES = 5  # are offered to be merged with
MOST_TERMS = 40  # of a request, to find others by


@dataclass(frozen=True, slots=True)
class Opened:
    """One request whole: what was said, and what happened; also in `joined`, those that were
    merged into it, oldest first. `contact` is how to reach a reader without a chat, "" for who
    need not know; `has_mail`: the reader gets a letter that there is an answer."""

    request: Request
    entries: tuple[RequestEntry, ...]
    events: tuple[HistoryEvent, ...]
    joined: tuple[Request, ...] = ()
    contact: str = field(default="", repr=False)
    has_mail: bool = False


class Lists:
    """Reads only. `person` sees what their role and library let them."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    async def page(self, person: Person, query: Query, *, now: datetime) -> Page:
        """One page, the most urgent first; ended ones newest first."""
        unit = self._context.unit
        query = replace(query, reached=await list_rows.reached_by(unit, person, query.text))
        count = await list_rows.counted(unit, person, query, now=now)
        pages = max(1, -(-count.requests // query.per_page))
        number = min(max(1, query.page), pages)
        rows = await list_rows.listed(unit, person, query, page=number, now=now)
        found = tuple(await request_rows.read_many(unit, rows))
        return Page(found, count.requests, number, query.per_page, count.times)

    async def counts(self, person: Person, *, now: datetime) -> Mapping[Which, int]:
        """How many requests each list has, counted up to COUNT_UP_TO."""
        unit = self._context.unit
        return {
            which: (await list_rows.counted(unit, person, Query(which), now=now)).requests
            for which in (Which.NEW, Which.MINE, Which.OVERDUE, Which.RATED)
        }

    async def commented(self, listed: Sequence[Request]) -> frozenset[int]:
        """Ids of those whose reader has said in words what they think of the answer."""
        return await list_rows.commented(self._context.unit, [one.id for one in listed])

    async def open(self, person: Person, number: str) -> Opened | None:
        """One request whole; None when there is none or it isn't this person's to see."""
        unit = self._context.unit
        row = await request_rows.by_number(unit, number)
        if row is None or not may_see(person, row.holder, row.owner_id):
            return None
        (request,) = await request_rows.read_many(unit, [row])
        entries, events = await self._said(request)
        joined = await self._context.joined(request.number)
        for one in joined:
            said, happened = await self._said(one)
            entries += [replace(entry, number=one.number) for entry in said]
            events += [replace(event, number=one.number) for event in happened]
        entries.sort(key=lambda one: (one.at, one.id))
        events.sort(key=lambda one: (one.at, one.id))
        contact = request_rows.contact_in(unit, row) if may_reach(person, request) else ""
        return Opened(
            request,
            tuple(entries),
            tuple(events),
            tuple(joined),
            contact,
            self._context.mails and row.email is not None,
        )

    async def _said(self, request: Request) -> tuple[list[RequestEntry], list[HistoryEvent]]:
        """What was said in one request, and what happened to it."""
        entries = await entry_rows.of_request(self._context.unit, request.id, request.number)
        events = await event_rows.of_request(self._context.unit, request.id)
        return with_acts(entries, events), events

    async def newest_event(self) -> int:
        """The id of the last thing that happened at any desk: tells nobody, saves looking."""
        return await list_rows.newest_event(self._context.unit)

    async def mark(self, person: Person, number: str = "") -> tuple[int, int]:
        """Another one when what this person sees has changed, and only then.

        Args:
            person: who looks.
            number: of one request; "" for the lists. One that is not the person's to see never
                changes, just as one that there is not.
        """
        return await list_rows.mark(self._context.unit, person, number)

    def above(self, point: str) -> str | None:
        """The library that gets what `point` leaves."""
        return self._context.library_above(point)

    async def doubles(self, person: Person, request: Request) -> list[Request]:
        """Other open requests of the same citizen, newest first: perhaps the same question."""
        if request.citizen_id is None:
            return []
        unit, citizen = self._context.unit, request.citizen_id
        rows = await related.open_of(unit, person, citizen, but=request.id, many=DOUBLES)
        return await request_rows.read_many(unit, rows)

    async def of_same_reader(self, person: Person, opened: Opened) -> list[Request]:
        """What the same reader has asked besides, as far as it is this person's to see.

        One question that was asked twice is not another: what is merged counts with its own.
        """
        same = {one.id: one.citizen_id for one in (opened.request, *opened.joined)}
        readers = {one for one in same.values() if one is not None}
        if not readers:
            return []
        unit = self._context.unit
        own = await request_rows.by_number(unit, opened.request.number)
        if elsewhere := await answering(unit, own):
            same[elsewhere.id] = None
        rows = await related.of_readers(unit, person, readers, but=same, many=DOUBLES)
        return await request_rows.read_many(unit, rows)

    async def alike(self, person: Person, request: Request, *, many: int = 3) -> list[Opened]:
        """Answered requests that share the most words with this one: their answers may fit."""
        unit = self._context.unit
        terms = terms_of(request.words, unit.vault)[:MOST_TERMS]
        if len(terms) < 2:
            return []
        least = max(2, len(terms) // 3)
        numbers = await related.sharing(unit, person, request, terms, least=least, many=many)
        opened = [await self.open(person, number) for number in numbers]
        return [one for one in opened if one]
