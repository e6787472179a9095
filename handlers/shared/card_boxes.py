"""The boxes of a library's card that a chat asks for in words, and how each is read."""

import re
from dataclasses import dataclass
from typing import Final

from bot.content.library_list.hours import NotUnderstoodError, opening_hours
from bot.engine.model import Wants
from bot.engine.texts import N_
from bot.engine.turn import Answer
from bot.places.coordinates import is_in_ukraine, read_point

LONGEST: Final = 300  # letters of what somebody types for a box
WRONG_HOURS = N_(
    "These hours can’t be read for sure. Write them like: Mon–Fri 9:00–18:00, lunch 13:00–14:00, "
    "Sat 10–15, Sun off."
)
_FINE: Final = re.compile(r"\d[.,]\d{3}|°|://|\.org/go/")  # a house and a flat have nothing of it
_WORD: Final = re.compile(r"[^\W\d_]{2}")


class HoursError(ValueError):
    """Hours that can't be read for sure: a msgid that says how to write them."""


@dataclass(frozen=True, slots=True)
class Box:
    """One of them: msgids of its button, of what is asked, of what «back to: …» calls it.

    `field` is what the record has when it is not empty.
    """

    label: str
    ask: str
    called: str
    field: str
    wants: tuple[Wants, ...] = ("text",)


BOXES: Final = {
    "phone": Box(
        N_("Another phone"),
        N_("Write the phone with the code of the town: 03856 2-10-10. Several – with a comma."),
        N_("the library’s phone"),
        "phone",
    ),
    "hours": Box(
        N_("Other hours"),
        N_("Write the hours in your own words: Mon–Fri 9–18, lunch 13–14, Sat off."),
        N_("the library’s hours"),
        "hours",
    ),
    "address": Box(
        N_("Another address"),
        N_("Write the street and the house as on the door, like: 5 Myru St."),
        N_("the library’s address"),
        "address",
    ),
    "point": Box(
        N_("Another place"),
        N_(
            "Stand at the library’s door and share your location: the button with the paper clip, "
            "then “Location”. Or write the coordinates from a map: 49.27012, 27.43180."
        ),
        N_("where the library stands"),
        "lat",
        ("point", "text"),
    ),
    "email": Box(
        N_("Another e-mail"),
        N_("Write the library’s e-mail, like biblioteka@example.org."),
        N_("the library’s e-mail"),
        "email",
    ),
    "languages": Box(
        N_("Other languages"),
        N_("Write which languages they speak with readers besides Ukrainian: English, Polish."),
        N_("the library’s languages"),
        "languages",
    ),
}


def is_point(text: str) -> bool:
    """Whether a text is surely coordinates or a link to a map, wherever it is written."""
    point = read_point(text) if _FINE.search(text) else None
    is_bare = "://" in text or "/go/" in text or not _WORD.search(text)
    return point is not None and is_bare and is_in_ukraine(point)


def as_box(name: str, answer: Answer) -> str:
    """What was written or shared, as the card's form has it. Raises HoursError."""
    if answer.point is not None:
        return f"{answer.point.lat:.6f}, {answer.point.lon:.6f}"
    if name != "hours":
        return " ".join(answer.text.split())
    try:
        return opening_hours(answer.text)
    except NotUnderstoodError as error:
        raise HoursError(WRONG_HOURS) from error
