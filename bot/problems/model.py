"""A problem as those who run the service see it: without a citizen's words or address."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.engine.texts import N_
from bot.storage.failures import NOT_STORED, kind_and_place

LARGEST = 2**31  # ids of rows are below


class ProblemKind(StrEnum):
    """What could not be done."""

    EVENT = "event"  # a message that came and broke: parked in the inbox
    LETTER = "letter"  # a message of ours that was not delivered: failed in the outbox


class Obstacle(StrEnum):
    """Why it can't be tried again."""

    UNKNOWN = "unknown"
    OVER = "over"
    NOT_STORED = "not_stored"
    LEFT = "left"


OBSTACLES = {
    Obstacle.UNKNOWN: N_("There is no problem with this number. Look for it in the list."),
    Obstacle.OVER: N_("This is no problem any more: somebody has tried it again or put it away."),
    Obstacle.NOT_STORED: N_(
        "Its words could not be stored, so there is nothing to try again. Put it away when the "
        "cause is mended."
    ),
    Obstacle.LEFT: N_(
        "Its words are erased: the reader has left, or their time is over. It can only be put away."
    ),
}


class ProblemError(Exception):
    """It can't be done. `OBSTACLES` tells why, in words."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


@dataclass(frozen=True, slots=True)
class Ref:
    """The name of a problem: its kind and the id of its row, written "event-12"."""

    kind: ProblemKind
    id: int

    def __str__(self) -> str:
        return f"{self.kind.value}-{self.id}"

    @classmethod
    def read(cls, text: str) -> "Ref | None":
        """The name as somebody wrote it; None when it is none."""
        found = re.fullmatch(r"(event|letter)-([0-9]{1,10})", text.strip().casefold())
        if found is None or int(found[2]) >= LARGEST:
            return None
        return cls(ProblemKind(found[1]), int(found[2]))


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem.

    Attributes:
        reason: kind of the error, or what the channel said; "" when it is not known.
        place: where in the code, `module:function:line`; "" when the channel itself refused.
        since: when the message came, or was written.
        request: number of the request that the letter is about, "" for none.
        obstacle: why it can't be tried again; None when it can.
    """

    ref: Ref
    channel: str
    reason: str
    place: str
    since: datetime
    attempts: int
    request: str = ""
    obstacle: Obstacle | None = None


def split_reason(reason: str) -> tuple[str, str]:
    """Kind of the error and place of a row's reason."""
    told = reason.removeprefix(NOT_STORED)
    kind, place = kind_and_place(told)
    return (NOT_STORED + kind if told != reason else kind), place
