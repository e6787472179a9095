"""For migrations that seal what an earlier version kept readably, or bind it anew."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from bot.storage.database import DatabaseError
from bot.storage.vault import Vault, VaultError

MANY = 500


def rows_of(query: sa.Select[Any], id: sa.ColumnElement[int]) -> Iterator[Sequence[sa.Row[Any]]]:
    """The query's rows by rising id, some hundred at a time: they may change meanwhile."""
    above = 0
    while True:
        found = op.get_bind().execute(query.where(id > above).order_by(id).limit(MANY)).all()
        if not found:
            return
        above = found[-1].id
        yield found


def key_of_this_database() -> Vault:
    """The vault that the upgrade was given, tried on what is sealed already.

    Raises DatabaseError without one, or with a key that does not open what is there.
    """
    vault: Vault | None = context.config.attributes.get("vault")
    if vault is None:
        raise DatabaseError(
            "This upgrade encrypts what an earlier version kept readably, and needs the key. "
            "Run `mistok migrate` with the service's own MISTOK_SECRET or var/secret."
        )
    citizens = sa.table("citizens", sa.column("peer"), sa.column("peer_key"), sa.column("id"))
    newest = sa.select(citizens.c.peer, citizens.c.peer_key).order_by(citizens.c.id.desc()).limit(1)
    sealed = op.get_bind().execute(newest).first()
    try:
        if sealed:
            vault.open(sealed.peer, column="citizens.peer", row=sealed.peer_key.hex())
    except VaultError as error:
        raise DatabaseError(
            "The key does not open this database, so nothing was changed. Set MISTOK_SECRET to "
            "the secret it was begun with, or put back the file var/secret."
        ) from error
    return vault
