"""The lists of the desk: which there are, what is asked of one, a page of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.requests.model import Came, Request, RequestKind, State

PER_PAGE = 30
COUNT_UP_TO = 10_000  # counting further costs and tells nothing


class Which(StrEnum):
    """The lists of the desk."""

    NEW = "new"  # waits for somebody of the library
    MINE = "mine"  # I own it
    OVERDUE = "overdue"
    RATED = "rated"  # the answer helped at most a little, and nobody has seen to it
    ALL = "all"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Query:
    """What of a list is asked for.

    Attributes:
        text: a number or a part of one, a reader's phone or e-mail, or words that must all be in
            the request.
        reached: ids of requests whose reader is reached by `text`, as far as the person may know.
        person: the id of its owner.
        channel: of the reader's conversation.
        since: the first day on which it came, in Kyiv; `until` is the last one.
    """

    which: Which = Which.NEW
    text: str = ""
    kind: RequestKind | None = None
    state: State | None = None
    library: str = ""
    person: int | None = None
    came: Came | None = None
    channel: str = ""
    rating: int | None = None
    since: date | None = None
    until: date | None = None
    page: int = 1
    per_page: int = PER_PAGE
    reached: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `total` requests in all, counted up to COUNT_UP_TO, which were asked
    `times` times."""

    requests: tuple[Request, ...]
    total: int
    page: int
    per_page: int = PER_PAGE
    times: int = 0

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))
