"""Where a citizen's dialogue rests: plain JSON that survives restarts and new versions."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.engine.draft import Part, boxes_of, resting_parts

TRAIL = 8
PAUSED = 3
SOON = timedelta(minutes=2)  # so long after a text what comes next may belong to it


@dataclass(slots=True)
class Shown:
    """A choice or link as it was shown, so that "2" means what the citizen saw."""

    id: str
    label: str
    to: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    link: str = ""
    undoes: bool = False

    def to_json(self) -> dict[str, Any]:
        """Only what differs from the defaults: a dialogue is written on every turn."""
        body: dict[str, Any] = {"id": self.id, "label": self.label}
        if self.to:
            body["to"] = self.to
        if self.data:
            body["data"] = self.data
        if self.words:
            body["words"] = list(self.words)
        if self.link:
            body["link"] = self.link
        if self.undoes:
            body["undoes"] = True
        return body

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> "Shown":
        """The inverse of `to_json`."""
        return cls(**{**body, "words": tuple(body.get("words", ()))})


@dataclass(slots=True)
class Frame:
    """A question at rest: which step asked it, with what data, and what it accepts."""

    flow: str
    step: str
    version: int
    data: dict[str, Any] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    wants: tuple[str, ...] = ()
    to: str = ""
    name: str = ""
    more: str = ""

    @property
    def draft(self) -> list[Part]:
        """What was written for a form that goes on; [] for a question that stands alone."""
        return resting_parts(self.data) if self.name else []

    @property
    def boxes(self) -> dict[str, Any]:
        """What was told box by box for a form that goes on; {} for any other question."""
        return boxes_of(self.data) if self.name else {}

    @property
    def is_unsent(self) -> bool:
        """Whether something was written or told for it that hasn't gone where it should."""
        return bool(self.draft or self.boxes)

    def bare(self) -> "Frame":
        """Enough to ask the question again."""
        return Frame(self.flow, self.step, self.version, self.data, name=self.name)

    def to_json(self) -> dict[str, Any]:
        """As stored."""
        body: dict[str, Any] = {"at": f"{self.flow}/{self.step}@{self.version}"}
        if self.data:
            body["data"] = self.data
        if self.shown:
            body["shown"] = [shown.to_json() for shown in self.shown]
        if self.wants:
            body["wants"] = list(self.wants)
        if self.to:
            body["to"] = self.to
        if self.name:
            body["name"] = self.name
        if self.more:
            body["more"] = self.more
        return body

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> "Frame":
        """The inverse of `to_json`. Raises KeyError or ValueError on foreign data."""
        place, _, version = body["at"].partition("@")
        flow, _, step = place.partition("/")
        return cls(
            flow,
            step,
            int(version),
            body.get("data", {}),
            [Shown.from_json(shown) for shown in body.get("shown", ())],
            tuple(body.get("wants", ())),
            body.get("to", ""),
            body.get("name", ""),
            body.get("more", ""),
        )


@dataclass(frozen=True, slots=True)
class Before:
    """The text that came last out of nowhere: what follows soon may belong to it.

    `message` is the channel's name of it, `at` an ISO time. `unfinished`: it may go on. `earlier`
    are the parts before it of a text too long for one message.
    """

    text: str
    message: str
    at: str
    unfinished: bool = False
    earlier: tuple[Part, ...] = ()

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> "Before":
        """The inverse of `asdict`."""
        earlier = tuple(Part(**one) for one in body.get("earlier", ()))
        return cls(**{**body, "earlier": earlier})

    @property
    def parts(self) -> list[Part]:
        """All of it, in the order it was written."""
        return [*self.earlier, Part(self.text, self.message)]

    def is_soon_before(self, moment: datetime) -> bool:
        """Whether what comes at this moment may belong to it."""
        return moment - datetime.fromisoformat(self.at) <= SOON


@dataclass(slots=True)
class Dialogue:
    """One citizen's conversation in one channel. `now` is None when nothing was asked.

    `offered` are the links of what was said last: they can be typed too. Those of a list have its
    number as their id.
    `album` is the last album of which a part was seen; `tried` the message that was no answer to
    the open question, by the channel's name of it; `asked_at` when that was asked, an ISO time.
    """

    now: Frame | None = None
    mark: int = 0  # number of the last question asked; a button carries it
    missed: int = 0  # answers in a row that were not understood
    paused: list[Frame] = field(default_factory=list)
    trail: list[Frame] = field(default_factory=list)
    topic: dict[str, str] = field(default_factory=dict)
    offered: list[Shown] = field(default_factory=list)
    before: Before | None = None
    album: str = ""
    tried: str = ""
    asked_at: str = ""
    fleeting: bool = False  # this turn showed words of other people: nothing of it is kept

    def to_json(self) -> dict[str, Any]:
        """As stored."""
        body: dict[str, Any] = {"mark": self.mark}
        if self.now:
            body["now"] = self.now.to_json()
        if self.missed:
            body["missed"] = self.missed
        if self.paused:
            body["paused"] = [frame.to_json() for frame in self.paused]
        if self.trail:
            body["trail"] = [frame.to_json() for frame in self.trail]
        if self.topic:
            body["topic"] = self.topic
        if self.offered:
            body["offered"] = [shown.to_json() for shown in self.offered]
        if self.before:
            body["before"] = asdict(self.before)
        named = {"album": self.album, "tried": self.tried, "asked_at": self.asked_at}
        return body | {name: text for name, text in named.items() if text}

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> "Dialogue":
        """The inverse of `to_json`."""
        now = body.get("now")
        return cls(
            Frame.from_json(now) if now else None,
            body.get("mark", 0),
            body.get("missed", 0),
            [Frame.from_json(frame) for frame in body.get("paused", ())],
            [Frame.from_json(frame) for frame in body.get("trail", ())],
            dict(body.get("topic", {})),
            [Shown.from_json(shown) for shown in body.get("offered", ())],
            Before.from_json(body["before"]) if body.get("before") else None,
            body.get("album", ""),
            body.get("tried", ""),
            body.get("asked_at", ""),
        )
