"""Rows of what heads told of their libraries in a chat, and of reminders."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.libraries.tables import card_changes, card_reminders
from bot.storage.database import Unit

AT_ONCE = 10

_COLUMNS = ("library", "fields", "staff_id", "at")
_add = insert(card_changes).values({name: bindparam(name) for name in _COLUMNS})
_waiting = (
    select(card_changes)
    .where(card_changes.c.done_at.is_(None))
    .order_by(card_changes.c.id)
    .limit(AT_ONCE)
)
_done = (
    update(card_changes)
    .where(card_changes.c.id == bindparam("number"), card_changes.c.done_at.is_(None))
    .values(done_at=bindparam("now"))
)
_reminded = select(card_reminders).where(card_reminders.c.at > bindparam("since"))
_forget = delete(card_reminders).where(card_reminders.c.library == bindparam("id"))
_remind = insert(card_reminders).values(library=bindparam("id"), at=bindparam("now"))


def add(unit: Unit, library: str, fields: dict[str, Any], *, by: int, now: datetime) -> None:
    """Keep one till it stands in the content."""
    told = json.dumps(fields, ensure_ascii=False)
    unit.put(_add, {"library": library, "fields": told, "staff_id": by, "at": now})


async def waiting(unit: Unit) -> list[Any]:
    """Those that don't stand there yet, the oldest first, with `fields` as they were told."""
    return [(row.id, row.library, json.loads(row.fields), row.staff_id)
            for row in await unit.all(_waiting)]  # fmt: skip


async def done(unit: Unit, number: int, *, now: datetime) -> bool:
    """Note that it was seen to; False when it was before."""
    return await unit.run(_done, {"number": number, "now": now}) == 1


async def reminded(unit: Unit, *, since: datetime) -> set[str]:
    """Libraries whose heads were reminded since then; "" when all were looked at."""
    return {str(row.library) for row in await unit.all(_reminded, {"since": since})}


def remind(unit: Unit, library: str, *, now: datetime) -> None:
    """Note that its head is reminded now."""
    unit.put(_forget, {"id": library})
    unit.put(_remind, {"id": library, "now": now})
