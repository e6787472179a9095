"""What the desk has to tell somebody: written with the act itself, worded elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.requests.model import Did, Request, RequestEntry

NO_REPLY = "no reply"  # why a request that asked the reader something was closed


class NoticeTopic(StrEnum):
    """What it is about."""

    # for the citizen
    ANSWERED = "answered"
    CORRECTED = "corrected"
    REFUSED = "refused"
    ASKED = "asked"
    OFFERED = "offered"
    HANDED_OVER = "handed_over"
    PASSED_UP = "passed_up"
    EXTENDED = "extended"
    RELABELLED = "relabelled"
    LATE = "late"
    MERGED = "merged"
    PARTED = "parted"
    CLOSED = "closed"
    DID_IT_HELP = "did_it_help"
    TAKEN_ALONG = "taken_along"  # for the chat that was before
    # for the staff
    NEW = "new"
    RELEASED = "released"
    ADDED = "added"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    UNDELIVERED = "undelivered"
    JOINED = "joined"
    RATED = "rated"


@dataclass(frozen=True, slots=True)
class RequestNotice:
    """One thing to tell. `people` are ids of staff; None means the request's citizen.

    `key` is unique: the same news is told once. `attended` tells whether anybody of the staff sees
    the request now.
    """

    topic: NoticeTopic
    request: Request
    key: str
    people: tuple[int, ...] | None = None
    entry: RequestEntry | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    attended: bool = True


@dataclass(frozen=True, slots=True)
class Changed:
    """Something was done with a request: open pages look anew."""

    request: int
    did: Did
