"""Logins are sealed; attempts are counted by place; sessions end unused; links have a purpose."""

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.sealing import key_of_this_database
from bot.storage.schema import UtcDateTime

revision = "0010"
down_revision = "0009"

staff = sa.table("staff", *map(sa.column, ("id", "login", "login_key")))


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    _logins()
    op.add_column("staff", sa.Column("told_at", UtcDateTime()))
    _links()
    _sessions()
    _attempts()
    op.add_column("staff_acts", sa.Column("about", sa.Integer()))
    op.create_index("ix_staff_acts_staff_id", "staff_acts", ["staff_id", "at"])
    op.create_index("ix_staff_acts_about", "staff_acts", ["about", "at"])


def _logins() -> None:
    """A login may be an e-mail address: sealed, and found by a keyed digest."""
    in_clear = sa.select(staff.c.id, staff.c.login).where(staff.c.login.is_not(None))
    known = op.get_bind().execute(in_clear).all()
    vault = key_of_this_database() if known else None
    with op.batch_alter_table("staff", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_column("login")
    op.add_column("staff", sa.Column("login", sa.LargeBinary()))
    op.add_column("staff", sa.Column("login_key", sa.LargeBinary(16)))
    op.create_index("ix_staff_login_key", "staff", ["login_key"], unique=True)
    if vault is None:
        return
    change = (
        sa.update(staff)
        .where(staff.c.id == sa.bindparam("which"))
        .values(login=sa.bindparam("sealed"), login_key=sa.bindparam("key"))
    )
    cells = [
        {
            "which": row.id,
            "sealed": vault.seal(row.login, column="staff.login", row=str(row.id)),
            "key": vault.lookup(f"staff login\0{row.login}"),
        }
        for row in known
    ]
    op.get_bind().execute(change, cells)


def _links() -> None:
    """Links of before do what the new kinds allow: none enters past a password."""
    op.add_column(
        "staff_invitations",
        sa.Column("kind", sa.String(16), nullable=False, server_default="invitation"),
    )
    op.execute("UPDATE staff_invitations SET kind = 'sign_in' WHERE code_key IS NULL")
    op.execute(
        "DELETE FROM staff_invitations WHERE kind = 'invitation' AND staff_id IN"
        " (SELECT id FROM staff WHERE password IS NOT NULL)"
    )


def _sessions() -> None:
    """Everybody signs in once again: nobody knows when the old sessions were last used."""
    op.drop_table("staff_sessions")
    op.create_table(
        "staff_sessions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.LargeBinary(16), nullable=False, unique=True),
        sa.Column(
            "staff_id", sa.Integer(), sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime()),
        sa.Column("browser", sa.String(32), nullable=False),
    )
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])
    op.create_index("ix_staff_sessions_expires_at", "staff_sessions", ["expires_at"])


def _attempts() -> None:
    op.create_table(
        "staff_attempts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("login_key", sa.LargeBinary(16), nullable=False),
        sa.Column("place_key", sa.LargeBinary(16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_staff_attempts_login_key", "staff_attempts", ["login_key", "at"])
    op.create_index("ix_staff_attempts_at", "staff_attempts", ["at"])
