"""Tables of the desk: requests of citizens and their append-only history."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from bot.storage.schema import Json, Keep, UtcDateTime, metadata

WORDS = "requests.words"
FILES = "requests.files"


class Kind(StrEnum):
    """What is asked of the library."""

    REFERENCE = "reference"
    SERVICE_HELP = "service_help"
    DOCUMENT_DELIVERY = "document_delivery"
    LEGAL_AID = "legal_aid"


class State(StrEnum):
    """Where a request stands."""

    NEW = "new"
    WITHDRAWN = "withdrawn"


class Did(StrEnum):
    """What happened to a request."""

    HANDED_IN = "handed_in"
    FORGOTTEN = "forgotten"


class Why(StrEnum):
    """Why this library has the request."""

    CHOSEN = "chosen"  # the citizen's own library
    NEAREST = "nearest"  # the nearest one that can
    OBLAST = "oblast"  # no place is known, or nobody near can


@dataclass(frozen=True, slots=True)
class Holder:
    """The library that has a request (`point` is its id) and why; `km` where distance decided."""

    point: str
    why: Why
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A request as its citizen sees it. `words` is "" once they were erased."""

    id: int
    number: str
    kind: Kind
    state: State
    holder: Holder
    words: str
    due: date
    created_at: datetime


# A citizen's words rest sealed. `citizen_id` is empty once the citizen left.
requests = Table(
    "requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(16), nullable=False, unique=True),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="SET NULL")),
    Column("kind", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("service", String(64)),  # the entry of the catalogue it is about
    Column("settlement", String(32)),  # code of the place the citizen named
    Column("words", LargeBinary),  # sealed
    Column("files", LargeBinary),  # sealed JSON: the channel's references, names, sizes
    Column("holder", String(64), nullable=False),  # id of the access point
    Column("why", Json, nullable=False),  # the reason of routing
    Column("clock", Json, nullable=False),  # how the deadline was counted
    Column("due_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Index("ix_requests_citizen_id", "citizen_id"),
    Index("ix_requests_holder", "holder", "state", "due_at"),
    Index("ix_requests_closed_at", "closed_at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={"keep": Keep("closed_at", 365, "so that you can come back to the answer")},
)

# Only added to, never changed; no words of the citizen.
request_events = Table(
    "request_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("request_id", ForeignKey("requests.id", ondelete="CASCADE"), nullable=False),
    Column("did", String(32), nullable=False),
    Column("actor", Text, nullable=False),  # citizen, bot or staff:ID
    Column("facts", Json, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_request_events_request_id", "request_id", "id"),
    Index("ix_request_events_at", "at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={"keep": Keep("at", 730, "the history goes with its request, after two years at most")},
)
