"""The desk's requests with their history, and what citizens say about cards."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import Json, UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("service", sa.String(length=64), nullable=True),
        sa.Column("settlement", sa.String(length=32), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("files", sa.LargeBinary(), nullable=True),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("why", Json(), nullable=False),
        sa.Column("clock", Json(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["citizen_id"],
            ["citizens.id"],
            name=op.f("fk_requests_citizen_id_citizens"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("number", name=op.f("uq_requests_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index("ix_requests_citizen_id", ["citizen_id"], unique=False)
        batch_op.create_index("ix_requests_closed_at", ["closed_at"], unique=False)
        batch_op.create_index("ix_requests_holder", ["holder", "state", "due_at"], unique=False)

    op.create_table(
        "request_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("did", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("facts", Json(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["requests.id"],
            name=op.f("fk_request_events_request_id_requests"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_events")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("request_events", schema=None) as batch_op:
        batch_op.create_index("ix_request_events_at", ["at"], unique=False)
        batch_op.create_index("ix_request_events_request_id", ["request_id", "id"], unique=False)

    op.create_table(
        "service_faults",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=64), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["citizen_id"],
            ["citizens.id"],
            name=op.f("fk_service_faults_citizen_id_citizens"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_faults")),
        sa.UniqueConstraint("service", "citizen_id", name=op.f("uq_service_faults_service")),
    )
    with op.batch_alter_table("service_faults", schema=None) as batch_op:
        batch_op.create_index("ix_service_faults_at", ["at"], unique=False)
        batch_op.create_index("ix_service_faults_citizen_id", ["citizen_id"], unique=False)
