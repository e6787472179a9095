"""Addresses for letters: of the staff, and of readers who want to hear of one answer."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import UtcDateTime

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.create_table(
        "staff_mail",
        sa.Column(
            "staff_id", sa.Integer(), sa.ForeignKey("staff.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("wish", sa.String(8), nullable=False),
        sa.Column("checked_at", UtcDateTime()),
        sa.Column("digest_on", sa.String(10)),
        sa.Column("ended_at", UtcDateTime()),
    )  # fmt: skip
    op.add_column("requests", sa.Column("email", sa.LargeBinary()))
