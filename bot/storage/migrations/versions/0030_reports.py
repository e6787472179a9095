"""What citizens say is wrong becomes a task: of cards as before, of libraries too."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import UtcDateTime

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("about", sa.String(96), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("words", sa.LargeBinary),
        sa.Column("citizen_id", sa.Integer),
        sa.Column("content", sa.String(32), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("done", sa.LargeBinary),
        sa.Column("done_at", UtcDateTime),
        sa.Column("staff_id", sa.Integer),
        sa.ForeignKeyConstraint(
            ["citizen_id"],
            ["citizens.id"],
            name=op.f("fk_reports_citizen_id_citizens"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
    op.create_index("ix_reports_at", "reports", ["at"])
    op.create_index("ix_reports_about", "reports", ["about"])
    op.create_index("ix_reports_citizen_id", "reports", ["citizen_id"])
    op.execute(
        "INSERT INTO reports (about, kind, citizen_id, content, at) "
        "SELECT 'service:' || service, 'outdated', citizen_id, content, at FROM service_faults"
    )
    op.drop_table("service_faults")
