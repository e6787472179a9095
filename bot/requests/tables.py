"""Tables of requests: what is said, done and found by; sealed cells are bound to the number."""

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

from bot.requests.deadlines import Clock
from bot.requests.model import CONTACT, EMAIL, FILES, OPEN, PARTS, WORDS
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
    Column("lacks", String(64), info=clear("what that card lacks: names of its fields")),
    Column("settlement", String(32), info=clear("code of the place named; goes with its citizen")),
    Column("name", LargeBinary, info=SEALED),  # what the citizen wants to be called
    Column("contact", LargeBinary, info=SEALED),  # how to reach a reader who has no chat with us
    Column("email", LargeBinary, info=SEALED),  # where the reader wants to hear of an answer
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
    Column("proposed", Boolean, nullable=False, server_default=text("false")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Index("ix_requests_citizen_id", "citizen_id"),
    Index("ix_requests_owner_id", "owner_id", "state"),
    Index("ix_requests_holder", "holder", "state", "due_at"),
    Index("ix_requests_state", "state", "due_at"),
    Index("ix_requests_wake_at", "wake_at"),
    Index("ix_requests_undelivered", "undelivered"),
    Index("ix_requests_poorly_rated", "poorly_rated"),
    Index("ix_requests_proposed", "proposed"),
    Index("ix_requests_merged_into", "merged_into"),
    Index("ix_requests_closed_at", "closed_at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={
        "keep": Keep("closed_at", 365, "so that you can come back to the answer"),
        "sealed_by": {
            "name": SealedBy("requests.name", ("number",)),
            "contact": SealedBy(CONTACT, ("number",)),
            "email": SealedBy(EMAIL, ("number",)),
        },
        "open": tuple(state.value for state in OPEN),  # what such a row needs is not purged
        "whose": (
            OwnedBy(
                "citizen_id",
                blank={
                    "citizen_id": None,
                    "settlement": None,
                    "name": None,
                    "contact": None,
                    "email": None,
                },
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
    Index("ix_request_events_did", "did", "at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={
        "keep": Keep("at", 730, "the history goes with its request, after two years at most"),
        "whose": NotPersonal("what was done with a request and when, without a word of it"),
    },
)
