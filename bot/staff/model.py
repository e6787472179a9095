"""Tables of the staff: people, invitations, sessions, and the log of who looked at what."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
)

from bot.engine.texts import FALLBACK
from bot.storage.schema import (
    DIGEST,
    SEALED,
    Json,
    Keep,
    NotPersonal,
    OwnedBy,
    SealedBy,
    UtcDateTime,
    clear,
    metadata,
)

NAME = "staff.name"
TOTP = "staff.totp"
LOGIN = "staff.login"
MAIL = "staff.mail"


class Role(StrEnum):
    """What a person of the staff may do; each may what the one before may."""

    LIBRARIAN = "librarian"  # the requests of their own library
    EDITOR = "editor"  # of requests the same; also all of the content
    HEAD = "head"  # also invites and removes librarians there
    COORDINATOR = "coordinator"  # the requests of all libraries
    ADMIN = "admin"  # also invites and removes anybody


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the staff. `point` is the id of their library."""

    id: int
    name: str
    role: Role
    point: str
    langs: tuple[str, ...] = (FALLBACK,)
    login: str | None = None
    has_password: bool = False
    has_totp: bool = False
    citizen_id: int | None = None  # their own conversation in a messenger, once linked
    notices: bool = True  # wants a line there when something waits
    has_entered: bool = True  # not only invited
    keeps_card: bool = False  # the head lets them keep the card of their library right

    @property
    def actor(self) -> str:
        """Their name in histories."""
        return f"staff:{self.id}"

    def sees(self, point: str) -> bool:
        """Whether the requests of this library are theirs to read."""
        return self.role in {Role.COORDINATOR, Role.ADMIN} or point == self.point


# A name is personal data even of staff: sealed.
staff = Table(
    "staff",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", LargeBinary, nullable=False, info=SEALED),
    Column("role", String(16), nullable=False, info=clear("one of the roles")),
    Column("point", String(64), nullable=False, info=clear("id of a library")),
    Column("langs", Json, nullable=False, info=clear("codes of languages")),
    Column("login", LargeBinary, info=SEALED),
    Column("login_key", LargeBinary(16), info=DIGEST),  # finds who signs in
    Column("password", Text, info=DIGEST),  # argon2id
    Column("totp", LargeBinary, info=SEALED),
    Column("totp_used", Integer),  # the last time step accepted: a code works once
    Column("citizen_id", ForeignKey("citizens.id", ondelete="SET NULL"), unique=True),
    Column("notices", Boolean, nullable=False),
    Column("state", String(16), nullable=False, info=clear("active or removed")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("entered_at", UtcDateTime),  # when they first came in; empty: only invited
    Column("removed_at", UtcDateTime),
    Column("keeps_card", Boolean, nullable=False, server_default=false()),
    Column("told_at", UtcDateTime),  # up to when they know what others did with their account
    Index("ix_staff_login_key", "login_key", unique=True),
    Index("ix_staff_point", "point", "state"),
    Index("ix_staff_removed_at", "removed_at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={
        "keep": Keep("removed_at", 365, "so that a history can name who answered"),
        "sealed_by": {
            "name": SealedBy(NAME, prefix=32),
            "totp": SealedBy(TOTP, ("id",)),
            "login": SealedBy(LOGIN, ("id",)),
        },
        "whose": (
            OwnedBy(
                "citizen_id",
                blank={"citizen_id": None},
                left="the seat at the desk: its head removes it, and histories name who answered",
            ),
        ),
    },
)


class LinkKind(StrEnum):
    """What a personal link is for."""

    INVITATION = "invitation"  # the first coming in; its code links a conversation
    SIGN_IN = "sign_in"  # asked for by themselves, in their own messenger
    RESET = "reset"  # the password is lost: the old one ends, and all sessions
    CODE = "code"  # no link at all: a code for a messenger, asked for on the account page


# The link signs in once in a browser, the code links one conversation; digests only.
staff_invitations = Table(
    "staff_invitations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("link_key", LargeBinary(16), nullable=False, unique=True, info=DIGEST),
    Column("code_key", LargeBinary(16), unique=True, info=DIGEST),  # none for a sign-in link
    Column("kind", String(16), nullable=False, info=clear("one of LinkKind")),
    Column("link_used_at", UtcDateTime),
    Column("code_used_at", UtcDateTime),
    Column("expires_at", UtcDateTime, nullable=False),
    Index("ix_staff_invitations_staff_id", "staff_id"),
    Index("ix_staff_invitations_expires_at", "expires_at"),
    info={
        "keep": Keep("expires_at", 180, "so that an old link tells that it was used or is over"),
        "whose": NotPersonal("the staff’s: digests of links and codes"),
    },
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", LargeBinary(16), nullable=False, unique=True, info=DIGEST),
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),  # last used, to some minutes
    Column("confirmed_at", UtcDateTime),  # when they last gave the password or a code
    Column("browser", String(32), nullable=False, info=clear("two of a list of names")),
    Index("ix_staff_sessions_staff_id", "staff_id"),
    Index("ix_staff_sessions_expires_at", "expires_at"),
    info={
        "keep": Keep("expires_at", 1, "so that you needn’t sign in at every page"),
        "whose": NotPersonal("the staff’s: digests of sessions"),
    },
)

