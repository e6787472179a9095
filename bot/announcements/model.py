"""Tables and values of announcements."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from bot.storage.schema import SEALED, Keep, NotPersonal, SealedBy, UtcDateTime, clear, metadata

TEXT = "announcements.text"
EVERYBODY = ""  # the raion of an announcement to all libraries
LONGEST = 2000  # letters
TWICE = timedelta(minutes=2)  # a form that is sent twice says the same so soon after

# A librarian's words may name people: sealed.
announcements = Table(
    "announcements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", LargeBinary, nullable=False, info=SEALED),
    Column("raion", String(64), nullable=False, info=clear("the name of a raion, or nothing")),
    Column("staff_id", Integer, nullable=False),  # stays when the account is deleted
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_announcements_created_at", "created_at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={
        "keep": Keep("created_at", 730, "so that librarians can look it up"),
        "sealed_by": {"text": SealedBy(TEXT, prefix=32)},
        "whose": NotPersonal("the staff’s: what they tell each other"),
    },
)

announcement_readers = Table(
    "announcement_readers",
    metadata,
    Column("announcement_id", ForeignKey("announcements.id", ondelete="CASCADE"), primary_key=True),
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("read_at", UtcDateTime, nullable=False),
    Index("ix_announcement_readers_read_at", "read_at"),
    Index("ix_announcement_readers_staff_id", "staff_id"),
    info={
        "keep": Keep("read_at", 730, "so that who announced it sees how many have read it"),
        "whose": NotPersonal("the staff’s: who has opened an announcement"),
    },
)


@dataclass(frozen=True, slots=True)
class Announcement:
    """One; `by` is the id of who wrote it, `raion` is EVERYBODY or the adjective of one."""

    id: int
    text: str
    raion: str
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Announced:
    """An event: somebody told it to librarians."""

    announcement: Announcement


class AnnouncementRefusal(StrEnum):
    """Why an announcement can't be made."""

    EMPTY = "empty"
    LONG = "long"
    REPEATED = "repeated"
    UNKNOWN_RAION = "unknown_raion"


class AnnouncementError(Exception):
    """It was not made."""

    def __init__(self, refusal: AnnouncementRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
