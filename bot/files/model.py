"""The table of files: sealed bytes with a day when they go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from bot.storage.schema import DIGEST, SEALED, Keep, OwnedBy, SealedBy, UtcDateTime, clear, metadata

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


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file of a message: where its bytes can be had, and what it is.

    Attributes:
        sent: id of the stored file that went to the citizen; None for what came from them.
        channel: where they sent it; "" in what was kept before channels were told.
        ref: that channel's own reference.
        link: the address that opens what was sent, for the citizen alone: it is never kept.
    """

    name: str
    size: int  # bytes
    media_type: str
    sent: int | None = None
    channel: str = ""
    ref: str = ""
    link: str = ""

    @property
    def stored(self) -> int | None:
        """Its id when we hold it: it was sent by us, or uploaded on a page."""
        return stored_id(self.ref) if self.sent is None else self.sent

    def to_json(self) -> dict[str, Any]:
        """As it rests in a dialogue and in a request."""
        about = {"name": self.name, "size": self.size, "media_type": self.media_type}
        if self.sent is not None:
            return {"file": self.sent, **about}
        return {"channel": self.channel, "ref": self.ref, **about}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "FileRef":
        """The inverse of `to_json`."""
        sent = given.get("file")
        return cls(
            name=str(given.get("name", "")),
            size=int(given.get("size", 0)),
            media_type=str(given.get("media_type", "")),
            sent=None if sent is None else int(sent),
            channel=str(given.get("channel", "")),
            ref=str(given.get("ref", "")),
        )


def held(listed: Iterable[FileRef]) -> list[int]:
    """Ids of those that we hold, of the files of a message."""
    return [number for one in listed if (number := one.stored)]


def stored_id(ref: str) -> int | None:
    """The id in a channel's reference of a file that we hold; None for any other."""
    foreign, ours, number = ref.partition(OURS)
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
        "sealed_by": {"name": SealedBy(NAME, ("link_key",)), "body": SealedBy(BODY, ("link_key",))},
        "whose": (OwnedBy("owner_key"), OwnedBy("request_id", parent="requests")),
    },
)
