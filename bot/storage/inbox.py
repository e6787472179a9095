"""Raw events as they came: durable before they are acknowledged, handled once, in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.storage.database import Database, Unit
from bot.storage.schema import dump
from bot.storage.statements import Values
from bot.storage.tables import inbox

BODY = "inbox.body"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The oldest unhandled event of one citizen."""

    id: int
    channel: str
    event_id: str
    body: Mapping[str, Any]
    attempts: int


_accept = (
    insert(inbox)
    .values(
        {
            name: bindparam(name)
            for name in ("channel", "event_id", "peer_key", "body", "received_at")
        }
        | {"state": "new", "attempts": 0}
    )
    .on_conflict_do_nothing(index_elements=["channel", "event_id"])
)
_park = (
    insert(inbox)
    .values(
        {
            name: bindparam(name)
            for name in ("channel", "event_id", "peer_key", "body", "error", "received_at")
        }
        | {"state": "parked", "attempts": 1}
    )
    .on_conflict_do_nothing(index_elements=["channel", "event_id"])
)
oldest = (
    select(inbox.c.id, inbox.c.channel, inbox.c.event_id, inbox.c.body, inbox.c.attempts)
    .where(inbox.c.peer_key == bindparam("peer_key"), inbox.c.state == "new")
    .order_by(inbox.c.id)
    .limit(2)  # the second tells whether to look again
)
_waiting_peers = select(inbox.c.peer_key).where(inbox.c.state == "new").distinct()
_ended = (
    update(inbox)
    .where(inbox.c.id == bindparam("event"), inbox.c.state == "new")
    .values({name: bindparam(f"new_{name}") for name in ("state", "attempts", "error", "erase_at")})
)
_by_state = select(inbox.c.state, func.count().label("n")).group_by(inbox.c.state)


def peer_key(holder: Unit | Database, channel: str, peer: str) -> bytes:
    """How a citizen's rows are found without storing the address readably."""
    return holder.vault.lookup(f"{channel}\0{peer}")


def event_key(holder: Unit | Database, channel: str, event_id: str) -> str:
    """How an event is known when it comes again; a channel's own id may name its citizen."""
    return holder.vault.lookup(f"event\0{channel}\0{event_id}").hex()


def accept(
    unit: Unit, channel: str, events: Iterable[tuple[str, str, Mapping[str, Any]]], *, now: datetime
) -> list[bytes]:
    """Store (event id, peer, body) rows; one seen before is left alone. Returns peer keys."""
    keys = []
    for event_id, peer, body in events:
        key, known_as = peer_key(unit, channel, peer), event_key(unit, channel, event_id)
        keys.append(key)
        sealed = unit.vault.seal(dump(body), column=BODY, row=f"{channel}\0{known_as}")
        unit.put(
            _accept,
            {
                "channel": channel,
                "event_id": known_as,
                "peer_key": key,
                "body": sealed,
                "received_at": now,
            },
        )
    return keys


def park(
    unit: Unit, channel: str, event_id: str, peer: str, *, reason: str, now: datetime
) -> bytes:
    """Note an event whose body can't be stored. Returns the peer's key."""
    peer, known_as = storable(peer), event_key(unit, channel, storable(event_id))
    key = peer_key(unit, channel, peer)
    body = unit.vault.seal("{}", column=BODY, row=f"{channel}\0{known_as}")
    values = {"channel": channel, "event_id": known_as, "peer_key": key, "body": body}
    unit.put(_park, {**values, "error": reason, "received_at": now})
    return key


def storable(text: str) -> str:
    """The text with a sign in place of halves of surrogate pairs, which have no bytes."""
    return text.encode("utf-8", "replace").decode()


def read_waiting(unit: Unit, row: Any) -> Waiting:
    """A row of `oldest`, opened. Raises VaultError."""
    return Waiting(row.id, row.channel, row.event_id, open_body(unit, row), row.attempts)


def open_body(unit: Unit, row: Any) -> Any:
    """The raw event of a row. Raises VaultError."""
    return unit.vault.open_json(row.body, column=BODY, row=f"{row.channel}\0{row.event_id}")


def end(unit: Unit, event: int, *, attempts: int, erase_at: datetime | None = None) -> None:
    """The event is done; at `erase_at` its words go."""
    unit.put(_ended, _end("done", event, attempts, erase_at=erase_at))


async def failed(
    unit: Unit, event: int, *, attempts: int, reason: str, parked: bool = False
) -> bool:
    """A try failed; the event stays new or is parked. False when it has ended after all."""
    state = "parked" if parked else "new"
    return await unit.run(_ended, _end(state, event, attempts, error=reason)) > 0


def _end(
    state: str,
    event: int,
    attempts: int,
    *,
    error: str | None = None,
    erase_at: datetime | None = None,
) -> Values:
    values = {"event": event, "new_state": state, "new_attempts": attempts}
    return {**values, "new_error": error, "new_erase_at": erase_at}


async def waiting_peers(unit: Unit) -> list[bytes]:
    """Whose events wait: swept at start and now and then."""
    return [row.peer_key for row in await unit.all(_waiting_peers)]


async def by_state(unit: Unit) -> dict[str, int]:
    """How many there are in each state."""
    return {row.state: int(row.n) for row in await unit.all(_by_state)}
