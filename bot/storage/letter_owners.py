"""Which process sends which letter: taken, let go, left by one that ended."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, func, or_, select, update

from bot.storage.citizens import PEER
from bot.storage.database import Unit
from bot.storage.outbox import Letter, open_body
from bot.storage.tables import citizens, outbox, processes

_other = outbox.alias()
_answers = select(outbox.c.id).where(
    outbox.c.inbox_id == bindparam("event"),
    outbox.c.owner == bindparam("me"),
    outbox.c.state == "queued",
)
_release = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"), outbox.c.owner == bindparam("me"))
    .values(owner=None)
)
# What a process held that is no longer known; one of an earlier version still has a term.
_free = (
    update(outbox)
    .where(
        outbox.c.state == "queued",
        outbox.c.owner.is_not(None),
        outbox.c.owner.not_in(select(processes.c.epoch)),
        or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < bindparam("moment")),
    )
    .values(owner=None, lease_until=None)
)
_mine = (
    select(outbox.c.id)
    .where(outbox.c.owner == bindparam("me"), outbox.c.state == "queued")
    .order_by(outbox.c.id)
)
_free_letters = (
    outbox.c.state == "queued",
    outbox.c.owner.is_(None),
    or_(
        bindparam("only", type_=String) == "",
        outbox.c.channel == bindparam("only", type_=String),
    ),
)
_waits = select(outbox.c.id).where(*_free_letters).limit(1)
# A letter can be taken when nobody holds it, and no earlier one of the same citizen is held by
# somebody else.
_take = (
    update(outbox)
    .where(
        outbox.c.id.in_(
            select(outbox.c.id)
            .where(
                *_free_letters,
                outbox.c.id > bindparam("above"),
                ~select(_other.c.id)
                .where(
                    _other.c.peer_key == outbox.c.peer_key,
                    _other.c.state == "queued",
                    _other.c.id < outbox.c.id,
                    _other.c.owner != bindparam("me"),
                )
                .exists(),
            )
            .order_by(outbox.c.id)
            .limit(bindparam("many"))
        )
    )
    .values(owner=bindparam("me"), lease_until=None)
    .returning(outbox.c.id)
)
_letters = (
    select(
        outbox.c.id,
        outbox.c.key,
        outbox.c.channel,
        outbox.c.peer_key,
        outbox.c.body,
        outbox.c.attempts,
        outbox.c.bulk,
        outbox.c.inbox_id,
        func.coalesce(citizens.c.peer, outbox.c.peer).label("peer"),
    )
    .select_from(outbox.outerjoin(citizens, citizens.c.peer_key == outbox.c.peer_key))
    .order_by(outbox.c.id)
)


async def take(
    unit: Unit, *, me: str, above: int = 0, many: int = 500, only: str = ""
) -> list[Letter]:
    """Take letters that nobody holds, oldest first: written by others, or left by the dead.

    `only` names the one channel whose letters are taken; "" takes all.
    """
    unit.alone("claim")  # else a neighbour could take a later one beside an earlier one
    values = {"me": me, "many": many, "above": above, "only": only}
    ids = [row.id for row in await unit.all(_take, values)]
    if not ids:
        return []
    rows = await unit.all(_letters.where(outbox.c.id.in_(ids)))
    return [replace(_read(unit, row), owner=me) for row in rows]


def release(unit: Unit, letters: Iterable[int], *, me: str) -> None:
    """Nobody holds these any more, if it was this process that did."""
    for letter in letters:
        unit.put(_release, {"letter": letter, "me": me})


def free_dead(unit: Unit, *, now: datetime) -> None:
    """What processes held that are no longer known can be taken."""
    unit.put(_free, {"moment": now})


async def answers(unit: Unit, event: int, *, me: str) -> set[int]:
    """Letters that answer an event and that this process is to send."""
    return {row.id for row in await unit.all(_answers, {"event": event, "me": me})}


async def mine(unit: Unit, *, me: str) -> set[int]:
    """Ids of what this process holds."""
    return {row.id for row in await unit.all(_mine, {"me": me})}


async def waits(unit: Unit, *, only: str = "") -> bool:
    """Whether there is a letter that nobody holds."""
    return await unit.first(_waits, {"only": only}) is not None


def _read(unit: Unit, row: Any) -> Letter:
    vault = unit.vault
    return Letter(
        id=row.id,
        channel=row.channel,
        peer=vault.open(row.peer, column=PEER, row=row.peer_key.hex()) if row.peer else "",
        peer_key=row.peer_key,
        body=open_body(unit, row),
        attempts=row.attempts,
        bulk=row.bulk,
        answers=row.inbox_id is not None,
    )
