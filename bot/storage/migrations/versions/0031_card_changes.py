"""What heads tell of their libraries in a chat, till it stands in the content; and reminders."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import UtcDateTime

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.create_table(
        "card_changes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("library", sa.String(96), nullable=False),
        sa.Column("fields", sa.String(2000), nullable=False),
        sa.Column("staff_id", sa.Integer, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("done_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_changes")),
    )
    op.create_index("ix_card_changes_done_at", "card_changes", ["done_at"])
    op.create_index("ix_card_changes_at", "card_changes", ["at"])
    op.create_table(
        "card_reminders",
        sa.Column("library", sa.String(96), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("library", name=op.f("pk_card_reminders")),
    )
    op.create_index("ix_card_reminders_at", "card_reminders", ["at"])
