"""What staff write down knows how to reach its reader, and how many times it was asked."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.add_column("requests", sa.Column("contact", sa.LargeBinary()))
    op.add_column(
        "requests", sa.Column("times", sa.Integer(), nullable=False, server_default=sa.text("1"))
    )
