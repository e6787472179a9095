"""Later work: written in the transaction that decides on it, claimed in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.storage.database import Unit
from bot.storage.tables import jobs

LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work that is due."""

    id: int
    kind: str
    key: str
    payload: Mapping[str, Any]
    attempts: int


_later = (
    insert(jobs)
    .values(
        {name: bindparam(name) for name in ("kind", "key", "payload", "due_at")}
        | {"state": "waiting", "attempts": 0}
    )
    .on_conflict_do_nothing(index_elements=["key"])
)
_cancel = (
    update(jobs)
    .where(jobs.c.key == bindparam("which"), jobs.c.state == "waiting")
    .values(state="cancelled")
)
# One statement: reading first and updating then hands a job out twice on SQLite.
_claim = (
    update(jobs)
    .where(
        jobs.c.id.in_(
            select(jobs.c.id)
            .where(
                jobs.c.state == "waiting",
                jobs.c.due_at <= bindparam("moment"),
                or_(jobs.c.lease_until.is_(None), jobs.c.lease_until < bindparam("moment")),
            )
            .order_by(jobs.c.due_at, jobs.c.id)
            .limit(bindparam("many"))
            .with_for_update(skip_locked=True)
        )
    )
    .values(owner=bindparam("me"), lease_until=bindparam("until"), attempts=jobs.c.attempts + 1)
    .returning(jobs.c.id, jobs.c.kind, jobs.c.key, jobs.c.payload, jobs.c.attempts)
)
_end = (
    update(jobs)
    .where(
        jobs.c.id == bindparam("job"), jobs.c.owner == bindparam("me"), jobs.c.state == "waiting"
    )
    .values(
        state=bindparam("new_state"),
        error=bindparam("new_error"),
        due_at=bindparam("new_due_at"),
        lease_until=None,
        owner=None,
    )
)


def later(unit: Unit, kind: str, *, key: str, payload: Mapping[str, Any], due_at: datetime) -> None:
    """Do this at `due_at`; a key that is known already is left alone."""
    unit.put(_later, {"kind": kind, "key": key, "payload": dict(payload), "due_at": due_at})


def cancel(unit: Unit, key: str) -> None:
    """Don't do it any more."""
    unit.put(_cancel, {"which": key})


async def claim(unit: Unit, *, me: str, now: datetime, many: int = 20) -> list[Job]:
    """Take due work; a job whose holder died comes back when its lease runs out."""
    values = {"me": me, "moment": now, "until": now + LEASE, "many": many}
    rows = await unit.all(_claim, values)
    return [Job(row.id, row.kind, row.key, row.payload, row.attempts) for row in rows]


async def end(
    unit: Unit, job: Job, *, me: str, state: str, due_at: datetime, error: str | None = None
) -> bool:
    """Finish in the transaction of the work; False when it was cancelled or taken meanwhile."""
    values = {
        "job": job.id,
        "me": me,
        "new_state": state,
        "new_error": error,
        "new_due_at": due_at,
    }
    return await unit.run(_end, values) == 1
