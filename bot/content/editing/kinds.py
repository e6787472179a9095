"""What entries there are, and in which files of the content folder they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from bot.content.schema import GroupIn, LibraryIn, ServiceIn
from bot.content.schema_desk import PracticeIn, ReadyAnswerIn
from bot.content.schema_playbooks import PlaybookIn


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry.

    Attributes:
        key: the list they stand in: «libraries:».
        where: the folder of its files, or its one file.
        model: checks an entry; the order of its fields is that of a new one's.
    """

    key: str
    where: str
    model: type[BaseModel]

    def files(self, folder: Path) -> list[Path]:
        """The files there are, in the order of names."""
        place = folder / self.where
        if place.suffix:
            return [place] if place.is_file() else []
        return sorted(place.glob("*.yaml"))


KINDS: Final[Mapping[str, Kind]] = {
    one.key: one
    for one in (
        Kind("services", "services", ServiceIn),
        Kind("libraries", "libraries", LibraryIn),
        Kind("groups", "life_events.yaml", GroupIn),
        Kind("ready_answers", "ready_answers.yaml", ReadyAnswerIn),
        Kind("practice", "practice.yaml", PracticeIn),
        Kind("playbooks", "playbooks", PlaybookIn),
    )
}
