"""What the staff sees: lists with search and filters, one request whole, counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from bot.requests import repository
from bot.requests.context import DeskContext
from bot.requests.deadlines import midnight
from bot.requests.followed import answering
from bot.requests.model import (
    Came,
    HistoryEvent,
    Request,
    RequestEntry,
    RequestKind,
    Said,
    State,
)
from bot.requests.numbers import digits_of, normal_number
from bot.requests.permissions import may_reach
from bot.requests.ratings import LOW
from bot.requests.search_terms import terms_of
from bot.requests.spoken import with_acts
from bot.requests.tables import (
    request_entries,
    request_events,
    request_terms,
    requests,
)
from bot.staff.model import Person, Role
from bot.storage.tables import citizens

PER_PAGE = 30
COUNT_UP_TO = 10_000  # counting further costs and tells nothing
MOST_WORDS = 8
DOUBLES = 5  # are offered to be merged with

# An answer that has not reached its reader, or has not helped them, is not the end of it.
NEEDS_WORK = or_(repository.IS_OPEN, requests.c.undelivered, requests.c.poorly_rated)
# Nobody has it: new, or its answer has not arrived and who wrote it is gone.
IS_WAITING = or_(
    requests.c.state == State.NEW.value,
    and_(requests.c.undelivered, requests.c.owner_id.is_(None), requests.c.closed_at.is_not(None)),
)
_newest_event = select(func.max(request_events.c.id).label("id"))


class Which(StrEnum):
    """The lists of the desk."""

    NEW = "new"  # waits for somebody of the library
    MINE = "mine"  # I own it
    OVERDUE = "overdue"
    RATED = "rated"  # the answer helped at most a little, and nobody has seen to it
    ALL = "all"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Query:
    """What of a list is asked for.

    Attributes:
        text: a number or a part of one, or words that must all be in the request.
        person: the id of its owner.
        channel: of the reader's conversation.
        since: the first day on which it came, in Kyiv; `until` is the last one.
    """

    which: Which = Which.NEW
    text: str = ""
    kind: RequestKind | None = None
    state: State | None = None
    library: str = ""
    person: int | None = None
    came: Came | None = None
    channel: str = ""
    rating: int | None = None
    since: date | None = None
    until: date | None = None
    page: int = 1
    per_page: int = PER_PAGE


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `total` requests in all, counted up to COUNT_UP_TO, which were asked
    `times` times."""

    requests: tuple[Request, ...]
    total: int
    page: int
    per_page: int = PER_PAGE
    times: int = 0

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))


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
        where = self._where(person, query, now)
        order = (
            (requests.c.closed_at.is_not(None), requests.c.due_at, requests.c.id)
            if query.which is not Which.ALL
            else (requests.c.id.desc(),)
        )
        number = max(1, query.page)
        counted = select(requests.c.times).where(*where).limit(COUNT_UP_TO).subquery()
        (count,) = await unit.all(
            select(func.count().label("n"), func.sum(counted.c.times).label("times"))
        )
        pages = max(1, -(-count.n // query.per_page))
        number = min(number, pages)
        rows = await unit.all(
            select(requests)
            .where(*where)
            .order_by(*order)
            .limit(query.per_page)
            .offset((number - 1) * query.per_page)
        )
        found = tuple(await repository.read_many(unit, rows))
        return Page(found, count.n, number, query.per_page, int(count.times or 0))

    async def counts(self, person: Person, *, now: datetime) -> Mapping[Which, int]:
        """How many requests each list has, counted up to COUNT_UP_TO."""
        found = {}
        for which in (Which.NEW, Which.MINE, Which.OVERDUE, Which.RATED):
            where = self._where(person, Query(which), now)
            counted = select(requests.c.id).where(*where).limit(COUNT_UP_TO).subquery()
            (row,) = await self._context.unit.all(
                select(func.count().label("n")).select_from(counted)
            )
            found[which] = int(row.n)
        return found

    async def commented(self, listed: Sequence[Request]) -> frozenset[int]:
        """Ids of those whose reader has said in words what they think of the answer."""
        if not listed:
            return frozenset()
        rows = await self._context.unit.all(
            select(request_entries.c.request_id)
            .where(
                request_entries.c.request_id.in_([one.id for one in listed]),
                request_entries.c.said == Said.RATING.value,
            )
            .distinct()
        )
        return frozenset(row.request_id for row in rows)

    async def open(self, person: Person, number: str) -> Opened | None:
        """One request whole; None when there is none or it isn't this person's to see."""
        unit = self._context.unit
        row = await repository.by_number(unit, number)
        if row is None or not may_see(person, row.holder, row.owner_id):
            return None
        (request,) = await repository.read_many(unit, [row])
        entries, events = await self._said(request)
        joined = await self._context.joined(request.number)
        for one in joined:
            said, happened = await self._said(one)
            entries += [replace(entry, number=one.number) for entry in said]
            events += [replace(event, number=one.number) for event in happened]
        entries.sort(key=lambda one: (one.at, one.id))
        events.sort(key=lambda one: (one.at, one.id))
        contact = repository.contact_in(unit, row) if may_reach(person, request) else ""
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
        entries = await repository.entries(self._context.unit, request.id, request.number)
        events = await repository.events(self._context.unit, request.id)
        return with_acts(entries, events), events

    async def newest_event(self) -> int:
        """The id of the last thing that happened at any desk: tells nobody, saves looking."""
        (row,) = await self._context.unit.all(_newest_event)
        return int(row.id or 0)

    async def mark(self, person: Person, number: str = "") -> tuple[int, int]:
        """Another one when what this person sees has changed, and only then.

        Args:
            number: of one request; "" for the lists. One that is not the person's to see never
                changes, just as one that there is not.
        """
        which = requests.c.number == number if number else NEEDS_WORK
        (row,) = await self._context.unit.all(
            select(
                func.count(requests.c.id.distinct()).label("n"),
                func.max(request_events.c.id).label("newest"),
            )
            .join_from(requests, request_events)
            .where(which, *_visible(person))
        )
        return int(row.n), int(row.newest or 0)

    def above(self, point: str) -> str | None:
        """The library that gets what `point` leaves."""
        return self._context.library_above(point)

    async def doubles(self, person: Person, request: Request) -> list[Request]:
        """Other open requests of the same citizen, newest first: perhaps the same question."""
        if request.citizen_id is None:
            return []
        rows = await self._context.unit.all(
            select(requests)
            .where(
                requests.c.citizen_id == request.citizen_id,
                requests.c.id != request.id,
                repository.IS_OPEN,
                *_visible(person),
            )
            .order_by(requests.c.id.desc())
            .limit(DOUBLES)
        )
        return await repository.read_many(self._context.unit, rows)

    async def of_same_reader(self, person: Person, opened: Opened) -> list[Request]:
        """What the same reader has asked besides, as far as it is this person's to see.

        One question that was asked twice is not another: what is merged counts with its own.
        """
        same = {one.id: one.citizen_id for one in (opened.request, *opened.joined)}
        readers = {one for one in same.values() if one is not None}
        if not readers:
            return []
        unit = self._context.unit
        own = await repository.by_number(unit, opened.request.number)
        if elsewhere := await answering(unit, own):
            same[elsewhere.id] = None
        rows = await unit.all(
            select(requests)
            .where(
                requests.c.citizen_id.in_(readers),
                requests.c.id.not_in(same),
                requests.c.state != State.MERGED.value,
                *_visible(person),
            )
            .order_by(requests.c.id.desc())
            .limit(DOUBLES)
        )
        return await repository.read_many(self._context.unit, rows)

    async def alike(self, person: Person, request: Request, *, many: int = 3) -> list[Opened]:
        """Answered requests that share the most words with this one: their answers may fit."""
        terms = terms_of(request.words, self._context.unit.vault)[:40]
        if len(terms) < 2:
            return []
        shared = func.count().label("shared")
        rows = await self._context.unit.all(
            select(request_terms.c.request_id, shared)
            .join(requests)
            .where(
                request_terms.c.term.in_(terms),
                requests.c.outcome == "answered",
                requests.c.id != request.id,
                requests.c.practice == request.practice,
                or_(requests.c.rating.is_(None), requests.c.rating > LOW),
                *_visible(person),
            )
            .group_by(request_terms.c.request_id)
            .having(shared >= max(2, len(terms) // 3))
            .order_by(shared.desc(), request_terms.c.request_id.desc())
            .limit(many)
        )
        found = []
        for row in rows:
            case = await self._context.unit.first(_by_id, {"request": row.request_id})
            opened = await self.open(person, case.number) if case else None
            if opened:
                found.append(opened)
        return found

    def _where(self, person: Person, query: Query, now: datetime) -> list[ColumnElement[bool]]:
        where: list[ColumnElement[bool]] = [*_visible(person)]
        practice = query.which is Which.PRACTICE
        where.append(requests.c.practice == practice)
        if practice:
            where.append(requests.c.holder == practice_point(person))
        elif query.which is Which.NEW:
            where.append(IS_WAITING)
        elif query.which is Which.MINE:
            where += [requests.c.owner_id == person.id, NEEDS_WORK]
        elif query.which is Which.OVERDUE:
            where += [repository.IS_OPEN, or_(requests.c.late, requests.c.due_at <= now)]
        elif query.which is Which.RATED:
            where.append(requests.c.poorly_rated)
        if query.kind:
            where.append(requests.c.kind == query.kind.value)
        if query.state:
            where.append(requests.c.state == query.state.value)
        if query.library:
            where.append(requests.c.holder == query.library)
        where += _filtered(query)
        if query.text.strip():
            where += self._found(query.text)
        return where

    def _found(self, text: str) -> list[ColumnElement[bool]]:
        if number := normal_number(text):
            return [requests.c.number == number]
        vault = self._context.unit.vault
        if part := digits_of(text):  # a part of a number, or a year
            has_part = func.replace(requests.c.number, "-", "").contains(part)
            return [or_(has_part, *map(_has_term, terms_of(part, vault)))]
        terms = terms_of(text, vault)[:MOST_WORDS]
        return [_has_term(term) for term in terms] or [requests.c.id < 0]


def _has_term(term: bytes) -> ColumnElement[bool]:
    found = select(request_terms.c.request_id).where(request_terms.c.term == term)
    return requests.c.id.in_(found)


def _filtered(query: Query) -> Iterator[ColumnElement[bool]]:
    """What the filters of people, channels, ratings and days ask for."""
    if query.person is not None:
        yield requests.c.owner_id == query.person
    if query.came is not None:
        yield requests.c.came == query.came.value
    if query.channel:
        there = select(citizens.c.id).where(citizens.c.channel == query.channel)
        yield requests.c.citizen_id.in_(there)
    if query.rating is not None:
        yield requests.c.rating == query.rating
    if query.since is not None:
        yield requests.c.created_at >= midnight(query.since)
    if query.until is not None and query.until < date.max:
        yield requests.c.created_at < midnight(query.until + timedelta(days=1))


def practice_point(person: Person) -> str:
    """The holder of a person's own made-up requests: no library, and nobody else's."""
    return f"practice.{person.id}"


def may_see(person: Person, holder: str, owner_id: int | None) -> bool:
    """Whether a request is this person's to see."""
    if holder.startswith("practice."):
        return holder == practice_point(person)
    return person.sees(holder) or owner_id == person.id


def _visible(person: Person) -> list[ColumnElement[bool]]:
    own = requests.c.holder == practice_point(person)
    if person.role in {Role.COORDINATOR, Role.ADMIN}:
        return [or_(~requests.c.practice, own)]
    return [or_(requests.c.holder == person.point, requests.c.owner_id == person.id, own)]


_by_id = select(requests.c.number).where(requests.c.id == bindparam("request"))
