"""What a library has handed on is found by the act and its day."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.create_index("ix_request_events_did", "request_events", ["did", "at"])
