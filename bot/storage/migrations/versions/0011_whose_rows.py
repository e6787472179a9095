"""Files go with their request; words of some letters and events go before their rows do."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.sealing import key_of_this_database, rows_of
from bot.storage.schema import UtcDateTime

revision = "0011"
down_revision = "0010"

OURS = "file:"
MARKED = sa.text("erase_at IS NOT NULL")
entries = sa.table(
    "request_entries",
    sa.column("id", sa.Integer()),
    sa.column("request_id", sa.Integer()),
    sa.column("files", sa.LargeBinary()),
)
requests = sa.table("requests", sa.column("id", sa.Integer()), sa.column("number"))
files = sa.table("files", sa.column("id", sa.Integer()), sa.column("request_id", sa.Integer()))


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    for table in ("inbox", "outbox"):
        op.add_column(table, sa.Column("erase_at", UtcDateTime(), nullable=True))
        op.create_index(
            f"ix_{table}_erase_at", table, ["erase_at"],
            sqlite_where=MARKED, postgresql_where=MARKED,
        )  # fmt: skip
    op.add_column("files", sa.Column("request_id", sa.Integer(), nullable=True))
    op.create_index("ix_files_request_id", "files", ["request_id"])
    _files_of_requests()


def _files_of_requests() -> None:
    with_files = (
        sa.select(entries.c.id, entries.c.request_id, entries.c.files, requests.c.number)
        .select_from(entries.join(requests, requests.c.id == entries.c.request_id))
        .where(entries.c.files.is_not(None))
    )
    change = (
        sa.update(files)
        .where(files.c.id == sa.bindparam("file"))
        .values(request_id=sa.bindparam("request"))
    )
    for rows in rows_of(with_files, entries.c.id):
        vault = key_of_this_database()
        for row in rows:
            listed = json.loads(vault.open(row.files, column="requests.files", row=row.number))
            for number in filter(None, map(_id_of, listed)):
                op.get_bind().execute(change, {"file": number, "request": row.request_id})


def _id_of(file: dict[str, Any]) -> int | None:
    if "file" in file:
        return int(file["file"])
    foreign, ours, number = str(file.get("ref", "")).partition(OURS)
    return int(number) if ours and not foreign and number.isdecimal() else None
