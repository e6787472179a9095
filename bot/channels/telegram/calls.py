"""One call of the Bot API as a value, and how such a call fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.channels.contract import Document

NETWORK = 0  # the code of a call that got no readable answer


class Purpose(StrEnum):
    """What a call is for, and so what its failure means."""

    TEXT = "text"  # the message itself: when it fails, the message failed
    PIN = "pin"  # the place on the map: the text already names it
    TIDY = "tidy"  # removes what is no longer wanted on the screen
    FLEETING = "fleeting"  # sent for its side effect, deleted at once


@dataclass(frozen=True, slots=True)
class Call:
    """A method and its parameters.

    `document` is a file to upload. `instead` is sent when Telegram refuses
    an edit (the message may be gone or too old) or the document.
    """

    method: str
    params: Mapping[str, object]
    purpose: Purpose = Purpose.TEXT
    instead: "Call | None" = None
    document: Document | None = None


class CallError(Exception):
    """The Bot API refused a call, or gave no answer.

    `code` is the error code of the answer, `NETWORK` without one; `after` is seconds to wait,
    0 when nothing was said. The text holds no personal data and no token.
    """

    def __init__(self, code: int, description: str, *, after: float = 0.0) -> None:
        super().__init__(f"{code}: {description}" if code else description)
        self.code = code
        self.description = description
        self.after = after

    def says(self, *words: str) -> bool:
        """Whether the description has one of these, whatever the case."""
        description = self.description.casefold()
        return any(word in description for word in words)
