"""What a card lacks and a request asks for: its answer is a proposal for the card."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.add_column("requests", sa.Column("lacks", sa.String(64)))
