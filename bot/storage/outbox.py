"""What is to be sent: written in the turn, sent in order, ended as sent or failed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, and_, bindparam, case, func, insert, or_, select, update

from bot.storage.citizens import PEER
from bot.storage.database import Unit
from bot.storage.schema import UtcDateTime
from bot.storage.tables import outbox

BODY = "outbox.body"
EMAIL = "email"  # the channel whose letters may go to an address that has no conversation
STILL_MATTERS = timedelta(days=30)  # an older letter is not sent to who comes back


@dataclass(frozen=True, slots=True)
class Letter:
    """One message on its way. `owner` is the epoch of the process that sends it, "" for none."""

    id: int
    channel: str
    peer: str
    peer_key: bytes
    body: Mapping[str, Any]
    attempts: int = 0
    bulk: bool = False
    owner: str = ""
    answers: bool = False  # it answers an event


@dataclass(frozen=True, slots=True)
class LostLetter:
    """One that its channel could not deliver, or that lies there unread."""

    key: str
    peer_key: bytes
    body: Mapping[str, Any]
    bulk: bool
    answers: bool


_other = outbox.alias()
_before = (
    select(_other.c.id)
    .where(
        _other.c.peer_key == bindparam("peer_key"),
        _other.c.state == "queued",
        or_(_other.c.owner.is_(None), _other.c.owner != bindparam("owner", type_=String)),
    )
    .exists()
)
_queue = (
    insert(outbox)
    .values(
        {
            name: bindparam(name)
            for name in (
                "key",
                "channel",
                "peer_key",
                "peer",
                "inbox_id",
                "body",
                "bulk",
                "created_at",
                "erase_at",
            )
        }
        | {
            "state": "queued",
            "attempts": 0,
            # Behind an earlier letter that another process holds, or nobody yet, it waits for
            # whoever takes it in its turn.
            "owner": case((~_before, bindparam("owner", type_=String))),
        }
    )
    .returning(outbox.c.id, outbox.c.owner)
)
_sent = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(
        state="sent",
        sent_at=bindparam("moment"),
        owner=None,
        lease_until=None,
        peer=None,
        reference=bindparam("called"),
    )
)
_failed = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(
        state="failed", reason=bindparam("why"), attempts=bindparam("tries"), owner=None, peer=None,
        gone=bindparam("is_gone"),
    )
)  # fmt: skip
_revive = (
    update(outbox)
    .where(
        outbox.c.peer_key == bindparam("whose"),
        outbox.c.state == "failed",
        outbox.c.gone,
        outbox.c.created_at >= bindparam("since"),
    )
    .values(state="queued", attempts=0, reason=None, owner=None, gone=False)
    .returning(outbox.c.key)
)
_again = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(attempts=bindparam("tries"), reason=bindparam("why"))
)
_withdraw = (
    update(outbox)
    .where(
        outbox.c.peer_key == bindparam("whose"),
        outbox.c.key.startswith(bindparam("begins"), autoescape=False),
        or_(outbox.c.state == "queued", outbox.c.state == "failed"),
    )
    .values(state="dropped", reason=None, gone=False, owner=None, lease_until=None)
)
_is_queued = select(outbox.c.id).where(
    outbox.c.id == bindparam("letter"), outbox.c.state == "queued"
)
_of_key = select(outbox.c.id).where(outbox.c.key == bindparam("key"))
_lost = select(
    outbox.c.key, outbox.c.peer_key, outbox.c.body, outbox.c.bulk, outbox.c.inbox_id
).where(
    outbox.c.id == bindparam("letter"),
    or_(outbox.c.state == "failed", and_(outbox.c.state == "sent", outbox.c.read_at.is_(None))),
)
_elsewhere = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(state="dropped", reason=None, gone=False)
)
_lately = (
    select(outbox.c.reference)
    .where(
        outbox.c.peer_key == bindparam("whose"),
        outbox.c.reference.is_not(None),
        outbox.c.sent_at > bindparam("since", type_=UtcDateTime),
    )
    .order_by(outbox.c.id.desc())
    .limit(bindparam("many"))
)
_by_id = select(outbox.c.key).where(outbox.c.id == bindparam("letter"))
_by_state = select(outbox.c.state, func.count().label("n")).group_by(outbox.c.state)


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
    erase_at: datetime | None = None,
    peer: str = "",
) -> dict[str, Any]:
    """The values of one outbox row; `owner` is the epoch of who would send it itself, at once.

    `peer` is the address where no conversation has it: it goes with the sending.

    At `erase_at` its words go, if it is sent by then: else as soon as it is.
    """
    return {
        "key": key,
        "channel": channel,
        "peer_key": peer_key,
        "peer": unit.vault.seal(peer, column=PEER, row=peer_key.hex()) if peer else None,
        "inbox_id": inbox_id,
        "body": unit.vault.seal_json(body, column=BODY, row=key),
        "bulk": bulk,
        "owner": owner,
        "created_at": now,
        "erase_at": erase_at,
    }


async def queue(
    unit: Unit, rows: Sequence[Mapping[str, Any]], *, commit: bool = False
) -> list[tuple[int, str]]:
    """Write letters in this transaction, perhaps as its last act; the id and owner of each.

    The owner is "" when the letter must wait behind one that somebody else sends.
    """
    if not rows:
        return []
    calls = ((_queue, row) for row in rows)
    written = await unit.several(*calls, commit=commit)
    return [(found[0].id, found[0].owner or "") for found in written]


def sent(unit: Unit, letters: Mapping[int, str], *, now: datetime) -> None:
    """They arrived at the channel, which calls each of them so; "" where that is of no use."""
    for letter, reference in letters.items():
        unit.put(_sent, {"letter": letter, "moment": now, "called": reference or None})


def failed(unit: Unit, letter: int, *, why: str, attempts: int, gone: bool = False) -> None:
    """It will not be sent; staff see why. `gone`: until its citizen can be reached again."""
    values = {"letter": letter, "why": why, "tries": attempts, "is_gone": gone}
    unit.put(_failed, values)


async def revive(unit: Unit, peer_key: bytes, *, now: datetime) -> list[str]:
    """Their citizen is back: what found them gone is sent after all. Returns the letters' keys."""
    values = {"whose": peer_key, "since": now - STILL_MATTERS}
    return [str(row.key) for row in await unit.all(_revive, values)]


