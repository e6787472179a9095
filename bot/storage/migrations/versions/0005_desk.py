"""The desk: staff, files, what is said in requests; the first words become the first entry."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import Json, UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    _staff()
    _files()
    _said()
    op.execute(
        "INSERT INTO request_entries (request_id, author, said, words, files, at)"
        " SELECT id, 'citizen', 'words', words, files, created_at FROM requests"
        " WHERE words IS NOT NULL"
    )
    _requests()


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("point", sa.String(64), nullable=False),
        sa.Column("langs", Json(), nullable=False),
        sa.Column("login", sa.String(64), unique=True),
        sa.Column("password", sa.Text()),
        sa.Column("totp", sa.LargeBinary()),
        sa.Column("totp_used", sa.Integer()),
        sa.Column(
            "citizen_id", sa.Integer(), sa.ForeignKey("citizens.id", ondelete="SET NULL"),
            unique=True,
        ),
        sa.Column("notices", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("entered_at", UtcDateTime()),
        sa.Column("removed_at", UtcDateTime()),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_staff_point", "staff", ["point", "state"])
    op.create_index("ix_staff_removed_at", "staff", ["removed_at"])

    op.create_table(
        "staff_invitations",
        sa.Column("id", sa.Integer(), primary_key=True),
        _to("staff_id", "staff.id"),
        sa.Column("link_key", sa.LargeBinary(16), nullable=False, unique=True),
        sa.Column("code_key", sa.LargeBinary(16), unique=True),
        sa.Column("link_used_at", UtcDateTime()),
        sa.Column("code_used_at", UtcDateTime()),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_staff_invitations_staff_id", "staff_invitations", ["staff_id"])
    op.create_index("ix_staff_invitations_expires_at", "staff_invitations", ["expires_at"])

    op.create_table(
        "staff_sessions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.LargeBinary(16), nullable=False, unique=True),
        _to("staff_id", "staff.id"),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])
    op.create_index("ix_staff_sessions_expires_at", "staff_sessions", ["expires_at"])

    op.create_table(
        "staff_acts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("staff_id", sa.Integer()),
        sa.Column("did", sa.String(32), nullable=False),
        sa.Column("request", sa.String(16)),
        sa.Column("facts", Json(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_staff_acts_request", "staff_acts", ["request", "at"])
    op.create_index("ix_staff_acts_at", "staff_acts", ["at"])


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(128), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("link_key", sa.LargeBinary(16), nullable=False, unique=True),
        sa.Column("opened_at", UtcDateTime()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_files_expires_at", "files", ["expires_at"])


def _said() -> None:
    op.create_table(
        "request_entries",
        sa.Column("id", sa.Integer(), primary_key=True),
        _to("request_id", "requests.id"),
        sa.Column("author", sa.String(32), nullable=False),
        sa.Column("said", sa.String(16), nullable=False),
        sa.Column("words", sa.LargeBinary()),
        sa.Column("files", sa.LargeBinary()),
        sa.Column("replaces", sa.Integer()),
        sa.Column("message", sa.String(64)),
        sa.Column("at", UtcDateTime(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_request_entries_request_id", "request_entries", ["request_id", "id"])
    op.create_index("ix_request_entries_message", "request_entries", ["message"])
    op.create_index("ix_request_entries_at", "request_entries", ["at"])

    op.create_table(
        "request_terms",
        sa.Column(
            "request_id", sa.Integer(), sa.ForeignKey("requests.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("term", sa.LargeBinary(8), primary_key=True),
        sa.Column("at", UtcDateTime(), nullable=False),
    )  # fmt: skip
    op.create_index("ix_request_terms_term", "request_terms", ["term", "request_id"])
    op.create_index("ix_request_terms_at", "request_terms", ["at"])


def _requests() -> None:
    with op.batch_alter_table("requests") as batch:
        batch.drop_column("words")
        batch.drop_column("files")
        for column in (
            sa.Column("name", sa.LargeBinary()),
            sa.Column("came", sa.String(16), nullable=False, server_default="chat"),
            sa.Column(
                "owner_id", sa.Integer(),
                sa.ForeignKey(
                    "staff.id", ondelete="SET NULL", name="fk_requests_owner_id_staff"
                ),
            ),
            sa.Column("touched_at", UtcDateTime()),
            sa.Column("late", sa.Boolean(), nullable=False, server_default=sa.text("false")),
            sa.Column("take_by", UtcDateTime()),
            sa.Column("wake_at", UtcDateTime()),
            sa.Column("outcome", sa.String(16)),
            sa.Column("rating", sa.Integer()),
            sa.Column("merged_into", sa.String(16)),
            sa.Column("practice", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        ):  # fmt: skip
            batch.add_column(column)
        batch.create_index("ix_requests_owner_id", ["owner_id", "state"])
        batch.create_index("ix_requests_state", ["state", "due_at"])
        batch.create_index("ix_requests_wake_at", ["wake_at"])
    # What was handed in before there was an SLA runner is looked at once it runs.
    op.execute("UPDATE requests SET wake_at = created_at WHERE closed_at IS NULL")


def _to(name: str, target: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target, ondelete="CASCADE"), nullable=False)
