"""The processes that share the database, by epoch: one start of one process, and its duties."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Executable, bindparam, delete, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite reads it too

from bot.storage.database import Unit
from bot.storage.process import Here
from bot.storage.statements import Values
from bot.storage.tables import duties, outbox, processes


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another process; `beat` counts its heartbeats, `serves` alone from a SQLite file."""

    epoch: str
    here: Here
    serves: bool
    beat: int


_add = insert(processes).values(
    {
        name: bindparam(name)
        for name in ("epoch", "place", "pid", "started", "serves", "beat", "seen_at")
    }
)
_beat = (
    update(processes)
    .where(processes.c.epoch == bindparam("me"))
    .values(
        beat=processes.c.beat + 1, seen_at=bindparam("moment"), ballast=bindparam("new_ballast")
    )
    .returning(processes.c.beat)
)
_others = select(
    processes.c.epoch,
    processes.c.place,
    processes.c.pid,
    processes.c.started,
    processes.c.serves,
    processes.c.beat,
).where(processes.c.epoch != bindparam("me"))
_insert_duty = upsert(duties).values(
    {name: bindparam(name) for name in ("name", "epoch", "taken_at")}
)
# Renewed by who has it; free when its holder is no longer among the processes.
_take = _insert_duty.on_conflict_do_update(
    index_elements=["name"],
    set_={"epoch": _insert_duty.excluded.epoch, "taken_at": _insert_duty.excluded.taken_at},
    where=or_(
        duties.c.epoch == _insert_duty.excluded.epoch,
        duties.c.epoch.not_in(select(processes.c.epoch)),
    ),
).returning(duties.c.name)
# Only as it was seen: who has beaten since then lives.
_bury = delete(processes).where(
    processes.c.epoch == bindparam("whose"), processes.c.beat == bindparam("seen")
)
_leave = delete(processes).where(processes.c.epoch == bindparam("me"))
_free = (
    update(outbox)
    .where(outbox.c.owner == bindparam("me"), outbox.c.state == "queued")
    .values(owner=None, lease_until=None)
)


def register(unit: Unit, epoch: str, here: Here, *, serves: bool, now: datetime) -> None:
    """From now on letters and duties can be this epoch's."""
    values = {"epoch": epoch, "place": here.place, "pid": here.pid, "started": here.started}
    unit.put(_add, {**values, "serves": serves, "beat": 0, "seen_at": now})


async def beat(
    unit: Unit, me: str, *, wanted: Iterable[str], now: datetime, ballast: str | None = None
) -> tuple[bool, list[Neighbour], set[str]]:
    """Write a heartbeat: whether we are still known, who else is there, which duties are ours.

    `ballast` is stored with it, to see whether there is room.
    """
    calls: list[tuple[Executable, Values]] = [
        (_beat, {"me": me, "moment": now, "new_ballast": ballast}),
        (_others, {"me": me}),
        *((_take, {"name": name, "epoch": me, "taken_at": now}) for name in wanted),
    ]
    known, others, *taken = await unit.several(*calls)
    neighbours = [
        Neighbour(row.epoch, Here(row.place, row.pid, row.started), bool(row.serves), row.beat)
        for row in others
    ]
    return bool(known), neighbours, {row.name for rows in taken for row in rows}


async def bury(unit: Unit, dead: Collection[Neighbour]) -> int:
    """What these had is free from now on; how many were still dead."""
    values = ({"whose": one.epoch, "seen": one.beat} for one in dead)
    return sum([await unit.run(_bury, one) for one in values])


def leave(unit: Unit, me: str) -> None:
    """What we have is free; we are no more."""
    unit.put(_free, {"me": me})
    unit.put(_leave, {"me": me})
