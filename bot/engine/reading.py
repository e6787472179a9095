"""What was found out about a text before its turn."""

from dataclasses import dataclass

from bot.engine.model import Link


@dataclass(frozen=True, slots=True)
class Read:
    """What was found out about a turn's text before its transaction.

    Attributes:
        danger: where the engine goes first, None when there is none.
        known: for the flows.
        others: of earlier texts that the turn turned out to need.
        asks: whether the turn may ask for one more, by UnreadTextError.
        is_read: False for a turn whose own text need not be understood.
    """

    danger: Link | None
    known: object = None
    others: tuple["Read", ...] = ()
    asks: bool = True
    is_read: bool = True


class UnreadTextError(Exception):
    """The turn needs one more text understood: it is read first, then the turn is run anew."""

    def __init__(self, text: str) -> None:
        super().__init__("a text is not read yet")
        self.text = text
