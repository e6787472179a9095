"""The rows behind problems: parked events and failed letters. Nothing sealed is opened here."""

from typing import Any

from sqlalchemy import bindparam, func, select, update

from bot.problems.model import Obstacle, Problem, ProblemKind, Ref, split_reason
from bot.storage.database import Unit
from bot.storage.failures import NOT_STORED
from bot.storage.tables import NOBODY, citizens, inbox, outbox

COUNT_UP_TO = 10_000

_events = select(
    inbox.c.id,
    inbox.c.channel,
    inbox.c.error.label("reason"),
    inbox.c.attempts,
    inbox.c.received_at.label("since"),
    inbox.c.peer_key,
    inbox.c.state,
)
_letters = select(
    outbox.c.id,
    outbox.c.key,
    outbox.c.channel,
    outbox.c.reason,
    outbox.c.attempts,
    outbox.c.created_at.label("since"),
    outbox.c.peer_key,
    outbox.c.state,
    citizens.c.id.label("citizen"),
).select_from(outbox.outerjoin(citizens, citizens.c.peer_key == outbox.c.peer_key))
_is_parked = inbox.c.state == "parked"
_is_failed = outbox.c.state == "failed"
_newest_events = _events.where(_is_parked).order_by(inbox.c.id.desc()).limit(bindparam("many"))
_newest_letters = _letters.where(_is_failed).order_by(outbox.c.id.desc()).limit(bindparam("many"))
_event = _events.where(inbox.c.id == bindparam("row"))
_letter = _letters.where(outbox.c.id == bindparam("row"))
_counted = tuple(
    select(func.count().label("n")).select_from(
        select(table.c.id).where(is_one).limit(COUNT_UP_TO).subquery()
    )
    for table, is_one in ((inbox, _is_parked), (outbox, _is_failed))
)
# Whoever is second finds nothing to change.
_acts = {
    ("retry", ProblemKind.EVENT): (
        update(inbox)
        .where(inbox.c.id == bindparam("row"), _is_parked)
        .values(state="new", attempts=0, error=None)
    ),
    ("retry", ProblemKind.LETTER): (
        update(outbox)
        .where(outbox.c.id == bindparam("row"), _is_failed)
        .values(state="queued", attempts=0, reason=None, owner=None)
    ),
    ("drop", ProblemKind.EVENT): (
        update(inbox).where(inbox.c.id == bindparam("row"), _is_parked).values(state="dropped")
    ),
    ("drop", ProblemKind.LETTER): (
        update(outbox).where(outbox.c.id == bindparam("row"), _is_failed).values(state="dropped")
    ),
}


async def count(unit: Unit) -> int:
    """How many there are, counted up to twice COUNT_UP_TO."""
    found = await unit.several(*((counted, {}) for counted in _counted))
    return sum(int(rows[0].n) for rows in found)


async def newest(unit: Unit, *, many: int) -> list[tuple[Problem, str]]:
    """Problems, newest first, each with the key of its letter ("" for an event)."""
    events, letters = await unit.several(
        (_newest_events, {"many": many}), (_newest_letters, {"many": many})
    )
    found = [(_of_event(row), "") for row in events]
    found += [(_of_letter(row), row.key) for row in letters]
    found.sort(key=lambda one: one[0].since, reverse=True)
    return found[:many]


async def one(unit: Unit, ref: Ref) -> tuple[Problem, str] | None:
    """A problem as it stands, perhaps over; None when there is no such row."""
    if ref.kind is ProblemKind.EVENT:
        row = await unit.first(_event, {"row": ref.id})
        return (_of_event(row), "") if row else None
    row = await unit.first(_letter, {"row": ref.id})
    return (_of_letter(row), row.key) if row else None


async def change(unit: Unit, act: str, ref: Ref) -> bool:
    """ "retry" or "drop"; False when it is no problem any more."""
    return await unit.run(_acts[act, ref.kind], {"row": ref.id}) > 0


def _of_event(row: Any) -> Problem:
    reason, place = split_reason(row.reason or "")
    obstacle = None
    if row.state != "parked":
        obstacle = Obstacle.OVER
    elif row.peer_key == NOBODY:
        obstacle = Obstacle.LEFT
    elif reason.startswith(NOT_STORED):
        obstacle = Obstacle.NOT_STORED
    return Problem(
        Ref(ProblemKind.EVENT, row.id), row.channel, reason, place, row.since, row.attempts,
        obstacle=obstacle,
    )  # fmt: skip


def _of_letter(row: Any) -> Problem:
    reason, place = split_reason(row.reason or "")
    obstacle = None
    if row.state != "failed":
        obstacle = Obstacle.OVER
    elif row.citizen is None:
        obstacle = Obstacle.LEFT
    return Problem(
        Ref(ProblemKind.LETTER, row.id), row.channel, reason, place, row.since, row.attempts,
        obstacle=obstacle,
    )  # fmt: skip
