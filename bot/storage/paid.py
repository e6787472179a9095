"""Messages that cost money, counted by month: never more of them than is allowed."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.storage.database import Unit
from bot.storage.tables import paid_messages

SENT = "sent"
REFUSED = "refused"

_new = insert(paid_messages).values(
    {name: bindparam(name) for name in ("channel", "month", "fate", "messages", "changed_at")}
)
_more = paid_messages.c.messages + _new.excluded.messages
_count = _new.on_conflict_do_update(
    index_elements=["channel", "month", "fate"],
    set_={"messages": _more, "changed_at": _new.excluded.changed_at},
    where=_more <= bindparam("most"),
).returning(paid_messages.c.messages)
_less = (
    update(paid_messages)
    .where(
        paid_messages.c.channel == bindparam("of"),
        paid_messages.c.month == bindparam("when"),
        paid_messages.c.fate == SENT,
    )
    .values(messages=paid_messages.c.messages - bindparam("many"))
)
_of_month = select(paid_messages.c.fate, paid_messages.c.messages).where(
    paid_messages.c.channel == bindparam("of"), paid_messages.c.month == bindparam("when")
)
ANY = 2**31 - 1


async def count(
    unit: Unit,
    channel: str,
    month: str,
    *,
    many: int,
    now: datetime,
    fate: str = SENT,
    most: int = ANY,
) -> bool:
    """Count so many more, if they are at most `most` with those before; whether they are."""
    if many > most:
        return False
    values = {"channel": channel, "month": month, "fate": fate, "messages": many}
    return bool(await unit.all(_count, {**values, "changed_at": now, "most": most}))


def give_back(unit: Unit, channel: str, month: str, *, many: int) -> None:
    """So many were counted and did not go out."""
    unit.put(_less, {"of": channel, "when": month, "many": many})


async def of_month(unit: Unit, channel: str, month: str) -> dict[str, int]:
    """How many messages of this month had which fate."""
    rows = await unit.all(_of_month, {"of": channel, "when": month})
    return {row.fate: row.messages for row in rows}
