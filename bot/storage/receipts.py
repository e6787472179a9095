"""What a messenger tells later of letters it took: they arrived, were read, or could not be."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from bot.storage.database import Unit
from bot.storage.schema import UtcDateTime
from bot.storage.tables import outbox


@dataclass(frozen=True, slots=True)
class Names:
    """What a messenger calls a letter: its channel, and one or two references ("" is none)."""

    channel: str
    reference: str
    also: str = ""

    @property
    def values(self) -> dict[str, str]:
        """As statements take them."""
        return {"of": self.channel, "called": self.reference, "also": self.also}


_referred = (
    outbox.c.channel == bindparam("of"),
    outbox.c.reference.in_((bindparam("called"), bindparam("also"))),
)
_delivered = (
    update(outbox)
    .where(*_referred)
    .values(
        delivered_at=func.coalesce(outbox.c.delivered_at, bindparam("moment", type_=UtcDateTime))
    )
    .returning(outbox.c.id)
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
    .returning(outbox.c.id)
)
_refused_later = (
    update(outbox)
    .where(*_referred, outbox.c.state == "sent")
    .values(state="failed", reason=bindparam("why"))
    .returning(outbox.c.id)
)
_shown = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("letter"),
        outbox.c.peer_key == bindparam("whose"),
        outbox.c.read_at.is_(None),
    )
    .values(
        delivered_at=func.coalesce(outbox.c.delivered_at, bindparam("moment", type_=UtcDateTime)),
        read_at=bindparam("moment", type_=UtcDateTime),
    )
)
_by_reference = select(outbox.c.id).where(*_referred)


async def delivered(unit: Unit, told: Sequence[tuple[Names, bool]], *, now: datetime) -> list[bool]:
    """Messengers tell of letters, and whether each is read: they are with their citizens.

    Of each, whether it is known; else it is not, or not yet. It is the last act of the unit.
    """
    found = await unit.several(
        *(
            (_read_by if read else _delivered, {**names.values, "moment": now})
            for names, read in told
        ),
        commit=True,
    )
    return [bool(rows) for rows in found]


def shown(unit: Unit, whose: bytes, letters: Collection[int], *, now: datetime) -> None:
    """A page of ours shows these letters to the person of this peer key."""
    for letter in letters:
        unit.put(_shown, {"letter": letter, "whose": whose, "moment": now})


@dataclass(frozen=True, slots=True)
class Fate:
    """What is known of one letter: where it went, and when it arrived and was read."""

    channel: str
    is_sent: bool
    delivered_at: datetime | None
    read_at: datetime | None


async def fates(unit: Unit, keys: Collection[str]) -> dict[str, Fate]:
    """What is known of the letters of these keys; none of those that are not kept any more."""
    if not keys:
        return {}
    columns = (outbox.c.key, outbox.c.channel, outbox.c.state, outbox.c.delivered_at)
    query = select(*columns, outbox.c.read_at).where(outbox.c.key.in_(keys))
    return {
        row.key: Fate(row.channel, row.state == "sent", row.delivered_at, row.read_at)
        for row in await unit.all(query)
    }


async def failed_later(unit: Unit, names: Names, *, why: str) -> tuple[bool, int]:
    """The messenger took it and tells now that it can't be shown.

    Whether the letter is known, and its id, 0 when it had failed before.
    """
    rows = await unit.all(_refused_later, {**names.values, "why": why})
    known = rows or await unit.all(_by_reference, names.values)
    return bool(known), rows[0].id if rows else 0
