"""Librarians propose an answer of theirs for a card or a ready answer."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.add_column(
        "requests",
        sa.Column("proposed", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )
    op.create_index("ix_requests_proposed", "requests", ["proposed"])
