"""Coverage as values: who lives within reach of an open library that offers what is asked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bot.engine.turn import Point

REACHES_KM: Final = (5, 10, 20)  # in a straight line
TABLE_KM: Final = 10  # what one figure for a hromada is of


@dataclass(frozen=True, slots=True)
class Placeless:
    """A library that is listed, and of which nobody knows where it is: its id and name."""

    id: str
    name: str


class Standing(StrEnum):
    """Whether a library surely helps: it offers all that is asked, and is open that day."""

    SURE = "sure"
    UNKNOWN = "unknown"  # nobody told what it has, or when it is open
    NO = "no"  # it is known not to


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: `offers` are capabilities; without a day hours are not asked about."""

    offers: frozenset[str] = frozenset()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A library, or a place where one might open; `hromada` is a code, "" for none of ours."""

    id: str
    name: str
    point: Point
    standing: Standing
    hromada: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """Settlements and the people in them."""

    settlements: int = 0
    people: int = 0

    def plus(self, people: int) -> "Count":
        """One settlement more, with so many people."""
        return Count(self.settlements + 1, self.people + people)


@dataclass(frozen=True, slots=True)
class Reach:
    """Who has a library within `km`: surely, or perhaps (not surely, but nobody knows)."""

    km: int
    sure: Count = Count()
    perhaps: Count = Count()


@dataclass(frozen=True, slots=True)
class HromadaCoverage:
    """One hromada.

    `points` counts its libraries that are listed, `sure` those that surely help; `reach` is that of
    TABLE_KM; `centre_km` is how far the nearest sure one is from its centre, None when there is
    none or the centre's place is unknown.
    """

    code: str
    name: str
    raion: str
    all: Count
    reach: Reach
    points: int
    sure: int
    centre_km: float | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole oblast.

    Shares are of people where `all.people` is known (not 0), else of settlements. `unplaced` are
    settlements whose place nobody knows, `placeless` libraries of which that is so: neither is in
    any figure. `spots` are what was counted with.
    """

    wanted: Wanted
    all: Count
    reaches: tuple[Reach, ...]
    hromadas: tuple[HromadaCoverage, ...]
    spots: tuple[Spot, ...]
    unplaced: int = 0
    placeless: tuple[Placeless, ...] = ()

    @property
    def by_people(self) -> bool:
        """Whether shares are of people."""
        return self.all.people > 0

    def share(self, count: Count, among: Count | None = None) -> float:
        """From 0 to 1, of all or of a hromada's; 0 of nobody."""
        whole = among or self.all
        part = (count.people, whole.people) if self.by_people else (
            count.settlements, whole.settlements
        )  # fmt: skip
        return part[0] / part[1] if part[1] else 0.0

    @property
    def without(self) -> tuple[HromadaCoverage, ...]:
        """Hromadas in which no library is listed."""
        return tuple(one for one in self.hromadas if not one.points)
