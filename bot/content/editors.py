"""Who may change what in the content, and who has which entry open now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.staff.model import Person, Role
from bot.staff.rules import at_least

OPEN_FOR: Final = timedelta(minutes=15)
Place = tuple[str, str]  # key and id


def may_edit(person: Person, key: str, entry_id: str = "") -> bool:
    """Editors, coordinators and administrators everything, a head the card of her library."""
    if person.role is Role.EDITOR or at_least(person, Role.COORDINATOR):
        return True
    own = key == "libraries" and entry_id == person.point
    return person.role is Role.HEAD and own


@dataclass
class OpenEntries:
    """Which entries are open in whose browser, in this process."""

    clock: Callable[[], datetime]
    _open: dict[Place, dict[int, tuple[str, datetime]]] = field(default_factory=dict)

    def others(self, place: Place, person: Person) -> list[str]:
        """Note that a person has it open; the names of others who opened it lately."""
        now = self.clock()
        people = self._open.setdefault(place, {})
        people[person.id] = (person.name, now)
        for id, (_, at) in list(people.items()):
            if now - at > OPEN_FOR:
                del people[id]
        return [name for id, (name, _) in people.items() if id != person.id]

    def closed(self, place: Place, person: Person) -> None:
        """The person has saved it."""
        self._open.get(place, {}).pop(person.id, None)
