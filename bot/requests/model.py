"""Tables of the desk: requests of citizens, what was said in them, and what happened to them."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)

from bot.engine.texts import FALLBACK
from bot.files.model import FileRef
from bot.requests.deadlines import Clock
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

ACTOR = clear("citizen, bot, or the number of a person of the staff")
NUMBER = clear("public number of a request")
POINT = clear("id of a library")

WORDS = "requests.words"
FILES = "requests.files"
CONTACT = "requests.contact"
PARTS = "requests.parts"
CITIZEN = "citizen"
BOT = "bot"


class RequestKind(StrEnum):
    """What is asked of the library."""

    REFERENCE = "reference"
    SERVICE_HELP = "service_help"
    DOCUMENT_DELIVERY = "document_delivery"
    LEGAL_AID = "legal_aid"
    INFORMATION = "information"  # a request for public information, by the law's clock


class State(StrEnum):
    """Where a request stands; the moves between are in `bot.requests.transitions`."""

    NEW = "new"  # waits in its library's queue
    TAKEN = "taken"  # a person answers it
    ASKING = "asking"  # the citizen was asked something; the clock may rest
    OFFERED = "offered"  # the citizen was told on what terms a copy is made
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"  # the same question stands in another request


OPEN = (State.NEW, State.TAKEN, State.ASKING, State.OFFERED)


class Outcome(StrEnum):
    """How a request ended."""

    ANSWERED = "answered"
    IMPOSSIBLE = "impossible"  # «неможливо виконати»: an answer too
    NONE = "none"  # withdrawn, merged, declined


class Came(StrEnum):
    """How a request reached the library."""

    CHAT = "chat"
    IN_PERSON = "in_person"  # at the counter
    PHONE = "phone"
    EMAIL = "email"
    LETTER = "letter"


class Said(StrEnum):
    """What an entry of a request is."""

    WORDS = "words"  # the citizen's
    ANSWER = "answer"
    QUESTION = "question"  # the librarian asks back
    OFFER = "offer"  # on what terms a copy is made
    RATING = "rating"  # what the citizen says of the answer
    REASON = "reason"  # why it goes on elsewhere, takes longer or is closed: the citizen knows it
    NOTE = "note"  # among the staff: never reaches the citizen


class Did(StrEnum):
    """What happened to a request."""

    HANDED_IN = "handed_in"
    RECORDED = "recorded"  # an in-person or phone question, written down by staff
    TAKEN = "taken"
    RELEASED = "released"  # back to the queue: by its owner, or idle too long
    HANDED_OVER = "handed_over"  # to another library, by staff
    PASSED_UP = "passed_up"  # by the clock: the library stayed silent
    ASKED = "asked"
    OFFERED = "offered"
    AGREED = "agreed"
    ADDED = "added"  # the citizen's further words
    REPLIED = "replied"  # the citizen's answer to what was asked back
    EDITED = "edited"
    NOTED = "noted"
    ANSWERED = "answered"
    CORRECTED = "corrected"  # an answer that was sent already
    REFUSED = "refused"  # «неможливо виконати», with the reason
    EXTENDED = "extended"  # the law's clock, with a reason
    RELABELLED = "relabelled"  # another kind, and so another clock
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    JOINED = "joined"  # another request was merged into this one
    PARTED = "parted"  # it was not the same after all: it goes on by itself
    LET_GO = "let_go"  # what had been merged into this one goes on by itself
    RATED = "rated"
    REMINDED = "reminded"
    OVERDUE = "overdue"
    ASKED_IF_HELPED = "asked_if_helped"
    FORGOTTEN = "forgotten"
    UNDELIVERED = "undelivered"  # what the staff wrote has not reached the reader
    SENT_AGAIN = "sent_again"
    OWNER_LEFT = "owner_left"  # who answered works here no more; the answer has not arrived


class RoutingReason(StrEnum):
    """Why this library has the request."""

    CHOSEN = "chosen"  # the citizen's own library
    NEAREST = "nearest"  # the nearest one that can
    OBLAST = "oblast"  # no place is known, or nobody near can
    SILENT = "silent"  # the library before kept silent
    HANDED = "handed"  # the library before handed it over
    RECORDED = "recorded"  # it came to the library itself


@dataclass(frozen=True, slots=True)
class Holder:
    """The library that has a request (`point` is its id) and why; `km` where distance decided.

    `skipped` names nearer libraries and why each was passed over: no_staff, cannot, busy, shut.
    """

    point: str
    why: RoutingReason
    km: float | None = None
    skipped: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RequestEntry:
    """Something said in a request. `author` is citizen, bot or staff:ID.

    `files` are references of a channel (`ref`) or stored files (`file`), each with its name,
    size in bytes and media type. `replaces` is the id of the entry this is a later version of.
    `number` is that of the merged request it was said in, "" for the request's own.
    """

    id: int
    author: str
    said: Said
    words: str
    at: datetime
    files: tuple[FileRef, ...] = ()
    replaces: int | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One line of a request's history; `number` as with entries."""

    did: Did
    actor: str
    facts: dict[str, Any]
    at: datetime
    id: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as everybody may know it. `words` is "" once they were erased.

    `due_at` is the end of its deadline, UTC; `clock` tells how that was counted.
    """

    id: int
    number: str
    kind: RequestKind
    state: State
    holder: Holder
    words: str
    due_at: datetime
    clock: Clock
    created_at: datetime
    lang: str = FALLBACK
    citizen_id: int | None = None
    owner_id: int | None = None
    came: Came = Came.CHAT
    service: str | None = None
    settlement: str | None = None
    outcome: Outcome | None = None
    late: bool = False  # the promise was broken
    rating: int | None = None
    merged_into: str | None = None
    closed_at: datetime | None = None
    name: str = ""  # what the citizen wants to be called, "" when they gave no name
    practice: bool = False  # made up, for learning the desk
    undelivered: bool = False  # what the staff wrote has not reached the reader; nobody saw to it
    poorly_rated: bool = False  # the answer helped at most a little; nobody saw to it
    times: int = 1  # so many times it was asked, where staff wrote that down

    @property
    def is_absent(self) -> bool:
        """Whether its reader never had a chat with us: staff wrote it down."""
        return self.citizen_id is None and self.came is not Came.CHAT and not self.practice

    @property
    def is_open(self) -> bool:
        """Whether something is still owed to the citizen."""
        return self.state in OPEN


def as_known(answered_in: Request, own: Request) -> Request:
    """How a request that was merged stands, as its own reader knows it."""
    return replace(
        answered_in, number=own.number, words=own.words, name=own.name, lang=own.lang,
        citizen_id=own.citizen_id,
    )  # fmt: skip


class ClockJson(TypeDecorator[Clock]):
    """A clock as JSON."""

    impl = Json
    cache_ok = True

    def process_bind_param(self, value: Clock | None, _dialect: Dialect) -> Any:
        """To the database."""
        return None if value is None else value.to_json()

    def process_result_value(self, value: Any, _dialect: Dialect) -> Clock | None:
        """From the database."""
        return None if value is None else Clock.from_json(value)


# `citizen_id` is empty once the citizen left, and for what was asked in person.
requests = Table(
    "requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(16), nullable=False, unique=True, info=NUMBER),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="SET NULL")),
    Column("kind", String(32), nullable=False, info=clear("one of the kinds")),
    Column("state", String(16), nullable=False, info=clear("one of the states")),
    Column("lang", String(8), nullable=False, info=clear("code of a language")),
    Column("service", String(64), info=clear("id of the card it is about")),
    Column("settlement", String(32), info=clear("code of the place named; goes with its citizen")),
    Column("name", LargeBinary, info=SEALED),  # what the citizen wants to be called
    Column("contact", LargeBinary, info=SEALED),  # how to reach a reader who has no chat with us
    Column("times", Integer, nullable=False, server_default=text("1")),
    Column(
        "came", String(16), nullable=False, server_default="chat", info=clear("one of the ways")
    ),
    Column("holder", String(64), nullable=False, info=POINT),
    Column("why", Json, nullable=False, info=clear("reason of routing: codes, ids, kilometres")),
    Column("owner_id", ForeignKey("staff.id", ondelete="SET NULL")),
    Column("touched_at", UtcDateTime),  # the owner's last act: an idle one loses the request
    Column("clock", ClockJson, nullable=False, info=clear("days and hours of the deadline")),
    Column("due_at", UtcDateTime, nullable=False),
    Column("late", Boolean, nullable=False, server_default=text("false")),
    Column("take_by", UtcDateTime),  # a library that is silent until then passes it up
    Column("wake_at", UtcDateTime),  # when the SLA runner looks next
    Column("outcome", String(16), info=clear("one of the outcomes")),
    Column("rating", Integer),
    Column("merged_into", String(16), info=NUMBER),
    Column("practice", Boolean, nullable=False, server_default=text("false")),
    Column("undelivered", Boolean, nullable=False, server_default=text("false")),
    Column("poorly_rated", Boolean, nullable=False, server_default=text("false")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Index("ix_requests_citizen_id", "citizen_id"),
    Index("ix_requests_owner_id", "owner_id", "state"),
    Index("ix_requests_holder", "holder", "state", "due_at"),
    Index("ix_requests_state", "state", "due_at"),
    Index("ix_requests_wake_at", "wake_at"),
    Index("ix_requests_undelivered", "undelivered"),
    Index("ix_requests_poorly_rated", "poorly_rated"),
    Index("ix_requests_merged_into", "merged_into"),
    Index("ix_requests_closed_at", "closed_at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={
        "keep": Keep("closed_at", 365, "so that you can come back to the answer"),
        "sealed_by": {
            "name": SealedBy("requests.name", ("number",)),
            "contact": SealedBy(CONTACT, ("number",)),
        },
        "open": tuple(state.value for state in OPEN),  # what such a row needs is not purged
        "whose": (
            OwnedBy(
                "citizen_id",
                blank={"citizen_id": None, "settlement": None, "name": None, "contact": None},
                left="number, kind, library, days and rating, so that the work can be counted",
            ),
        ),
    },
)

# Sealed cells are bound to the request's number. Only added to; erased when the citizen leaves.
request_entries = Table(
    "request_entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("request_id", ForeignKey("requests.id", ondelete="CASCADE"), nullable=False),
    Column("author", String(32), nullable=False, info=ACTOR),
    Column("said", String(16), nullable=False, info=clear("what kind of an entry it is")),
    Column("words", LargeBinary, info=SEALED),
    Column("files", LargeBinary, info=SEALED),  # JSON: references, names, sizes
    # JSON: texts and the messages they came in, where there were several.
    Column("parts", LargeBinary, info=SEALED),
    Column("replaces", Integer),  # the entry this is a later version of
    # To know its edits; it goes with its citizen.
    Column("message", String(64), info=clear("the channel’s own number of the message")),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_request_entries_request_id", "request_id", "id"),
    Index("ix_request_entries_message", "message"),
    Index("ix_request_entries_at", "at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={
        "keep": Keep("at", 730, "what was said goes with its request, after two years at most"),
        "sealed_by": {
            "words": SealedBy(WORDS, ("number",), via="request_id"),
            "files": SealedBy(FILES, ("number",), via="request_id"),
            "parts": SealedBy(PARTS, ("number",), via="request_id"),
        },
        "whose": (
            OwnedBy(
                "request_id",
                parent="requests",
                blank={"words": None, "files": None, "parts": None, "message": None},
                left="that something was said and when",
            ),
        ),
    },
)

# Keyed digests of the words' stems: the desk finds a request without storing readable words.
request_terms = Table(
    "request_terms",
    metadata,
    Column("request_id", ForeignKey("requests.id", ondelete="CASCADE"), primary_key=True),
    Column("term", LargeBinary(8), primary_key=True, info=DIGEST),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_request_terms_term", "term", "request_id"),
    Index("ix_request_terms_at", "at"),
    info={
        "keep": Keep("at", 730, "so that librarians can find a request by its words"),
        "whose": (OwnedBy("request_id", parent="requests"),),
    },
)

# Only added to, never changed; no words of the citizen.
request_events = Table(
    "request_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("request_id", ForeignKey("requests.id", ondelete="CASCADE"), nullable=False),
    Column("did", String(32), nullable=False, info=clear("one of the acts")),
    Column("actor", Text, nullable=False, info=ACTOR),
    Column("facts", Json, nullable=False, info=clear("ids, numbers, codes and days")),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_request_events_request_id", "request_id", "id"),
    Index("ix_request_events_at", "at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={
        "keep": Keep("at", 730, "the history goes with its request, after two years at most"),
        "whose": NotPersonal("what was done with a request and when, without a word of it"),
    },
)
