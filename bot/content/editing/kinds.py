"""What entries there are, and in which files of the content folder they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from bot.content.collect import copies_last
from bot.content.region import RegionIn
from bot.content.schema import (
    AboutIn,
    CommonestFile,
    GroupIn,
    LibraryIn,
    ServiceIn,
    SiblingsIn,
)
from bot.content.schema_appointments import ScheduleIn, TopicIn
from bot.content.schema_calendar import CalendarIn
from bot.content.schema_desk import (
    DeliveryFile,
    DeliveryTermsIn,
    DeskFileIn,
    PracticeIn,
    PromiseIn,
    PurposeIn,
    ReadyAnswerIn,
)
from bot.content.schema_emergency import DangerIn, LineIn, MannerIn, WordGroupIn
from bot.content.schema_legal_aid import ContactPointIn, FactIn
from bot.content.schema_offices import OfficeIn, OfficeKindIn
from bot.content.schema_playbooks import PlaybookIn, TroubleIn

Place = tuple[str | int, ...]
WHOLE: Final = "all"  # the id of what is no entry of a list


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry.

    Attributes:
        name: what the program calls it; it stands in addresses and in the history.
        where: the folder of its files, or its one file.
        model: checks an entry; the order of its fields is that of a new one's.
        key: the list they stand in: «libraries:», where it isn't called as the kind; "" where
            the kind is no list: all of its file, or the part `part` of it.
        id: the field that names an entry and does not change; "" where only its number does.
        part: a part of a file that is one entry.
        leaves: fields that its form does not ask: kinds of their own, or put elsewhere.
        named_in: kinds of the same file, and their fields, that name an entry by its id: the id may
            change then, and they change with it.
        is_danger: somebody's life may hang on it.
    """

    name: str
    where: str
    model: type[BaseModel]
    key: str | None = None
    id: str = "id"
    part: str = ""
    leaves: frozenset[str] = frozenset()
    named_in: tuple[tuple[str, str], ...] = ()
    is_danger: bool = False

    @property
    def list_key(self) -> str:
        """The key of its list, "" for none."""
        return self.name if self.key is None else self.key

    @property
    def is_listed(self) -> bool:
        """Whether entries can be added and removed."""
        return bool(self.list_key)

    def files(self, folder: Path) -> list[Path]:
        """The files there are, in the order of names."""
        place = folder / self.where
        if place.suffix:
            return [place] if place.is_file() else []
        return sorted(place.glob("*.yaml"), key=copies_last)

    def rows(self, data: Any) -> Iterator[tuple[Place, str, Mapping[str, Any]]]:
        """The entries of a file: where each stands, its id and its fields."""
        if not isinstance(data, dict):
            return
        if not self.is_listed:
            row = data.get(self.part) if self.part else data
            if isinstance(row, dict):
                yield ((self.part,) if self.part else ()), WHOLE, row
            return
        rows = data.get(self.list_key)
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, dict) and (not self.id or self.id in row):
                yield (self.list_key, index), str(row[self.id] if self.id else index + 1), row


_LEGAL: Final = "legal_aid.yaml"
_DANGER: Final = "emergency.yaml"
_COPIES: Final = "document_delivery.yaml"
KINDS: Final[Mapping[str, Kind]] = {
    one.name: one
    for one in (
        Kind("services", "services", ServiceIn),
        Kind("libraries", "libraries", LibraryIn, leaves=frozenset({"photo"})),
        Kind("offices", "offices.yaml", OfficeIn),
        Kind("office_kinds", "offices.yaml", OfficeKindIn, "kinds"),
        Kind("groups", "life_events.yaml", GroupIn),
        Kind("siblings", "siblings.yaml", SiblingsIn, id=""),
        Kind("commonest", "commonest.yaml", CommonestFile, ""),
        Kind("playbooks", "playbooks", PlaybookIn),
        Kind("troubles", "troubles.yaml", TroubleIn),
        Kind("legal_centre", _LEGAL, ContactPointIn, "", part="contact_centre"),
        Kind("legal_offices", _LEGAL, ContactPointIn, "offices"),
        Kind("library_points", _LEGAL, ContactPointIn),
        Kind("legal_network", _LEGAL, FactIn, "network"),
        Kind("legal_primary", _LEGAL, FactIn, "primary"),
        Kind("legal_secondary", _LEGAL, FactIn, "secondary"),
        Kind(
            "emergency_lines",
            _DANGER,
            LineIn,
            "lines",
            id="number",
            named_in=(("dangers", "lines"), ("danger_manners", "first")),
            is_danger=True,
        ),
        Kind("dangers", _DANGER, DangerIn, id="kind", is_danger=True),
        Kind("danger_manners", _DANGER, MannerIn, "manners", is_danger=True),
        Kind("danger_words", _DANGER, WordGroupIn, "word_groups", id="name", is_danger=True),
        Kind("ready_answers", "ready_answers.yaml", ReadyAnswerIn),
        Kind("practice", "practice.yaml", PracticeIn),
        Kind("topics", "appointments", TopicIn),
        Kind("schedules", "appointments", ScheduleIn),
        Kind("copies", _COPIES, DeliveryTermsIn, "libraries", id="library"),
        Kind("purposes", _COPIES, PurposeIn),
        Kind("copies_all", _COPIES, DeliveryFile, "", leaves=frozenset({"libraries", "purposes"})),
        Kind("promises", "desk.yaml", PromiseIn),
        Kind("desk", "desk.yaml", DeskFileIn, "", leaves=frozenset({"promises"})),
        Kind("calendar", "calendar.yaml", CalendarIn, ""),
        Kind("about", "service.yaml", AboutIn, ""),
        Kind("region", "region.yaml", RegionIn, ""),
    )
}
