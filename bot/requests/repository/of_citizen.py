"""Requests of one citizen, only to read."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from bot.requests.model import State
from bot.requests.repository.request_rows import IS_OPEN
from bot.requests.tables import requests
from bot.storage.database import Unit

MOST_MERGED = 5

_theirs = requests.c.citizen_id == bindparam("citizen")
_newest = select(requests).where(_theirs).order_by(requests.c.id.desc()).limit(bindparam("many"))
_with_a_person = (
    select(requests)
    .where(_theirs, requests.c.owner_id.is_not(None), IS_OPEN)
    .order_by(requests.c.touched_at.desc())
    .limit(1)
)
_merged = (
    select(requests)
    .where(_theirs, requests.c.state == State.MERGED.value)
    .order_by(requests.c.id.desc())
    .limit(MOST_MERGED)
)
_ids = select(requests.c.id).where(_theirs)


async def newest(unit: Unit, citizen: int, *, many: int) -> Sequence[Any]:
    """Rows of their last ones, newest first."""
    return await unit.all(_newest, {"citizen": citizen, "many": many})


async def with_a_person(unit: Unit, citizen: int) -> Any | None:
    """The row of an open one that somebody owns, the last touched; None for none."""
    return await unit.first(_with_a_person, {"citizen": citizen})


async def merged(unit: Unit, citizen: int) -> Sequence[Any]:
    """Rows of the last ones that were merged into others, newest first."""
    return await unit.all(_merged, {"citizen": citizen})


async def ids(unit: Unit, citizen: int) -> list[int]:
    """Ids of all of theirs."""
    return [int(row.id) for row in await unit.all(_ids, {"citizen": citizen})]
