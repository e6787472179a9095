"""What comes in: one event of one citizen, in words that no channel owns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class TurnKind(StrEnum):
    """What the citizen did."""

    TEXT = "text"
    PRESS = "press"  # a button; `token` says which
    START = "start"  # the conversation was opened; `token` is the deep link, perhaps empty
    POINT = "point"  # a location was shared
    FILE = "file"
    LEFT = "left"  # the citizen blocked or left the channel
    BACK = "back"  # we may write to the citizen again; they have not said anything
    OTHER = "other"  # something we can't read (a sticker, a poll); `text` may hold a caption


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map, WGS84 degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file the citizen sent: the channel's own reference, never the bytes."""

    ref: str
    name: str
    size: int
    media_type: str = "application/octet-stream"


class Label(StrEnum):
    """What came beside a citizen's own words, so that nobody takes it for these."""

    FORWARDED = "forwarded"  # from whom
    QUOTED = "quoted"  # what is replied to
    CONTACT = "contact"  # a name and a phone
    VENUE = "venue"  # a place's name and address
    STICKER = "sticker"  # the emoji it stands for
    POLL = "poll"  # the question and its options
    UNSEEN = "unseen"  # a kind of content that can't be shown; the channel's name of it


@dataclass(frozen=True, slots=True)
class Labelled:
    """Something that came with a message and is no words of the citizen."""

    label: Label
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One event, as the engine sees it.

    `peer` is the channel's opaque address of the citizen. `message` is the channel's
    reference of the message a pressed button hangs on, so that it can be edited in place.
    `own` is the channel's name of the citizen's own message, the same when it is edited;
    "" where the channel has none. `shared`: the citizen sits at a computer that many people use,
    and the conversation is gone when they leave. `album`: parts of one message that come as
    events of their own share it. `unfinished`: the text is as long as the channel allows, so its
    rest may come as the next one. `about`: the text of our own message that this one replies to.
    """

    kind: TurnKind
    channel: str
    peer: str
    at: datetime
    text: str = ""
    token: str = ""
    point: Point | None = None
    files: tuple[Attachment, ...] = ()
    lang: str = ""  # what the channel says of the citizen's language, "" when it says nothing
    message: str = ""
    edited: bool = False  # the citizen changed an earlier message
    own: str = ""
    shared: bool = False
    album: str = ""
    unfinished: bool = False
    about: str = ""
    labelled: tuple[Labelled, ...] = ()
    keeps_history: bool = False  # the channel keeps what was said by itself
    recalls: bool = False  # what we said lately can be taken back there


@dataclass(frozen=True, slots=True)
class Answer:
    """What the citizen answered to an Ask: a choice, a text, a place on the map or files."""

    choice: str = ""
    text: str = ""
    point: Point | None = None
    files: tuple[Attachment, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)
