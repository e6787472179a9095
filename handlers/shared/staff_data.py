"""What conversations of the staff know while they go on: their data, JSON at rest."""

from dataclasses import dataclass

from bot.engine.draft import Part
from bot.requests.lists import Which


@dataclass(frozen=True, slots=True)
class DeskData:
    """At the desk in a chat.

    Attributes:
        code: of an invitation.
        list, page: what is listed, from page 1; `numbers`: the requests that were shown of it.
        wanted: "on" or "off": notices.
    """

    code: str = ""
    list: Which = Which.NEW
    page: int = 1
    numbers: tuple[str, ...] = ()
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class DeskReplyData:
    """What is written in a request, by the desk's act `act`.

    Attributes:
        parts: the texts that make up the whole, each by its own message, when there are several.
        drafted: it was typed before anything was asked, so it may be meant otherwise.
        about: the text of our own message that was replied to.
        asked: the number of the request about which something is being asked just now.
        seen: id of the newest line of history at the last look; None when there was none.
    """

    number: str = ""
    act: str = ""
    text: str = ""
    message: str = ""
    parts: tuple[Part, ...] = ()
    drafted: bool = False
    about: str = ""
    asked: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class ReceptionData:
    """An appointment that the staff look at, and what they note of it."""

    number: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class DeskRequestData:
    """A request at the desk in a chat, what is done with it; `short`: what was said is known."""

    number: str = ""
    act: str = ""
    short: bool = False
