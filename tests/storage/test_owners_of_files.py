"""The database of an earlier version, with a file in it, becomes one that knows owners."""

from alembic import command
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from bot.storage.migrate import alembic_config, migrate, sync_url

STORED = text(
    "INSERT INTO files (name, media_type, size, body, link_key, created_at, expires_at)"
    " VALUES ('a', 'application/pdf', 9, 'b', 'c', '2026-11-23 10:00:00+00:00',"
    " '2026-11-30 10:00:00+00:00')"
)
NAMES = ("owner_key", "risks", "scanned_at", "claimed_at", "created_at")


def test_an_earlier_file_counts_as_sent_and_as_never_looked_into(empty: str) -> None:
    engine = create_engine(sync_url(empty), poolclass=NullPool)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0005")
        connection.execute(STORED)
    assert migrate(empty)
    with engine.connect() as connection:
        (row,) = connection.execute(text(f"SELECT {', '.join(NAMES)} FROM files"))
    engine.dispose()
    assert row[:3] == (None, None, None)
    assert row.claimed_at == row.created_at is not None
