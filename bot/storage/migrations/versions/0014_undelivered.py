"""A request tells that what was written to its reader has not reached them."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.add_column(
        "requests",
        sa.Column("undelivered", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )
    op.create_index("ix_requests_undelivered", "requests", ["undelivered"])
