"""Tables of the desk: requests of citizens, what was said in them, and what happened to them."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.engine.texts import FALLBACK
from bot.files.model import FileRef
from bot.requests.deadlines import Clock

WORDS = "requests.words"
FILES = "requests.files"
CONTACT = "requests.contact"
EMAIL = "requests.email"
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
    FETCHED = "fetched"  # opened by its number and key
    TAKEN_ALONG = "taken_along"  # with them, to another chat: answers go there
    OWNER_LEFT = "owner_left"  # who answered works here no more; the answer has not arrived


class RoutingReason(StrEnum):
    """Why this library has the request."""

    CHOSEN = "chosen"  # the citizen's own library
    NEAREST = "nearest"  # the nearest one that can
    OWN = "own"  # of the citizen's own hromada or raion; others are nearer
    OBLAST = "oblast"  # no place is known, or nobody near can
    SILENT = "silent"  # the library before kept silent
    HANDED = "handed"  # the library before handed it over
    RECORDED = "recorded"  # it came to the library itself


class PassedOver(StrEnum):
    """Why a nearer library doesn’t get a request."""

    NO_STAFF = "no_staff"
    CANNOT = "cannot"  # it has no such service
    BUSY = "busy"
    SHUT = "shut"  # until the deadline
    ELSEWHERE = "elsewhere"  # it is of another hromada or raion


@dataclass(frozen=True, slots=True)
class Holder:
    """The library that has a request (`point` is its id) and why; `km` where distance decided.

    `skipped` names nearer libraries and why each was passed over.
    """

    point: str
    why: RoutingReason
    km: float | None = None
    skipped: tuple[tuple[str, PassedOver], ...] = ()


@dataclass(frozen=True, slots=True)
class RequestEntry:
    """Something said in a request. `author` is citizen, bot or staff:ID.

    `files` are references of a channel (`ref`) or stored files (`file`), each with its name,
    size in bytes and media type. `replaces` is the id of the entry this is a later version of.
    `number` is that of the merged request it was said in, "" for the request's own. `did` is the
    act that said it, where that is known.
    """

    id: int
    author: str
    said: Said
    words: str
    at: datetime
    files: tuple[FileRef, ...] = ()
    replaces: int | None = None
    number: str = ""
    did: Did | None = None


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
    proposed: bool = False  # a librarian proposes its answer for a card or a ready answer
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
