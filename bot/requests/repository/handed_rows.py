"""Rows of what a library had and another one has now."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, func, or_, select, type_coerce

from bot.requests.model import Did
from bot.requests.tables import request_events, requests
from bot.staff.model import Person
from bot.storage.database import Unit

MOST = 100
_ON = (Did.HANDED_OVER.value, Did.PASSED_UP.value)


async def handed_on(
    unit: Unit, person: Person, *, since: datetime, number: str = ""
) -> Sequence[Any]:
    """Rows of requests that this person, their library or the clock has handed on since then.

    Newest first, each once, with `handed_id` of its line of history. One `number`, or all.
    """
    facts = type_coerce(request_events.c.facts, Text)
    last = (
        select(request_events.c.request_id, func.max(request_events.c.id).label("handed_id"))
        .where(
            or_(*(request_events.c.did == did for did in _ON)),
            request_events.c.at >= since,
            or_(
                request_events.c.actor == person.actor,
                facts.contains(f'"from":"{person.point}"', autoescape=True),
            ),
        )
        .group_by(request_events.c.request_id)
        .subquery()
    )
    return await unit.all(
        select(requests, last.c.handed_id)
        .join_from(requests, last, requests.c.id == last.c.request_id)
        .where(
            requests.c.holder != person.point,
            ~requests.c.practice,
            *([requests.c.number == number] if number else []),
        )
        .order_by(last.c.handed_id.desc())
        .limit(MOST)
    )
