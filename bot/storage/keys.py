"""Whether these secrets are the database's, told before anything is written.

For each key that sealed something the database keeps a canary: a cell that opens with this key
alone. It also keeps the key of look-ups, sealed with the newest secret, so that secrets can come
and go while rows are still found.
"""

import os
from collections.abc import Iterable
from datetime import UTC, datetime

import structlog
from sqlalchemy import Connection, Table, delete, exists, inspect, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.storage.database import DatabaseError, Unit
from bot.storage.schema import metadata, sealed_by_of
from bot.storage.sealed_cells import Cell, cells_of, id_of, rows_with_cells
from bot.storage.tables import system_facts
from bot.storage.vault import LOOKUP_KEY_BYTES, LostKeyError, Vault, VaultError

log = structlog.get_logger(__name__)

CELL = "system_facts.cell"
CANARY = "canary "  # then the key's id
LOOKUP = "lookup key"
SAMPLE = 5  # of the oldest and of the newest rows of each table

_facts = select(system_facts.c.name, system_facts.c.cell)
_add = insert(system_facts).on_conflict_do_nothing(index_elements=["name"])


class WrongKeyError(DatabaseError):
    """The secrets are not those of this database; the text says what to do."""


def check_key(connection: Connection, vault: Vault) -> None:
    """Raise WrongKeyError unless these secrets open the database. Writes nothing there.

    From then on the vault makes digests with the database's own key, as a migration may need.
    """
    tables = set(inspect(connection).get_table_names())
    facts = _read(connection) if system_facts.name in tables else {}
    if _canaries(facts):
        judge(vault, facts)
        _take_lookup_key(vault, facts)
    else:
        _check_sample(connection, vault, tables)


def judge(vault: Vault, facts: dict[str, bytes]) -> None:
    """Raise WrongKeyError unless every canary opens."""
    canaries = _canaries(facts)
    closed = [key_id for key_id, cell in canaries.items() if not _sings(vault, key_id, cell)]
    if canaries and len(closed) == len(canaries):
        raise _wrong(vault, ", ".join(closed))
    if closed:
        raise WrongKeyError(
            f"The database still holds cells sealed with an earlier secret ({', '.join(closed)}), "
            "which is not among those given. Nothing was changed. Put it back, before the newest "
            "one in MISTOK_SECRET or into MISTOK_OLD_SECRETS; `mistok rekey` makes it needless."
        )


def key_ids(connection: Connection) -> tuple[str, ...]:
    """Ids of the keys that are needed to read the database; () for one of an earlier version."""
    tables = set(inspect(connection).get_table_names())
    return tuple(_canaries(_read(connection))) if system_facts.name in tables else ()


def unsettled(connection: Connection, vault: Vault) -> bool:
    """Whether `settle` has something to write."""
    facts = _read(connection)
    return LOOKUP not in facts or vault.newest.hex() not in _canaries(facts)


def settle(connection: Connection, vault: Vault) -> None:
    """Keep a canary for each key in use and the key of look-ups, sealed with the newest."""
    facts = _read(connection)
    needed: Iterable[bytes] = [vault.newest]
    if LOOKUP in facts:
        key = vault.open_bytes(facts[LOOKUP], column=CELL, row=LOOKUP)
        sealed = vault.seal_bytes(key, column=CELL, row=LOOKUP)
        connection.execute(
            update(system_facts).where(system_facts.c.name == LOOKUP).values(cell=sealed)
        )
    else:
        has_rows = _has_rows(connection)
        # What digests were made with stays; a new database has a key that no secret tells.
        key = vault.first_lookup_key if has_rows else os.urandom(LOOKUP_KEY_BYTES)
        needed = vault.ids if has_rows else needed
        _keep(connection, LOOKUP, vault.seal_bytes(key, column=CELL, row=LOOKUP))
    for key_id in needed:
        _keep(connection, *canary(vault, key_id))


def canary(vault: Vault, key_id: bytes) -> tuple[str, bytes]:
    """Its name and its cell."""
    name = f"{CANARY}{key_id.hex()}"
    return name, vault.seal_bytes(key_id, column=CELL, row=name, key_id=key_id)


async def take_lookup_key(unit: Unit) -> None:
    """Let the unit's vault find rows as this database does. Raises WrongKeyError."""
    facts = {row.name: row.cell for row in await unit.all(_facts) if row.cell}
    judge(unit.vault, facts)
    _take_lookup_key(unit.vault, facts)


