"""What libraries and the law promise: within what time a request is answered."""

from dataclasses import dataclass
from datetime import date, time

from bot.catalogue.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A length of time. Exactly one is positive.

    `working_days` are whole days, `hours` run by the clock, `working_hours` only while a working
    day lasts.
    """

    working_days: int = 0
    hours: int = 0
    working_hours: int = 0

    def __post_init__(self) -> None:
        if [self.working_days > 0, self.hours > 0, self.working_hours > 0].count(True) != 1:
            raise ValueError("a span is working days, hours or working hours")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise. `kind` is a value of `bot.requests.model.RequestKind`.

    Attributes:
        answer_within: counted from the receipt.
        take_within: a library that is silent so long passes the request up.
        idle_after: an owner who does nothing so long loses it.
        remind_at: on the last day, by the clock in Kyiv.
        is_law: the law's own term: it never rests, it is only extended.
        extended_to: the longer term of the law, counted from the receipt too.
        article: of which law, "" for a library's own promise.
    """

    id: str
    kind: str
    name: Text
    answer_within: Span
    take_within: Span
    idle_after: Span
    remind_at: tuple[time, ...] = ()
    is_law: bool = False
    extended_to: Span | None = None
    article: str = ""
    source: str = ""  # of the law; none for our own promise
    checked: date | None = None
