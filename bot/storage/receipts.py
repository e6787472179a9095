"""What a messenger tells later of letters it took: they arrived, were read, or could not be."""

from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from bot.storage.database import Unit
from bot.storage.schema import UtcDateTime
from bot.storage.tables import outbox

_referred = (outbox.c.channel == bindparam("of"), outbox.c.reference == bindparam("called"))
_delivered = (
    update(outbox)
    .where(*_referred)
    .values(
        delivered_at=func.coalesce(outbox.c.delivered_at, bindparam("moment", type_=UtcDateTime))
    )
)
_read_by = (
    update(outbox)
    .where(*_referred)
    .values(
        {
            name: func.coalesce(outbox.c[name], bindparam("moment", type_=UtcDateTime))
            for name in ("delivered_at", "read_at")
        }
    )
)
_refused_later = (
    update(outbox)
    .where(*_referred, outbox.c.state == "sent")
    .values(state="failed", reason=bindparam("why"))
    .returning(outbox.c.id)
)
_by_reference = select(outbox.c.id).where(*_referred)


async def delivered(unit: Unit, channel: str, reference: str, *, read: bool, now: datetime) -> bool:
    """The messenger tells that it is with its citizen; False when it is not known, or not yet."""
    values = {"of": channel, "called": reference, "moment": now}
    return await unit.run(_read_by if read else _delivered, values) > 0


async def failed_later(unit: Unit, channel: str, reference: str, *, why: str) -> tuple[bool, int]:
    """The messenger took it and tells now that it can't be shown.

    Whether the letter is known, and its id, 0 when it had failed before.
    """
    values = {"of": channel, "called": reference}
    rows = await unit.all(_refused_later, {**values, "why": why})
    known = rows or await unit.all(_by_reference, values)
    return bool(known), rows[0].id if rows else 0
