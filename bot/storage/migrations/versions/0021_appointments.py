"""Appointments, who waits for one, and days with other hours."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import Json, UtcDateTime

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    op.create_table(
        "appointments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column("schedule", sa.String(64), nullable=False),
        sa.Column("library", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("lang", sa.String(8), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("seat", sa.Integer()),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("citizen_id", sa.Integer()),
        sa.Column("whom", sa.String(8), nullable=False),
        sa.Column("own_day", sa.String(10)),
        sa.Column("came", sa.String(16), nullable=False),
        sa.Column("name", sa.LargeBinary()),
        sa.Column("contact", sa.LargeBinary()),
        sa.Column("discreet", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("coming", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("outcome", sa.String(16)),
        sa.Column("held_until", UtcDateTime()),
        sa.Column("act_at", UtcDateTime()),
        sa.Column("waiting_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime()),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.id"], name="fk_appointments_citizen_id_citizens",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_appointments"),
        sa.UniqueConstraint("number", name="uq_appointments_number"),
        sa.UniqueConstraint("schedule", "starts_at", "seat", name="uq_appointments_seat"),
        sa.UniqueConstraint("citizen_id", "topic", "own_day", name="uq_appointments_own_day"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    for name, columns in (
        ("ix_appointments_day", ["day", "schedule", "seat", "held_until"]),
        ("ix_appointments_library", ["library", "day"]),
        ("ix_appointments_act_at", ["act_at"]),
        ("ix_appointments_ends_at", ["ends_at"]),
        ("ix_appointments_waiting_id", ["waiting_id"]),
    ):
        op.create_index(name, "appointments", columns)
    op.create_table(
        "appointment_waiting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("lang", sa.String(8), nullable=False),
        sa.Column("wish", Json(), nullable=False),
        sa.Column("passed", Json(), nullable=False),
        sa.Column("need_by", UtcDateTime(), nullable=False),
        sa.Column("look_at", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.id"], name="fk_appointment_waiting_citizen_id_citizens",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_appointment_waiting"),
        sa.UniqueConstraint("citizen_id", "kind", "topic", name="uq_appointment_waiting_citizen"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_appointment_waiting_look_at", "appointment_waiting", ["look_at"])
    op.create_index("ix_appointment_waiting_kind", "appointment_waiting", ["kind", "need_by"])
    op.create_table(
        "appointment_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schedule", sa.String(64), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("hours", Json(), nullable=False),
        sa.Column("actor", sa.String(32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_appointment_changes"),
        sa.UniqueConstraint("schedule", "day", name="uq_appointment_changes_schedule"),
    )
    op.create_index("ix_appointment_changes_ends_at", "appointment_changes", ["ends_at"])
