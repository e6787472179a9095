"""Rows of requests that may belong together: of one reader, or alike in their words."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, or_, select

from bot.requests.model import Request, State
from bot.requests.ratings import LOW
from bot.requests.repository.list_rows import visible
from bot.requests.repository.request_rows import IS_OPEN
from bot.requests.tables import request_terms, requests
from bot.staff.model import Person
from bot.storage.database import Unit


async def open_of(
    unit: Unit, person: Person, citizen: int, *, but: int, many: int
) -> Sequence[Any]:
    """Rows of a citizen's open requests that this person sees, newest first, without one."""
    return await unit.all(
        select(requests)
        .where(
            requests.c.citizen_id == citizen,
            requests.c.id != but,
            IS_OPEN,
            *visible(person),
        )
        .order_by(requests.c.id.desc())
        .limit(many)
    )


async def of_readers(
    unit: Unit, person: Person, readers: Collection[int], *, but: Collection[int], many: int
) -> Sequence[Any]:
    """Rows of what these citizens asked, as this person sees it, newest first, without some."""
    return await unit.all(
        select(requests)
        .where(
            requests.c.citizen_id.in_(readers),
            requests.c.id.not_in(but),
            requests.c.state != State.MERGED.value,
            *visible(person),
        )
        .order_by(requests.c.id.desc())
        .limit(many)
    )


async def sharing(
    unit: Unit, person: Person, request: Request, terms: Sequence[bytes], *, least: int, many: int
) -> list[str]:
    """Numbers of answered requests that share at least so many terms, the most first."""
    shared = func.count().label("shared")
    found = (
        select(request_terms.c.request_id, shared)
        .join(requests)
        .where(
            request_terms.c.term.in_(terms),
            requests.c.outcome == "answered",
            requests.c.id != request.id,
            requests.c.practice == request.practice,
            or_(requests.c.rating.is_(None), requests.c.rating > LOW),
            *visible(person),
        )
        .group_by(request_terms.c.request_id)
        .having(shared >= least)
        .order_by(shared.desc(), request_terms.c.request_id.desc())
        .limit(many)
        .subquery()
    )
    rows = await unit.all(
        select(requests.c.number)
        .join_from(found, requests, requests.c.id == found.c.request_id)
        .order_by(found.c.shared.desc(), found.c.request_id.desc())
    )
    return [row.number for row in rows]
