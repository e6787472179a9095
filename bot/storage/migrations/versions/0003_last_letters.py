"""The last letters to a citizen who left keep the address until they are sent."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.add_column("outbox", sa.Column("peer", sa.LargeBinary(), nullable=True))
