"""What is to be sent: written in the turn, sent in order, ended as sent or failed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, bindparam, func, insert, or_, select, update

from bot.storage.citizens import PEER
from bot.storage.database import Unit
from bot.storage.tables import citizens, outbox

BODY = "outbox.body"
LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message on its way."""

    id: int
    channel: str
    peer: str
    peer_key: bytes
    body: Mapping[str, Any]
    attempts: int = 0
    bulk: bool = False


_queue = (
    insert(outbox)
    .values(
        {
            name: bindparam(name)
            for name in (
                "key",
                "channel",
                "peer_key",
                "inbox_id",
                "body",
                "bulk",
                "owner",
                "lease_until",
                "created_at",
            )
        }
        | {"state": "queued", "attempts": 0}
    )
    .returning(outbox.c.id)
)
_sent = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(state="sent", sent_at=bindparam("moment"), owner=None, lease_until=None, peer=None)
)
_failed = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(
        state="failed", reason=bindparam("why"), attempts=bindparam("tries"), owner=None, peer=None
    )
)
_again = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(attempts=bindparam("tries"), reason=bindparam("why"), lease_until=bindparam("until"))
)
_release = (
    update(outbox)
    .where(outbox.c.owner == bindparam("me"), outbox.c.state == "queued")
    .values(owner=None, lease_until=None)
)
_release_answers = (
    update(outbox)
    .where(
        outbox.c.inbox_id == bindparam("event"),
        outbox.c.owner == bindparam("me"),
        outbox.c.state == "queued",
    )
    .values(owner=None, lease_until=None)
)
_other = outbox.alias()
# A letter is free when nobody holds it or its lease ran out, and no earlier letter of the same
# citizen is held by somebody else.
_claim = (
    update(outbox)
    .where(
        outbox.c.id.in_(
            select(outbox.c.id)
            .where(
                outbox.c.state == "queued",
                outbox.c.id > bindparam("above"),
                or_(
                    bindparam("only", type_=String) == "",
                    outbox.c.channel == bindparam("only", type_=String),
                ),
                or_(outbox.c.owner.is_(None), outbox.c.lease_until < bindparam("moment")),
                ~select(_other.c.id)
                .where(
                    _other.c.peer_key == outbox.c.peer_key,
                    _other.c.state == "queued",
                    _other.c.id < outbox.c.id,
                    _other.c.owner != bindparam("me"),
                    _other.c.lease_until >= bindparam("moment"),
                )
                .exists(),
            )
            .order_by(outbox.c.id)
            .limit(bindparam("many"))
            .with_for_update(skip_locked=True)
        )
    )
    .values(owner=bindparam("me"), lease_until=bindparam("until"))
    .returning(outbox.c.id)
)
_letters = (
    select(
        outbox.c.id,
        outbox.c.key,
        outbox.c.channel,
        outbox.c.peer_key,
        outbox.c.body,
        outbox.c.attempts,
        outbox.c.bulk,
        func.coalesce(citizens.c.peer, outbox.c.peer).label("peer"),
    )
    .select_from(outbox.outerjoin(citizens, citizens.c.peer_key == outbox.c.peer_key))
    .order_by(outbox.c.id)
)


def letter_row(
    unit: Unit,
    body: Mapping[str, Any],
    *,
    key: str,
    channel: str,
    peer_key: bytes,
    now: datetime,
    inbox_id: int | None = None,
    owner: str | None = None,
    bulk: bool = False,
) -> dict[str, Any]:
    """The values of one outbox row; `owner` sends it itself, at once."""
    return {
        "key": key,
        "channel": channel,
        "peer_key": peer_key,
        "inbox_id": inbox_id,
        "body": unit.vault.seal_json(body, column=BODY, row=key),
        "bulk": bulk,
        "owner": owner,
        "lease_until": now + LEASE if owner else None,
        "created_at": now,
    }


async def queue(
    unit: Unit, rows: Sequence[Mapping[str, Any]], *, commit: bool = False
) -> list[int]:
    """Write letters in this transaction, perhaps as its last act; their ids."""
    if not rows:
        return []
    calls = ((_queue, row) for row in rows)
    return [found[0].id for found in await unit.several(*calls, commit=commit)]


def sent(unit: Unit, letters: Iterable[int], *, now: datetime) -> None:
    """They arrived at the channel."""
    for letter in letters:
        unit.put(_sent, {"letter": letter, "moment": now})


def failed(unit: Unit, letter: int, *, why: str, attempts: int) -> None:
    """It will not be sent; staff see why."""
    unit.put(_failed, {"letter": letter, "why": why, "tries": attempts})


def again(unit: Unit, letter: int, *, why: str, attempts: int, now: datetime) -> None:
    """It will be tried again by this process."""
    values = {"letter": letter, "why": why, "tries": attempts, "until": now + 2 * LEASE}
    unit.put(_again, values)


def release(unit: Unit, *, me: str) -> None:
    """At start: what this process held when it ended is free again."""
    unit.put(_release, {"me": me})


def release_answers(unit: Unit, event: int, *, me: str) -> None:
    """Letters of this process that answer an event are free: it doesn't know of them."""
    unit.put(_release_answers, {"event": event, "me": me})


async def claim(
    unit: Unit,
    *,
    me: str,
    now: datetime,
    above: int = 0,
    many: int = 500,
    only: str = "",
) -> list[Letter]:
    """Take free letters, oldest first: at start, and now and then for dead neighbours.

    `only` names the one channel whose letters are taken; "" takes all.
    """
    values = {"me": me, "moment": now, "until": now + LEASE, "many": many, "above": above}
    values["only"] = only
    ids = [row.id for row in await unit.all(_claim, values)]
    if not ids:
        return []
    return [_read(unit, row) for row in await unit.all(_letters.where(outbox.c.id.in_(ids)))]


def _read(unit: Unit, row: Any) -> Letter:
    vault = unit.vault
    return Letter(
        id=row.id,
        channel=row.channel,
        peer=vault.open(row.peer, column=PEER, row=row.peer_key.hex()) if row.peer else "",
        peer_key=row.peer_key,
        body=open_body(unit, row),
        attempts=row.attempts,
        bulk=row.bulk,
    )


def open_body(unit: Unit, row: Any) -> Any:
    """The message of a row. Raises VaultError."""
    return unit.vault.open_json(row.body, column=BODY, row=row.key)
