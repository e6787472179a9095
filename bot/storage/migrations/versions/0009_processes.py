"""Who shares the database: processes by epoch, and what one of them does at a time."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.create_table(
        "processes",
        sa.Column("epoch", sa.String(64), primary_key=True),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("serves", sa.Boolean(), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.Column("ballast", sa.Text()),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "duties",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("epoch", sa.String(64), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
    )