def _take_lookup_key(vault: Vault, facts: dict[str, bytes]) -> None:
    if LOOKUP in facts:
        vault.look_up_with(vault.open_bytes(facts[LOOKUP], column=CELL, row=LOOKUP))


async def retire(unit: Unit) -> list[str]:
    """Nothing is sealed with the older keys any more: their ids, whose canaries go."""
    facts = {row.name: row.cell for row in await unit.all(_facts) if row.cell}
    older = [one for one in _canaries(facts) if one != unit.vault.newest.hex()]
    for key_id in older:
        unit.put(delete(system_facts).where(system_facts.c.name == f"{CANARY}{key_id}"))
    return older


def _read(connection: Connection) -> dict[str, bytes]:
    return {row.name: bytes(row.cell) for row in connection.execute(_facts) if row.cell}


def _canaries(facts: dict[str, bytes]) -> dict[str, bytes]:
    """Their cells by the ids of their keys."""
    return {
        name.removeprefix(CANARY): cell for name, cell in facts.items() if name.startswith(CANARY)
    }


def _sings(vault: Vault, key_id: str, cell: bytes) -> bool:
    try:
        return vault.open_bytes(cell, column=CELL, row=f"{CANARY}{key_id}").hex() == key_id
    except VaultError:
        return False


def _keep(connection: Connection, name: str, cell: bytes) -> None:
    connection.execute(_add, {"name": name, "cell": cell, "moment": datetime.now(UTC)})


def has_key(connection: Connection) -> bool:
    """Whether the database belongs to a key: it has a canary, or sealed cells."""
    tables = set(inspect(connection).get_table_names())
    facts = _read(connection) if system_facts.name in tables else {}
    return bool(_canaries(facts)) or _has_rows(connection)


def _has_rows(connection: Connection) -> bool:
    tables = set(inspect(connection).get_table_names())
    sealed = [table for table in metadata.tables.values() if sealed_by_of(table)]
    return any(
        connection.execute(select(exists(select(id_of(table))))).scalar()
        for table in sealed
        if table.name in tables
    )


def _check_sample(connection: Connection, vault: Vault, tables: set[str]) -> None:
    """A database that has no canary yet: some of its cells tell whose it is."""
    listed = [table for table in metadata.tables.values() if table.name in tables]
    there = [table for table in listed if sealed_by_of(table) and _is_whole(connection, table)]
    newest, oldest = (
        [_opens(vault, cell) for table in there for cell in _sample(connection, table, newest)]
        for newest in (True, False)
    )
    if newest and not any(newest + oldest):
        raise _wrong(vault, "")
    if not all(one is not None for one in newest):
        raise WrongKeyError(
            "The newest cells of the database were sealed with a secret that is not among those "
            "given. Nothing was changed. Add every secret that it has had to MISTOK_OLD_SECRETS, "
            "with spaces between them; `mistok rekey` makes them needless."
        )
    if not all(newest + oldest):
        log.warning(
            "keys.some_cells_closed",
            why="some cells are damaged, or were sealed with a secret that is not given",
        )


def _opens(vault: Vault, cell: Cell) -> bool | None:
    """Whether the cell opens; None when its key is not among ours."""
    try:
        vault.open_bytes(cell.sealed, column=cell.sealed_by.name, row=cell.row)
    except LostKeyError:
        return None
    except VaultError:
        return False
    return True


def _sample(connection: Connection, table: Table, newest: bool) -> list[Cell]:
    order = id_of(table).desc() if newest else id_of(table).asc()
    rows = connection.execute(rows_with_cells(table).order_by(order).limit(SAMPLE))
    return [cell for row in rows for cell in cells_of(table, row)]


def _is_whole(connection: Connection, table: Table) -> bool:
    """Whether this earlier version of the table has all that its sealed cells need."""
    there = {column["name"] for column in inspect(connection).get_columns(table.name)}
    columns = sealed_by_of(table)
    bound_by = {name for one in columns.values() for name in ([one.via] if one.via else one.by)}
    return columns.keys() | bound_by <= there


def _wrong(vault: Vault, needed: str) -> WrongKeyError:
    with_id = f" (id {needed})" if needed else ""
    return WrongKeyError(
        f"The database was sealed with another key{with_id} than the one given (id "
        f"{vault.newest.hex()}). Nothing was changed. Put back the key that belongs to it: the "
        "file var/secret from your copy, or MISTOK_SECRET as it was."
    )
