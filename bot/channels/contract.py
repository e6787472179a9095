"""What every channel provides; delivery and the dispatcher know nothing else of it."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from starlette.routing import BaseRoute

from bot.channels.pace import Pace
from bot.channels.reception import Reception
from bot.channels.tariff import Tariff
from bot.engine.model import Message
from bot.engine.turn import Turn


@dataclass(frozen=True, slots=True)
class RawEvent:
    """A genuine raw event, as it goes into the inbox.

    `id` is unique in its channel (Telegram: update_id); `peer` is whom it is ordered by; it
    may be empty when the event belongs to nobody, and is then kept but not handled. Parts of one
    message that come as events of their own share an `album`, "" for none.
    """

    id: str
    peer: str
    body: Mapping[str, object]
    album: str = ""


class TooManyError(Exception):
    """One citizen sent too much: events were refused; more may come in `after` seconds."""

    def __init__(self, after: int) -> None:
        super().__init__("too many events of one citizen")
        self.after = after


class Failure(StrEnum):
    """Why a send failed, and so what happens to the row."""

    RETRY = "retry"  # network, 5xx, 429: tried again after `after` seconds
    GONE = "gone"  # blocked, deactivated: the citizen can't be reached here
    BAD = "bad"  # the channel refuses this message for good
    LATER = "later"  # not before the citizen writes: then it goes out by itself


class SendError(Exception):
    """A send that failed. `reason` is text for staff, without personal data."""

    def __init__(self, failure: Failure, reason: str, *, after: float = 0.0) -> None:
        super().__init__(reason)
        self.failure = failure
        self.reason = reason
        self.after = after


class FetchError(Exception):
    """A file that a citizen sent and that can't be had.

    `failure` is RETRY for a trouble that passes, GONE for a file that is no longer there, BAD for
    one that the channel never gives (too large). `reason` is text for staff.
    """

    def __init__(self, failure: Failure, reason: str) -> None:
        super().__init__(reason)
        self.failure = failure
        self.reason = reason


async def _nobody_asks() -> None:
    """Nothing is noted."""


@dataclass(frozen=True, slots=True)
class Document:
    """A stored file that goes out; `arrived` is called when the messenger has taken it."""

    name: str
    body: bytes = field(repr=False)
    arrived: Callable[[], Awaitable[None]] = field(default=_nobody_asks, repr=False)


# A stored file by its id; None when it is gone.
ReadFile = Callable[[int], Awaitable[Document | None]]


async def no_file(_id: int) -> Document | None:
    """Where files are sent as links only."""
    return None


Commands = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Answered:
    """What is said to one event, for the response to it; call `given` once it is on its way.

    Without that the messages are sent as others are, after a while.
    """

    messages: Sequence[Message]
    given: Callable[[], None]


class AnswerAtOnce(Protocol):
    """Commits one raw event, runs its turn and gives what is said instead of sending it."""

    async def __call__(self, channel: str, event: RawEvent) -> Answered:
        """Raises as Accept does; no message when the turn takes too long: then it is sent."""


class Accept(Protocol):
    """Commits raw events to the inbox; when it returns they are durable (and deduplicated)."""

    async def __call__(self, channel: str, events: list[RawEvent]) -> None:
        """Commit `events`; raises when they could not be stored (then don't acknowledge).

        Raises TooManyError only to channels that `answers_at_once`: elsewhere the citizen is told
        by a message, and the event counts as received.
        """


@dataclass(frozen=True, slots=True)
class TranscriptEntry:
    """One line of a conversation as a page shows it again after a reload.

    `id` is the outbox id for our messages, 0 for the citizen's own; `own` is the raw event the
    citizen sent (None for our messages).
    """

    id: int
    message: Message | None
    own: Mapping[str, object] | None
    event_id: str


class Transcript(Protocol):
    """Reads what was said, for a channel whose page must survive a reload (the web chat)."""

    async def history(self, channel: str, peer: str, *, limit: int) -> list[TranscriptEntry]:
        """The last `limit` lines in the order they were said."""

    async def after(self, channel: str, peer: str, *, outbox_id: int) -> list[TranscriptEntry]:
        """Our messages with a greater outbox id, oldest first."""

    async def shown(self, channel: str, peer: str, ids: Collection[int]) -> None:
        """The page shows these of our messages to a person: they are read."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What the program must know of a channel.

    Attributes:
        polls: one process at a time may ask for what was written.
        confirms_first: an event is confirmed as soon as it is stored, its turn comes after: who
            posts it waits for the confirmation, and posts it again when that takes long.
        answers_at_once: who sends too much is refused in the answer to the event itself.
        is_local: the person sits at this computer, and is not limited.
        pace: how fast messages may be sent; None for as fast as they come.
        keeps_history: the messenger keeps what was said by itself: it is deleted there.
        receipts: it tells later what became of a message, by the reference that `send` gave.
        recalls: so long it can take back what it has sent, by these references.
    """

    polls: bool = False
    confirms_first: bool = False
    answers_at_once: bool = False
    is_local: bool = False
    pace: Pace | None = None
    keeps_history: bool = False
    receipts: bool = False
    recalls: timedelta = timedelta(0)


class Channel(ABC):
    """One channel. What only some can do are the classes below: a channel is one of these too.

    `reception` is told of what could not even be read; who runs the channels gives it to them.
    """

    name: str
    traits: Traits = Traits()
    reception: Reception

    @abstractmethod
    def turn(self, body: Mapping[str, object]) -> Turn | None:
        """The raw event as a turn; None for a kind that is safely ignored."""

    @abstractmethod
    async def send(self, peer: str, message: Message) -> str:
        """Send one message; the channel's reference of it. Raises SendError."""

    @abstractmethod
    async def run(self, accept: Accept) -> None:
        """Receive: poll, or register a webhook and wait.

        Returns when nothing more can come (a terminal at the end of its input); the rest
        receive until cancelled.
        """

    async def close(self) -> None:  # noqa: B027 -- some have nothing to close
        """Close network clients."""


class Noticing(ABC):
    """A channel that shows "typing…" or stops a button's spinner at once, before the turn."""

    @abstractmethod
    async def notice(self, body: Mapping[str, object]) -> None:
        """Best effort, never raises."""


class Fetching(ABC):
    """A channel that has the bytes of what citizens sent through it."""

    @abstractmethod
    async def fetch(self, ref: str) -> bytes:
        """The bytes behind `Attachment.ref`. Raises FetchError."""


class Charging(ABC):
    """A channel that takes money for messages outside of a session (`bot/channels/charges.py`)."""

    tariff: Tariff

    @abstractmethod
    def opens_session(self, body: Mapping[str, object]) -> bool:
        """Whether the citizen began or went on with a session by this raw event."""

    @abstractmethod
    def pieces(self, peer: str, message: Message) -> int:
        """As how many messages it is counted."""


class Broadcasting(ABC):
    """A channel that takes one message for many people at once.

    `broadcasts` turns False where the messenger refuses that to this bot: each gets it alone then.
    """

    broadcasts: bool = True

    @abstractmethod
    async def broadcast(
        self, peers: Sequence[str], message: Message
    ) -> Sequence["str | SendError"]:
        """Send it to each of so many; of each, in their order, its reference or why not.

        Raises SendError when it reached nobody.
        """


class Serving(ABC):
    """A channel with addresses of its own: a webhook, a page."""

    @abstractmethod
    def routes(self, accept: Accept, answer: AnswerAtOnce) -> list[BaseRoute]:
        """Its addresses; `answer` gives what is said to an event, for the response itself."""

    async def end_streams(self) -> None:  # noqa: B027 -- most have none
        """Let open pages go, so that the web server can stop."""


class Opening(ABC):
    """A channel whose chat is opened by an address, from a page or a printed code."""

    @abstractmethod
    async def address(self, link: str) -> str:
        """What opens the chat with this deep link. Raises when the messenger does not tell."""


class Commanding(ABC):
    """A channel that shows a list of commands."""

    @abstractmethod
    async def set_commands(self, commands_by_lang: Commands) -> None:
        """Show these (command, what it does) pairs, by language. Best effort, never raises."""


class ReceiptKind(StrEnum):
    """What became of a message that the messenger has taken."""

    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a messenger tells of a message: its reference; why it failed, without a word of it.

    `also` is another reference that it may have been noted by, "" for none.
    """

    kind: ReceiptKind
    reference: str
    reason: str = ""
    also: str = ""


class TakeReceipt(Protocol):
    """Writes down what a messenger tells; the same twice changes nothing."""

    async def __call__(self, channel: str, receipt: Receipt) -> bool:
        """Whether such a message is known, or already; it is durable then. Raises as Accept."""
