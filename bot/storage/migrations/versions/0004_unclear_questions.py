"""Questions that were not understood, for editors."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import Json, UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.create_table(
        "unclear_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("offered", Json(), nullable=False),
        sa.Column("chosen", sa.String(length=64), nullable=True),
        sa.Column("content", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unclear_questions")),
    )
    with op.batch_alter_table("unclear_questions", schema=None) as batch_op:
        batch_op.create_index("ix_unclear_questions_at", ["at"], unique=False)
