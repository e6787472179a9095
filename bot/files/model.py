"""The table of files: sealed bytes with a day when they go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from bot.storage.schema import DIGEST, SEALED, Bond, Keep, Of, UtcDateTime, clear, metadata

OURS = "file:"  # begins a channel's reference of a file that we hold; its id follows
NAME = "files.name"
BODY = "files.body"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file we hold: bytes, and what a person is told of it.

    `risks` are codes of `kinds.RISKS`; None when nobody has looked into it.
    """

    id: int
    name: str
    size: int  # bytes
    media_type: str
    expires_at: datetime
    opened_at: datetime | None = None
    risks: tuple[str, ...] | None = None
    scanned_at: datetime | None = None


def held(listed: Iterable[Mapping[str, Any]]) -> list[int]:
    """Ids of those that we hold, of the files of a message: ours, and what pages uploaded."""
    return [number for one in listed if (number := _id_of(one))]


def _id_of(file: Mapping[str, Any]) -> int | None:
    if "file" in file:
        return int(file["file"])
    foreign, ours, number = str(file.get("ref", "")).partition(OURS)
    return int(number) if ours and not foreign and number.isdecimal() else None


files = Table(
    "files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", LargeBinary, nullable=False, info=SEALED),
    Column("media_type", String(128), nullable=False, info=clear("one of the allowed types")),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False, info=SEALED),
    Column("link_key", LargeBinary(16), nullable=False, unique=True, info=DIGEST),  # of its address
    Column("owner_key", LargeBinary(16), info=DIGEST),  # citizens.peer_key; none of the staff's
    Column("request_id", Integer),  # of the desk: the file goes with it
    Column("claimed_at", UtcDateTime),  # when it went into a message; an upload that never did goes
    Column("risks", String(64), info=clear("codes of warnings")),  # none: nobody looked into it
    Column("scanned_at", UtcDateTime),  # when a virus scanner found nothing in it
    Column("opened_at", UtcDateTime),  # the receipt: when the link was first opened
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index("ix_files_expires_at", "expires_at"),
    Index("ix_files_request_id", "request_id"),
    Index("ix_files_owner_key", "owner_key", "size"),  # sums are read from it alone
    sqlite_autoincrement=True,  # an id is never used again
    info={
        "keep": Keep("expires_at", 1, "until the day told with it"),
        "bonds": {"name": Bond(NAME, ("link_key",)), "body": Bond(BODY, ("link_key",))},
        "whose": (Of("owner_key"), Of("request_id", parent="requests")),
    },
)
