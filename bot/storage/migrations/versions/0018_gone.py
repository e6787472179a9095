"""Letters that found their citizen gone are told from others that failed: they go out again."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.add_column(
        "outbox", sa.Column("gone", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    outbox = sa.table(
        "outbox", sa.column("gone", sa.Boolean), sa.column("state"), sa.column("reason")
    )
    is_gone = sa.or_(outbox.c.reason.like("403:%"), outbox.c.reason.like("%chat not found%"))
    op.execute(outbox.update().where(outbox.c.state == "failed", is_gone).values(gone=True))
