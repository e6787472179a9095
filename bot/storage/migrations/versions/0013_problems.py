"""Parked events and failed letters are found without reading all rows."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    for table, name, state in (
        ("inbox", "ix_inbox_parked", "parked"),
        ("outbox", "ix_outbox_failed", "failed"),
    ):
        where = sa.text(f"state = '{state}'")
        op.create_index(name, table, ["id"], sqlite_where=where, postgresql_where=where)