# What somebody whose phone is lost comes in with; digests only, a used one is deleted.
staff_spare_codes = Table(
    "staff_spare_codes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("key", LargeBinary(16), nullable=False, info=DIGEST),
    Column("expires_at", UtcDateTime, nullable=False),
    Index("ix_staff_spare_codes_staff_id", "staff_id", "key"),
    Index("ix_staff_spare_codes_expires_at", "expires_at"),
    info={
        "keep": Keep("expires_at", 1, "until they are used, made anew or codes end; ten years"),
        "whose": NotPersonal("the staff’s: digests of one-time codes"),
    },
)

# Where somebody of the staff wants short letters; nothing but a code goes to one not confirmed.
staff_mail = Table(
    "staff_mail",
    metadata,
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("address", LargeBinary, nullable=False, info=SEALED),
    Column("wish", String(8), nullable=False, info=clear("each or daily")),
    Column("checked_at", UtcDateTime),
    Column("digest_on", String(10), info=clear("a day")),
    Column("ended_at", UtcDateTime),  # a row that ends is deleted at once
    info={
        "keep": Keep("ended_at", 1, "as long as they want letters and work at the desk"),
        "sealed_by": {"address": SealedBy(MAIL, ("staff_id",))},
        "whose": NotPersonal("the staff’s: an address for notices"),
    },
)

# Attempts that failed, for slowing down those who guess; digests only.
staff_attempts = Table(
    "staff_attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    # Whom they tried to be, and from which network or known device.
    Column("login_key", LargeBinary(16), nullable=False, info=DIGEST),
    Column("place_key", LargeBinary(16), nullable=False, info=DIGEST),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_staff_attempts_login_key", "login_key", "at"),
    Index("ix_staff_attempts_at", "at"),
    info={
        "keep": Keep("at", 1, "so that guessing is slowed down"),
        "whose": NotPersonal("digests of logins and places that were tried"),
    },
)

# Every read of a request, every sign-in, every change of staff. No words of citizens.
staff_acts = Table(
    "staff_acts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staff_id", Integer),  # no foreign key: the log outlives the person's row
    Column("about", Integer),  # to whom of the staff it was done
    Column("did", String(32), nullable=False, info=clear("one of the acts")),
    # Earlier versions kept a keyed digest here, of a login that failed.
    Column("request", String(16), info=clear("a request’s number, or a digest")),
    Column("facts", Json, nullable=False, info=clear("numbers of rows and codes")),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_staff_acts_request", "request", "at"),
    Index("ix_staff_acts_staff_id", "staff_id", "at"),
    Index("ix_staff_acts_about", "about", "at"),
    Index("ix_staff_acts_at", "at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={
        "keep": Keep("at", 730, "so that it can be told who read what"),
        "whose": NotPersonal(
            "what the staff did: numbers of requests, no word and no name of readers"
        ),
    },
)