def again(unit: Unit, letter: int, *, why: str, attempts: int) -> None:
    """It will be tried again by this process."""
    unit.put(_again, {"letter": letter, "why": why, "tries": attempts})


def withdraw(unit: Unit, peer_key: bytes, begins: str) -> None:
    """Letters of a citizen whose key begins so, and that are not sent yet, will not be.

    `begins` holds no % and no _.
    """
    unit.put(_withdraw, {"whose": peer_key, "begins": begins})


async def is_queued(unit: Unit, letter: int) -> bool:
    """Whether it is still to be sent: nobody has withdrawn it."""
    return await unit.first(_is_queued, {"letter": letter}) is not None


async def is_known(unit: Unit, key: str) -> bool:
    """Whether a letter of this key was written, whatever became of it."""
    return await unit.first(_of_key, {"key": key}) is not None


async def key_of(unit: Unit, letter: int) -> str:
    """The key of a letter, "" when it is gone."""
    row = await unit.first(_by_id, {"letter": letter})
    return str(row.key) if row else ""


async def lost_letter(unit: Unit, letter: int) -> LostLetter | None:
    """A letter that failed, or that nobody has read; None for any other. Raises VaultError."""
    row = await unit.first(_lost, {"letter": letter})
    if row is None:
        return None
    body, answers = open_body(unit, row), row.inbox_id is not None
    return LostLetter(row.key, row.peer_key, body, row.bulk, answers)


async def references(unit: Unit, key: bytes, *, since: datetime, many: int = 500) -> list[str]:
    """What the messenger calls what was sent to this citizen since, the newest first."""
    values = {"whose": key, "since": since, "many": many}
    return [row.reference for row in await unit.all(_lately, values)]


def goes_elsewhere(unit: Unit, letter: int) -> None:
    """Another chat of the same person gets it: it is not sent here when they are back."""
    unit.put(_elsewhere, {"letter": letter})


def open_body(unit: Unit, row: Any) -> Any:
    """The message of a row. Raises VaultError."""
    return unit.vault.open_json(row.body, column=BODY, row=row.key)


async def by_state(unit: Unit) -> dict[str, int]:
    """How many there are in each state."""
    return {row.state: int(row.n) for row in await unit.all(_by_state)}
