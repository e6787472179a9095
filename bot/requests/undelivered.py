"""What the staff wrote to a reader and could not be delivered: known on its request.

A letter's key names the line of history that it tells of: see `DeskContext.tell_citizen`.
"""

import re
from collections.abc import Iterable, Mapping

from bot.requests import repository
from bot.storage.database import Unit

_KEY = re.compile(r"desk\.([0-9]{1,18})\.c\.[0-9]+\.([0-9]+)")


def event_of(key: str) -> tuple[int, int] | None:
    """The id of the history's line that a letter to a reader tells of, and which part it is.

    Part 0 is the text, the others are files. None for any other letter.
    """
    found = _KEY.fullmatch(key)
    return (int(found[1]), int(found[2])) if found else None


async def numbers_of(unit: Unit, keys: Iterable[str]) -> Mapping[str, str]:
    """Numbers of the requests that letters tell of, by the letters' keys."""
    events = {key: found[0] for key in keys if (found := event_of(key))}
    numbers = await repository.numbers_of_events(unit, set(events.values()))
    return {key: numbers[event] for key, event in events.items() if event in numbers}
