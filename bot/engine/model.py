"""What a flow says and asks, as values; and what goes out to a channel."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Generic, Literal

from typing_extensions import TypeVar

from bot.engine.texts import FALLBACK
from bot.engine.turn import Point
from bot.engine.wording import undirected

# A phone comes as a text: a channel that can gives a button that shares it.
Wants = Literal["text", "point", "file", "phone"]
Tone = Literal["", "primary", "quiet"]
Taken = TypeVar("Taken", default=Any)  # the data that a step's flow takes


@dataclass(frozen=True, slots=True)
class StepRef(Generic[Taken]):
    """A step by the names that rest in citizens' dialogues: its flow's and its own.

    Within a flow its registered steps (`bot.engine.flow.Step`) are such references; another
    flow's are published once, for flows import no other: handlers/shared/steps.py.
    """

    flow: str
    name: str

    def __str__(self) -> str:
        return f"{self.flow}/{self.name}"

    def within(self, flow: str) -> str:
        """As it rests in a dialogue of this flow, whose own steps go by their bare names."""
        return self.name if self.flow == flow else str(self)

    @classmethod
    def at_rest(cls, stored: str, *, flow: str) -> "StepRef":
        """The inverse of `within`."""
        owner, slash, name = stored.partition("/")
        return cls(owner, name) if slash else cls(flow, stored)


@dataclass(frozen=True, slots=True)
class Link:
    """Opens a flow from anywhere and at any time: a button of last week, a poster, `?start=`.

    It is made by its declaration (`bot.engine.links.DeepLink`); arguments are ids, never labels.
    """

    name: str
    args: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """A button that doesn't answer a question: it follows a link or opens a web address.

    `tone` is how loud it is where a channel can show that: one of a message may be `primary`.
    `undoes` what was just done: «так» doesn't mean it.
    """

    label: str
    link: Link | None = None
    url: str = ""
    tone: Tone = ""
    undoes: bool = False


@dataclass(frozen=True, slots=True, init=False)
class Choice:
    """One answer offered with a question.

    `to` is the step or act that takes it (the question's own `to` when None); `data` is what its
    flow knows then (None: what it knows now, another flow nothing); `words` are further ways to
    type it.
    """

    id: str
    label: str
    to: StepRef | None
    data: object
    words: tuple[str, ...]

    def __init__(
        self,
        id: str,
        label: str,
        to: StepRef[Taken] | None = None,
        data: Taken | None = None,
        words: tuple[str, ...] = (),
    ) -> None:
        _set(self, id=id, label=label, to=to, data=data, words=words)


@dataclass(frozen=True, slots=True)
class Pin:
    """A place shown on a map."""

    point: Point
    title: str
    address: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file we hold: its number, its name, its bytes counted, the address that opens it."""

    id: int
    name: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class Say:
    """Something said that expects no answer; with a file, the text is its caption.

    `more` goes on with the text, below the primary button where a channel can draw it there;
    `details` stand after it, folded where a channel can fold. `to_copy`: the text is a letter
    or words that the person takes with them, so nothing else stands in the message.
    `cards` are the content ids that it shows or offers, best first; `danger` is the kind of danger
    whose numbers it gives.
    """

    text: str
    title: str = ""
    more: str = ""
    details: str = ""
    to_copy: bool = False
    buttons: tuple[Button, ...] = ()
    pin: Pin | None = None
    file: FileLink | None = None
    cards: tuple[str, ...] = ()
    danger: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question: the only thing a dialogue rests on.

    `wants` lists the free answers it takes besides its choices; they go to `to`.
    `name` is what "back to: …" calls this question after a digression. `log` is an act that
    writes down, each time, that this was shown. `cards` are the content ids that it offers. `more`
    takes whatever is no answer to it (a text, a file, a place): without one, such a thing is a new
    question.
    """

    text: str
    title: str = ""
    choices: tuple[Choice, ...] = ()
    wants: tuple[Wants, ...] = ()
    to: StepRef | None = None
    buttons: tuple[Button, ...] = ()
    name: str = ""
    pin: Pin | None = None
    log: "Go | None" = None
    cards: tuple[str, ...] = ()
    more: StepRef | None = None


@dataclass(frozen=True, slots=True, init=False)
class Go:
    """On to a step or act.

    `data` is what its flow knows then; None: what it knows now, another flow nothing.
    """

    to: StepRef
    data: object

    def __init__(self, to: StepRef[Taken], data: Taken | None = None) -> None:
        _set(self, to=to, data=data)


@dataclass(frozen=True, slots=True)
class Retry:
    """The answer wasn't understood: say so and ask the question again."""

    text: str


@dataclass(frozen=True, slots=True)
class Digress:
    """The text isn't an answer but a new question: answer it, then offer the form again.

    `data` is what the form knows then; None: what it knows now.
    """

    data: object = None


def _set(made: object, **fields: object) -> None:
    """Give a frozen value its fields: its own `__init__` says which data goes with which step."""
    for name, value in fields.items():
        object.__setattr__(made, name, value)


Move = Say | Ask | Go | Retry | Digress
Reply = Move | tuple[Move, ...] | None


@dataclass(frozen=True, slots=True)
class Key:
    """A button as a channel draws it: a token that comes back, or a web address."""

    label: str
    token: str = ""
    url: str = ""
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One outgoing message, final text in the recipient's language.

    `rows` are rows of buttons; `wants` tells a channel which native input to offer (a location
    button for "point"); `replace` asks it to edit the message whose button was pressed; `cards`
    and `danger` tell what was shown, not to the recipient; `reminder`: it has to come at its time;
    `recalled` are references of earlier messages, which go from the messenger with this one;
    `more`, `details` and `to_copy` as of `Say`.
    """

    text: str
    title: str = ""
    rows: tuple[tuple[Key, ...], ...] = ()
    wants: tuple[Wants, ...] = ()
    pin: Pin | None = None
    replace: str = ""
    lang: str = FALLBACK
    file: FileLink | None = None
    cards: tuple[str, ...] = ()
    danger: str = ""
    reminder: bool = False
    more: str = ""
    details: str = ""
    to_copy: bool = False
    recalled: tuple[str, ...] = ()


def message_to_json(message: Message) -> dict[str, object]:
    """The message as it rests in the outbox."""
    body: dict[str, object] = {"text": undirected(message.text), "lang": message.lang}
    told: dict[str, object] = {
        "title": undirected(message.title),
        "more": undirected(message.more),
        "details": undirected(message.details),
        "rows": [[_key_to_json(key) for key in row] for row in message.rows],
        "wants": list(message.wants),
        "replace": message.replace,
        "pin": _pin_to_json(message.pin) if message.pin else None,
        "file": {**asdict(message.file), "name": undirected(message.file.name)}
        if message.file
        else None,
        "cards": list(message.cards),
        "danger": message.danger,
        "reminder": message.reminder,
        "to_copy": message.to_copy,
        "recalled": list(message.recalled),
    }
    return body | {name: value for name, value in told.items() if value}


def _pin_to_json(pin: Pin) -> dict[str, object]:
    return {
        "lat": pin.point.lat,
        "lon": pin.point.lon,
        "title": pin.title,
        "address": pin.address,
        "approximate": pin.approximate,
    }


def _key_to_json(key: Key) -> dict[str, str]:
    told = {"label": undirected(key.label)} | ({"tone": key.tone} if key.tone else {})
    return {**told, "url": key.url} if key.url else {**told, "token": key.token}


def message_from_json(body: Mapping[str, object]) -> Message:
    """The inverse of `message_to_json`. Raises KeyError or TypeError on foreign data."""
    pin, file = body.get("pin"), body.get("file")
    rows = body.get("rows", [])
    wants, cards = body.get("wants", []), body.get("cards", [])
    recalled = body.get("recalled", [])
    assert isinstance(rows, list)
    assert isinstance(wants, list)
    assert isinstance(cards, list)
    assert isinstance(recalled, list)
    return Message(
        text=str(body["text"]),
        title=str(body.get("title", "")),
        rows=tuple(tuple(Key(**key) for key in row) for row in rows),
        wants=tuple(wants),
        pin=_pin_from_json(pin) if isinstance(pin, dict) else None,
        replace=str(body.get("replace", "")),
        lang=str(body.get("lang", FALLBACK)),
        file=FileLink(**file) if isinstance(file, dict) else None,
        cards=tuple(cards),
        danger=str(body.get("danger", "")),
        reminder=bool(body.get("reminder")),
        more=str(body.get("more", "")),
        details=str(body.get("details", "")),
        to_copy=bool(body.get("to_copy")),
        recalled=tuple(recalled),
    )


def _pin_from_json(pin: Mapping[str, object]) -> Pin:
    return Pin(
        point=Point(float(str(pin["lat"])), float(str(pin["lon"]))),
        title=str(pin["title"]),
        address=str(pin["address"]),
        approximate=bool(pin["approximate"]),
    )
