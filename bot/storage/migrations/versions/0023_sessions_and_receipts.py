"""What became of messages a messenger has taken, and which of them cost money."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import UtcDateTime

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.add_column("citizens", sa.Column("session_at", UtcDateTime()))
    op.add_column("outbox", sa.Column("reference", sa.String(64)))
    op.add_column("outbox", sa.Column("delivered_at", UtcDateTime()))
    op.add_column("outbox", sa.Column("read_at", UtcDateTime()))
    known = sa.text("reference IS NOT NULL")
    op.create_index(
        "ix_outbox_reference",
        "outbox",
        ["channel", "reference"],
        sqlite_where=known,
        postgresql_where=known,
    )
    op.create_table(
        "paid_messages",
        sa.Column("channel", sa.String(16), primary_key=True),
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("fate", sa.String(8), primary_key=True),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
    )
