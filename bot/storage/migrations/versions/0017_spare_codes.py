"""One-time codes for those whose phone with the app is lost."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import UtcDateTime

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.create_table(
        "staff_spare_codes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "staff_id", sa.Integer(), sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_staff_spare_codes_staff_id", "staff_spare_codes", ["staff_id", "key"])
    op.create_index("ix_staff_spare_codes_expires_at", "staff_spare_codes", ["expires_at"])
