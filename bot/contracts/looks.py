"""How messages look in a channel, as its own renderer makes them: what an editor is shown.

A channel tells it by a function of this form; nobody who asks knows a channel.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.engine.model import Message

Rows = tuple[tuple[str, ...], ...]  # labels of buttons
Translate = Callable[[str], str]  # from msgid to text, in the recipient's language


class PartKind(StrEnum):
    """How a part of a message is shown."""

    TEXT = "text"
    TITLE = "title"  # stands out
    FOLDED = "folded"  # a tap opens it
    COPY = "copy"  # a tap copies it
    PLACE = "place"  # a point on a map
    KEYS = "keys"  # buttons, in the middle of the rest


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one message; `rows` of buttons for KEYS, `label` is what a folded one is called."""

    kind: PartKind
    text: str = ""
    rows: Rows = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as the channel sends it, and the buttons under it."""

    parts: tuple[Part, ...]
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the channel shows otherwise than others: a msgid and its values."""

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """Messages in their order; `keyboard` are the buttons under the field after the last one."""

    bubbles: tuple[Bubble, ...]
    keyboard: Rows = ()
    remarks: tuple[Remark, ...] = ()


Draw = Callable[[Sequence[Message], Translate], Look]


@dataclass(frozen=True, slots=True)
class Shown:
    """A channel that shows messages: its name, whether it is on here, how it draws."""

    name: str
    is_on: bool
    draw: Draw


@dataclass(frozen=True, slots=True)
class Looks:
    """All channels in which people read messages, in the order of the program's list."""

    channels: tuple[Shown, ...] = ()
