"""A citizen who asks to be forgotten: every table says which rows are theirs, and they go."""

from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Executable, Table, bindparam, delete, select, update

from bot.storage.citizens import chats_of, lock
from bot.storage.database import Database, Unit
from bot.storage.schema import OwnedBy, metadata, whose_of
from bot.storage.tables import NOBODY, citizens, inbox, outbox

# The web chat's page reads a letter after it is "sent"; a page that was away for so long has it.
LINGER = timedelta(minutes=10)

# What is still on its way keeps the address until it is sent, whatever happens to this process.
_keep_address = (
    update(outbox)
    .where(outbox.c.peer_key == bindparam("whose"), outbox.c.state == "queued")
    .values(
        peer=select(citizens.c.peer)
        .where(citizens.c.peer_key == bindparam("whose"))
        .scalar_subquery(),
        erase_at=bindparam("until"),
    )
)
_nobodys = {"peer_key": NOBODY, "body": b"", "erase_at": None}
_erase: tuple[Executable, ...] = (
    update(inbox)
    .where(inbox.c.erase_at <= bindparam("moment"), inbox.c.state != "new")
    .values(_nobodys),
    update(outbox)
    .where(outbox.c.erase_at <= bindparam("moment"), outbox.c.state != "queued")
    .values({**_nobodys, "peer": None}),
)
_statements: WeakKeyDictionary[Table, tuple[Executable, ...]] = WeakKeyDictionary()


def forget(unit: Unit, citizen: int, *, key: bytes, now: datetime) -> None:
    """Delete or empty every row of the citizen but letters and events still on their way.

    A letter's words go soon after it is sent: see `erase`.

    Args:
        unit: the transaction.
        citizen: their id.
        key: their peer key.
        now: aware UTC.
    """
    unit.put(_keep_address, {"whose": key, "until": now + LINGER})
    tables = metadata.sorted_tables[::-1]  # citizens last: what refers to them is found by them
    for table in sorted(tables, key=_has_no_parent):
        for statement in _of(table):
            unit.put(statement, {"citizen": citizen, "whose": key})


async def forget_person(unit: Unit, home: int, *, now: datetime) -> None:
    """Forget all chats that a person has linked: `home` is the one that the others belong to."""
    for chat in await chats_of(unit, home):
        lock(unit, chat.key)
        forget(unit, chat.id, key=chat.key, now=now)


async def erase(database: Database, *, now: datetime) -> int:
    """Empty the letters and events whose words were to go by now; how many there were."""
    async with database.unit() as unit:
        return sum([await unit.run(statement, {"moment": now}) for statement in _erase])


def _has_no_parent(table: Table) -> bool:
    """What leads to a row of another table goes before that row forgets its citizen."""
    return not any(rule.parent for rule in whose_of(table))


def _of(table: Table) -> tuple[Executable, ...]:
    known = _statements.get(table)
    if known is None:
        known = _statements[table] = tuple(_statement(table, rule) for rule in whose_of(table))
    return known


def _statement(table: Table, rule: OwnedBy) -> Executable:
    where = _is_theirs(table, rule)
    for state in rule.but:
        where &= table.c.state != state
    if rule.blank:
        return update(table).where(where).values(dict(rule.blank))
    return delete(table).where(where)


def _is_theirs(table: Table, rule: OwnedBy) -> ColumnElement[bool]:
    column = table.c[rule.column]
    if not rule.parent:
        # An id refers to citizens.id; a peer key is the same digest in every table.
        return column == bindparam("citizen" if column.foreign_keys else "whose")
    parent = metadata.tables[rule.parent]
    (own,) = whose_of(parent)
    return column.in_(select(parent.c.id).where(_is_theirs(parent, own)))
