"""The staff's own conversations with the bot, as rows."""

from typing import Any

from sqlalchemy import Row, select, update

from bot.staff.model import staff
from bot.storage.database import Unit
from bot.storage.tables import NOBODY, citizens, dialogues, inbox

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


async def locked(unit: Unit) -> list[Row[Any]]:
    """Where the staff's conversations rest; held until the transaction ends."""
    await unit.all(_lock)
    return await unit.all(_chats)


def forget_parked(unit: Unit) -> None:
    """Of what the staff wrote and could not be handled nothing is left to read."""
    unit.put(_parked)
