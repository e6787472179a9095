"""A library as the editors describe it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.catalogue.model import Text
from bot.catalogue.region import Licence
from bot.engine.texts import N_

KIND_NAMES: Final[Mapping[str, str]] = {
    "oblast": N_("the oblast library"),
    "city_central": N_("a city’s central library"),
    "hromada_central": N_("a hromada’s central library"),
    "branch": N_("a branch"),
    "village": N_("a village library"),
    "mobile_point": N_("a mobile point"),
    "club_library": N_("a library and club"),
    "children": N_("a children’s library"),
    "raion": N_("a raion library"),
    "system": N_("a whole system, not a place"),
}


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a library: the name of its file, its size in pixels, what it shows.

    `checked` is the day it came.
    """

    file: str
    width: int
    height: int
    alt: Text
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A library; what no source tells is None or empty.

    `lat` and `lon` are decimal degrees: of the building, or (`approximate`) of its settlement.
    `settlement` is a KATOTTG code; `hours` is OpenStreetMap's opening_hours.
    `capabilities` it is known to have, `lacks` it is known not to have; of the rest nobody told.
    `languages` are codes of those spoken there besides Ukrainian.
    `licence` is that of others' data in it (a map's); `own` is then the record without them, None
    when all of it is theirs.
    `walk_in` False: not to be offered, the record is too old or a whole library system.
    """

    id: str
    kind: str
    name: Text
    source: str
    settlement: str | None = None
    settlement_name: str | None = None
    hromada: str | None = None
    raion: str | None = None
    parent: str | None = None
    address: str | None = None
    landmark: Text | None = None
    lat: float | None = None
    lon: float | None = None
    approximate: bool = False
    phones: tuple[str, ...] = ()
    email: str | None = None
    website: str | None = None
    photo: Photo | None = None
    hours: str | None = None
    hours_note: Text | None = None
    capabilities: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()
    note: Text | None = None
    walk_in: bool = True
    licence: Licence | None = None
    own: "Library | None" = None
    added: "tuple[Library, ...]" = ()
    seen: date | None = None
    checked: date | None = None

    @property
    def gives(self) -> frozenset[str]:
        """What one surely has of it: where there is Wi-Fi there is internet."""
        is_online = "wifi" in self.capabilities and "internet_access" not in self.lacks
        return self.capabilities | {"internet_access"} if is_online else self.capabilities
