"""Calendars of advisers ask by a secret link who comes."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import UtcDateTime

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.create_table(
        "appointment_feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schedule", sa.String(64), nullable=False),
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("actor", sa.String(32), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_appointment_feeds"),
        sa.UniqueConstraint("schedule", name="uq_appointment_feeds_schedule"),
        sa.UniqueConstraint("key", name="uq_appointment_feeds_key"),
    )
    op.create_index("ix_appointment_feeds_seen_at", "appointment_feeds", ["seen_at"])
