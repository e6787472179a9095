"""Rows of the desk's lists: what one of the staff sees, filtered, searched and counted."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select

from bot.requests.contacts import key_of_contact
from bot.requests.deadlines import midnight
from bot.requests.lists import COUNT_UP_TO, Query, Which
from bot.requests.model import Said, State
from bot.requests.numbers import digits_of, normal_number
from bot.requests.repository.request_rows import IS_OPEN, contact_in
from bot.requests.search_terms import phone_term, terms_of
from bot.requests.tables import request_entries, request_events, request_terms, requests
from bot.requests.visibility import practice_point
from bot.staff.model import Person, Role
from bot.storage.database import Unit
from bot.storage.tables import citizens
from bot.storage.vault import Vault

MOST_WORDS = 8
MOST_CONTACTS = 2000  # the newest; to open one takes some ten microseconds
MOST_REACHED = 100

# An answer that has not reached its reader, or has not helped them, is not the end of it.
NEEDS_WORK = or_(IS_OPEN, requests.c.undelivered, requests.c.poorly_rated)
# Nobody has it: new, or its answer has not arrived and who wrote it is gone.
IS_WAITING = or_(
    requests.c.state == State.NEW.value,
    and_(requests.c.undelivered, requests.c.owner_id.is_(None), requests.c.closed_at.is_not(None)),
)
_newest_event = select(func.max(request_events.c.id).label("id"))


class Counted(NamedTuple):
    """How many requests, up to COUNT_UP_TO, and how many times they were asked."""

    requests: int
    times: int


async def counted(unit: Unit, person: Person, query: Query, *, now: datetime) -> Counted:
    """How long a list is."""
    where = _where(unit.vault, person, query, now)
    found = select(requests.c.times).where(*where).limit(COUNT_UP_TO).subquery()
    (row,) = await unit.all(select(func.count().label("n"), func.sum(found.c.times).label("times")))
    return Counted(int(row.n), int(row.times or 0))


async def listed(
    unit: Unit, person: Person, query: Query, *, page: int, now: datetime
) -> Sequence[Any]:
    """Rows of one page, the most urgent first; ended ones newest first."""
    order = (
        (requests.c.closed_at.is_not(None), requests.c.due_at, requests.c.id)
        if query.which is not Which.ALL
        else (requests.c.id.desc(),)
    )
    return await unit.all(
        select(requests)
        .where(*_where(unit.vault, person, query, now))
        .order_by(*order)
        .limit(query.per_page)
        .offset((page - 1) * query.per_page)
    )


async def commented(unit: Unit, ids: Sequence[int]) -> frozenset[int]:
    """Ids of those whose reader has said in words what they think of the answer."""
    if not ids:
        return frozenset()
    rows = await unit.all(
        select(request_entries.c.request_id)
        .where(
            request_entries.c.request_id.in_(ids),
            request_entries.c.said == Said.RATING.value,
        )
        .distinct()
    )
    return frozenset(row.request_id for row in rows)


async def newest_event(unit: Unit) -> int:
    """The id of the last thing that happened at any desk, 0 before there was any."""
    (row,) = await unit.all(_newest_event)
    return int(row.id or 0)


async def mark(unit: Unit, person: Person, number: str) -> tuple[int, int]:
    """Another one when what this person sees of a request has changed; "" of all lists."""
    which = requests.c.number == number if number else NEEDS_WORK
    (row,) = await unit.all(
        select(
            func.count(requests.c.id.distinct()).label("n"),
            func.max(request_events.c.id).label("newest"),
        )
        .join_from(requests, request_events)
        .where(which, *visible(person))
    )
    return int(row.n), int(row.newest or 0)


def visible(person: Person) -> list[ColumnElement[bool]]:
    """What a row must be for this person to see it."""
    own = requests.c.holder == practice_point(person)
    if person.role in {Role.COORDINATOR, Role.ADMIN}:
        return [or_(~requests.c.practice, own)]
    return [or_(requests.c.holder == person.point, requests.c.owner_id == person.id, own)]


def _where(vault: Vault, person: Person, query: Query, now: datetime) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [*visible(person)]
    practice = query.which is Which.PRACTICE
    where.append(requests.c.practice == practice)
    if practice:
        where.append(requests.c.holder == practice_point(person))
    elif query.which is Which.NEW:
        where.append(IS_WAITING)
    elif query.which is Which.MINE:
        where += [requests.c.owner_id == person.id, NEEDS_WORK]
    elif query.which is Which.OVERDUE:
        where += [IS_OPEN, or_(requests.c.late, requests.c.due_at <= now)]
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
        found = and_(*_found(vault, query.text))
        where.append(or_(found, requests.c.id.in_(query.reached)) if query.reached else found)
    return where


async def reached_by(unit: Unit, person: Person, text: str) -> frozenset[int]:
    """Ids of requests whose reader has this phone or e-mail, of those whose contact they may see.

    Contacts rest sealed and by nothing that tells two alike, so the newest ones are opened.
    """
    key = key_of_contact(text)
    if not key:
        return frozenset()
    rows = await unit.all(
        select(requests)
        .where(
            requests.c.contact.is_not(None),
            or_(requests.c.holder == person.point, requests.c.owner_id == person.id),
        )
        .order_by(requests.c.id.desc())
        .limit(MOST_CONTACTS)
    )
    found = (row.id for row in rows if key_of_contact(contact_in(unit, row)) == key)
    return frozenset(islice(found, MOST_REACHED))


def _found(vault: Vault, text: str) -> list[ColumnElement[bool]]:
    if (phone := phone_term(text, vault)) is not None:
        return [or_(_has_term(phone), and_(*map(_has_term, terms_of(text, vault)[:MOST_WORDS])))]
    if number := normal_number(text):
        return [requests.c.number == number]
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
