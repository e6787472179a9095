"""Files: whose they are, when they went into a message, what was found in them."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead.

    Whose an earlier file is can't be told any more, nor was it looked into; it counts as sent.
    """
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner_key", sa.LargeBinary(16), nullable=True))
        batch_op.add_column(sa.Column("claimed_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("risks", sa.String(64), nullable=True))
        batch_op.add_column(sa.Column("scanned_at", UtcDateTime(), nullable=True))
        batch_op.create_index("ix_files_owner_key", ["owner_key", "size"], unique=False)
    op.execute("UPDATE files SET claimed_at = created_at")
