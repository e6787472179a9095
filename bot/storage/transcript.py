"""What was said, in order: for a page that must survive a reload."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from bot.storage import inbox as inbox_store
from bot.storage import outbox as outbox_store
from bot.storage.database import Unit
from bot.storage.tables import inbox, outbox


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One line: ours when `letter` is not 0."""

    letter: int
    event_id: str
    body: Mapping[str, Any]


_own = (
    select(inbox.c.id, inbox.c.channel, inbox.c.event_id, inbox.c.body, inbox.c.received_at)
    .where(inbox.c.peer_key == bindparam("peer_key"))
    .order_by(inbox.c.id.desc())
    .limit(bindparam("many"))
)
_ours = (
    select(outbox.c.id, outbox.c.key, outbox.c.inbox_id, outbox.c.body, outbox.c.created_at)
    .where(outbox.c.peer_key == bindparam("peer_key"), outbox.c.id > bindparam("above"))
    .order_by(outbox.c.id.desc())
    .limit(bindparam("many"))
)


async def history(unit: Unit, *, peer_key: bytes, many: int) -> list[TranscriptLine]:
    """The last lines of both sides: each answer after the event it answers."""
    values = {"peer_key": peer_key, "many": many}
    own, ours = await unit.several((_own, values), (_ours, {**values, "above": 0}))
    lines = [((row.id, 0), inbox_store.open_body(unit, row), 0, row.event_id) for row in own]
    for row in ours:
        # What we began ourselves stands after the last event that had come by then.
        after = row.inbox_id or max(
            (event.id for event in own if event.received_at <= row.created_at), default=0
        )
        lines.append(((after, row.id), outbox_store.open_body(unit, row), row.id, ""))
    lines.sort(key=lambda line: line[0])
    return [TranscriptLine(letter, event_id, body) for _, body, letter, event_id in lines[-many:]]


async def after(
    unit: Unit, *, peer_key: bytes, above: int, many: int = 200
) -> list[TranscriptLine]:
    """Our lines with a greater id, oldest first."""
    values = {"peer_key": peer_key, "above": above, "many": many}
    rows = await unit.all(_ours, values)
    return [TranscriptLine(row.id, "", outbox_store.open_body(unit, row)) for row in reversed(rows)]
