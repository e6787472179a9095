"""Words that came in several messages know which part is whose, so that each can be changed."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.add_column("request_entries", sa.Column("parts", sa.LargeBinary()))
