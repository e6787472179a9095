"""The staff's own conversations with the bot: what they were writing about a reader who left."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from bot.staff.model import staff
from bot.storage.citizens import STATE, save_dialogue
from bot.storage.database import Unit
from bot.storage.tables import NOBODY, citizens, dialogues, inbox

TYPED = ("text", "typed")  # what flows call the words that somebody has typed

_lock = (
    select(citizens.c.id)
    .select_from(citizens.join(staff))
    .order_by(citizens.c.id)
    .with_for_update(of=citizens)
)
# Apart from the lock: PostgreSQL would read what stood before the wait for it.
_chats = (
    select(dialogues.c.citizen_id, dialogues.c.state)
    .select_from(dialogues)
    .where(
        dialogues.c.citizen_id.in_(
            select(staff.c.citizen_id).where(staff.c.citizen_id.is_not(None))
        )
    )
)
# What broke three times is kept for the operator, and nobody can tell whom it speaks of.
_parked = (
    update(inbox)
    .where(
        inbox.c.state == "parked",
        inbox.c.peer_key.in_(select(citizens.c.peer_key).select_from(citizens.join(staff))),
    )
    .values(peer_key=NOBODY, body=b"")
)


async def lock_chats(unit: Unit) -> list[Row[Any]]:
    """Where the staff's conversations rest; held until the transaction ends."""
    await unit.all(_lock)
    return await unit.all(_chats)


def forget_drafts(
    unit: Unit, chats: Iterable[Row[Any]], numbers: Collection[str], *, now: datetime
) -> None:
    """Take out the words that the staff were about to send in these requests."""
    unit.put(_parked)
    for row in chats:
        state = unit.vault.open_json(row.state, column=STATE, row=str(row.citizen_id))
        drafts = [
            (data, name)
            for data in _data(state)
            for name in TYPED
            if data.get("number") in numbers and name in data
        ]
        for data, name in drafts:
            del data[name]
        if drafts:
            save_dialogue(unit, row.citizen_id, state, now=now)


def _data(state: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The data of every question that the dialogue still knows."""
    for frame in (state.get("now") or {}, *state.get("paused", ()), *state.get("trail", ())):
        yield frame.get("data", {})
