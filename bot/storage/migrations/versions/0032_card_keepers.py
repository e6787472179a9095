"""Heads let librarians keep the card of their library right."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.add_column(
        "staff",
        sa.Column("keeps_card", sa.Boolean, nullable=False, server_default=sa.false()),
    )
