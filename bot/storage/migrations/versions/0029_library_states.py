"""What is told of libraries for a while: closed, no power, a warm place."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import UtcDateTime

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.create_table(
        "library_states",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("whom", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("note", sa.String(160), nullable=False),
        sa.Column("since", UtcDateTime, nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
        sa.Column("staff_id", sa.Integer),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("ended_by", sa.Integer),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_states")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_library_states_until", "library_states", ["until"])
    op.create_index("ix_library_states_whom", "library_states", ["whom", "id"])
