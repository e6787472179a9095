"""What the program knows of this database: its keys, its clock, who serves it."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import UtcDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.create_table(
        "system_facts",
        sa.Column("name", sa.String(96), primary_key=True),
        sa.Column("cell", sa.LargeBinary()),
        sa.Column("moment", UtcDateTime()),
        sa.Column("ended_at", UtcDateTime()),
    )
