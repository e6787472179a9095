"""The table of files: sealed bytes with a day when they go."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from bot.storage.schema import Keep, UtcDateTime, metadata

NAME = "files.name"
BODY = "files.body"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file we hold: bytes, and what a person is told of it."""

    id: int
    name: str
    size: int  # bytes
    media_type: str
    expires_at: datetime
    opened_at: datetime | None = None


files = Table(
    "files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", LargeBinary, nullable=False),  # sealed
    Column("media_type", String(128), nullable=False),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),  # sealed
    Column("link_key", LargeBinary(16), nullable=False, unique=True),  # digest of its address
    Column("opened_at", UtcDateTime),  # the receipt: when the link was first opened
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index("ix_files_expires_at", "expires_at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={"keep": Keep("expires_at", 1, "until the day told with it")},
)
