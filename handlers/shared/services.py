"""What flows may use: the features, bound to the turn's transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.catalogue.faults import Faults
from bot.catalogue.library import Library, oblast_library
from bot.content import Content
from bot.engine.engine import Read
from bot.engine.flow import Context
from bot.engine.model import Link
from bot.engine.turn import Point
from bot.learning.service import Learning
from bot.requests.context import DeskContext
from bot.requests.notices import News, Tell
from bot.requests.service import Desk
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from bot.storage.database import Unit
from bot.understanding import PlacesFound, Understanding
from handlers.shared.reader import Reader, ReadText, read_text


class Place(Protocol):
    """A settlement, as flows show it."""

    @property
    def code(self) -> str:
        """Its KATOTTG code."""
        ...

    @property
    def name(self) -> str:
        """Its official name."""
        ...

    @property
    def hromada(self) -> str:
        """Name of its hromada, an adjective: «Городоцька»."""
        ...

    @property
    def raion(self) -> str:
        """Name of its raion, an adjective: «Хмельницький»."""
        ...

    @property
    def oblast(self) -> str:
        """Name of its oblast, an adjective; "" for the service's own."""
        ...

    @property
    def point(self) -> Point | None:
        """Where it is, None when nobody knows."""
        ...


class Gazetteer(Protocol):
    """All settlements of the oblast."""

    def find(self, text: str) -> PlacesFound:
        """Return the settlements a text names; several when the name is ambiguous."""
        ...

    def get(self, code: str) -> Place | None:
        """Return the settlement with this code."""
        ...

    def distance_km(self, point: Point) -> float:
        """Return how far the nearest settlement of the oblast is."""
        ...


class Opening(Protocol):
    """Whether a library is open; `is_open` None means that nobody knows."""

    @property
    def is_open(self) -> bool | None:
        """Open now."""
        ...

    @property
    def changes_at(self) -> datetime | None:
        """When that changes next, an aware moment; None when it is not known."""
        ...


class Near(Protocol):
    """A library with its distance in a straight line."""

    @property
    def library(self) -> Library:
        """The library."""
        ...

    @property
    def km(self) -> float:
        """How far."""
        ...


class AccessPoints(Protocol):
    """Libraries on the map."""

    def near(
        self, point: Point, *, need: frozenset[str] = frozenset(), many: int = 3
    ) -> Sequence[Near]:
        """Return walk-in libraries that have all of `need`, nearest first."""
        ...

    def opening(self, library: Library, now: datetime) -> Opening:
        """Return whether it is open at `now`."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """The features as flows see them; made anew for each turn.

    `address` is where browsers find this service, "" where there is none.
    """

    content: Content
    gazetteer: Gazetteer
    access_points: AccessPoints
    understanding: Understanding
    reader: Reader
    desk: Desk
    staff: Staff
    sign_in: SignIn
    address: str
    faults: Faults
    learning: Learning


def nobody_told(_parts: "Parts", _unit: Unit) -> Tell:
    """Where nothing is delivered (the engine alone): what is to be told is dropped."""

    async def tell(_news: News) -> None:
        """Drop it."""

    return tell


@dataclass(frozen=True, slots=True)
class Parts:
    """What lives as long as the content does; `bind` makes a turn's Services of it.

    `tell` binds who writes what the desk has to tell; `signal` wakes open desks.
    """

    content: Content
    gazetteer: Gazetteer
    access_points: AccessPoints
    understanding: Understanding
    tell: Callable[["Parts", Unit], Tell] = nobody_told
    signal: Callable[[], None] = lambda: None
    address: str = ""

    def read(self, text: str) -> Read:
        """Read a message before its turn; `bind` takes what became known."""
        read = read_text(text, self.understanding)
        if read.places is None or not self.understanding.finds_with(self.gazetteer):
            read = replace(read, places=self.gazetteer.find(text))
        danger = read.meaning.danger
        return Read(Link("danger", (danger,)) if danger else None, Known(self, read))

    def bind(self, unit: Unit, read: ReadText | None = None) -> Services:
        """Bind what writes to the turn's transaction; `read` is the turn's text."""
        return Services(
            content=self.content,
            gazetteer=self.gazetteer,
            access_points=self.access_points,
            understanding=self.understanding,
            reader=Reader(self.understanding, self.gazetteer.find, read),
            desk=Desk(self.desk_context(unit)),
            staff=Staff(unit),
            sign_in=SignIn(unit),
            address=self.address,
            faults=Faults(unit, content_version=self.content.version),
            learning=Learning(unit, content_version=self.content.version),
        )

    def desk_context(self, unit: Unit) -> DeskContext:
        """What the desk needs, bound to a transaction."""
        libraries = self.content.access_points
        return DeskContext(
            unit=unit,
            rules=self.content.desk,
            calendar=self.content.calendar,
            libraries={one.id: one for one in libraries},
            oblast=oblast_library(libraries),
            staff=Staff(unit),
            tell=self.tell(self, unit),
            signal=self.signal,
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before a turn: its text, and by what it was read, so that one turn has all of
    one content."""

    parts: Parts
    read: ReadText


Ctx = Context[Services]
