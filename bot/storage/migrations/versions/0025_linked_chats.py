"""Several chats of one person: what they asked belongs to one of them."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import UtcDateTime

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    last = _last_id()
    with op.batch_alter_table("citizens", table_kwargs={"sqlite_autoincrement": True}) as batch:
        home = sa.ForeignKey(
            "citizens.id", ondelete="SET NULL", name="fk_citizens_home_id_citizens"
        )
        batch.add_column(sa.Column("home_id", sa.Integer(), home))
    if last:  # an id is never used again: SQLite has copied the table, and counts from its rows
        kept = sa.text("UPDATE sqlite_sequence SET seq = :last WHERE name = 'citizens'")
        op.execute(kept.bindparams(last=last))
    op.create_index("ix_citizens_home_id", "citizens", ["home_id"])
    op.create_table(
        "link_codes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "citizen_id", sa.Integer(), sa.ForeignKey("citizens.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("code_key", sa.LargeBinary(16), nullable=False, unique=True),
        sa.Column("at", UtcDateTime(), nullable=False),
    )  # fmt: skip


def _last_id() -> int:
    """The greatest id that SQLite has given; 0 elsewhere, and where there was none."""
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        return 0
    query = "SELECT seq FROM sqlite_sequence WHERE name = 'citizens'"
    return int(bind.execute(sa.text(query)).scalar() or 0)
