"""Later work rests with its own rows: nothing ever wrote into `jobs`."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.drop_table("jobs")
