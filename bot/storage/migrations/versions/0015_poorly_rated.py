"""A request tells that its answer has not helped, until somebody of the staff sees to it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.add_column(
        "requests",
        sa.Column("poorly_rated", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )
    op.create_index("ix_requests_poorly_rated", "requests", ["poorly_rated"])
    # Earlier ones were seen by nobody.
    op.execute("UPDATE requests SET poorly_rated = true WHERE rating <= 2")
