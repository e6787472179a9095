"""The history of requests: a line for each act."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select

from bot.requests.model import Did, HistoryEvent
from bot.requests.tables import request_events, requests
from bot.storage.database import Unit

_happened = (
    insert(request_events)
    .values({name: bindparam(name) for name in ("request_id", "did", "actor", "facts", "at")})
    .returning(request_events.c.id)
)
_events = (
    select(request_events)
    .where(request_events.c.request_id == bindparam("request"))
    .order_by(request_events.c.id)
)
_event = select(request_events).where(request_events.c.id == bindparam("event"))


async def add(
    unit: Unit, request: int, did: Did, *, actor: str, facts: Mapping[str, Any], at: datetime
) -> int:
    """Add a line of history; its id."""
    values = {"request_id": request, "did": did.value, "actor": actor, "facts": dict(facts)}
    (row,) = await unit.all(_happened, {**values, "at": at})
    return int(row.id)


async def of_request(unit: Unit, request: int) -> list[HistoryEvent]:
    """The history, oldest first."""
    rows = await unit.all(_events, {"request": request})
    return [_read_event(row) for row in rows]


async def one(unit: Unit, id: int) -> tuple[int, HistoryEvent] | None:
    """One line of history by its id, and the id of its request."""
    row = await unit.first(_event, {"event": id})
    return (row.request_id, _read_event(row)) if row else None


def _read_event(row: Any) -> HistoryEvent:
    return HistoryEvent(Did(row.did), row.actor, row.facts, row.at, row.id)


async def numbers_of(unit: Unit, events: Collection[int]) -> dict[int, str]:
    """Numbers of the requests that lines of history belong to, by the lines' ids."""
    rows = await unit.all(
        select(request_events.c.id, requests.c.number)
        .join_from(request_events, requests)
        .where(request_events.c.id.in_(events))
    )
    return {row.id: row.number for row in rows}
