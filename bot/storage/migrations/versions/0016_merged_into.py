"""Requests that were merged into one are found with it."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.create_index("ix_requests_merged_into", "requests", ["merged_into"])
