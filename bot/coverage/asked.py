"""What is asked in words: a day, a place where a library might open, what it should offer."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from bot.coverage.compute import opened_at
from bot.coverage.model import Spot
from bot.engine.turn import Point
from bot.places.gazetteer import Gazetteer
from bot.places.model import Settlement

WEEK = 7
NORTH, EAST = 90, 180  # degrees
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,9})?")


class UnclearError(ValueError):
    """What was written is not understood; `choices` are the places it may mean."""

    def __init__(self, typed: str, choices: Sequence[Settlement] = ()) -> None:
        super().__init__(typed)
        self.typed = typed
        self.choices = tuple(choices)


def day_of(typed: str, today: date, weekdays: Mapping[str, Iterable[str]]) -> date:
    """«2026-12-05», or the next «сб» from today on. Raises UnclearError.

    `weekdays` are beginnings of their names by number, from "1" for Monday.
    """
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        word = typed.strip().casefold()
    for number, names in weekdays.items():
        if word and any(word == name or word == name[:2] for name in names):
            return today + timedelta(days=(int(number) - today.isoweekday()) % WEEK)
    raise UnclearError(typed)


def opened(typed: str, gazetteer: Gazetteer) -> Spot:
    """Where a library would open: «49.42, 26.98» in degrees, or a settlement by name.

    Raises UnclearError for none, for several and for one whose place nobody knows.
    """
    parts = typed.replace(",", " ").replace(";", " ").split()
    if len(parts) == 2 and all(map(_DEGREES.fullmatch, parts)):
        lat, lon = map(float, parts)
        if abs(lat) > NORTH or abs(lon) > EAST:
            raise UnclearError(typed)
        return opened_at(typed.strip(), Point(lat, lon), gazetteer)
    places = [one for one in gazetteer.find(typed).settlements if not one.oblast]
    if len(places) != 1 or places[0].point is None:
        raise UnclearError(typed, places if len(places) > 1 else ())
    return opened_at(places[0].name, places[0].point, gazetteer)
