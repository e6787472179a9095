"""Use cases: an announcement is made, reaches those it is for, and is read."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.announcements import repository
from bot.announcements.model import (
    EVERYBODY,
    LONGEST,
    TWICE,
    Announced,
    Announcement,
    AnnouncementError,
    AnnouncementRefusal,
)
from bot.engine.wording import undirected
from bot.staff.model import Person, Role
from bot.staff.rules import at_least
from bot.staff.service import Staff
from bot.storage.database import Unit

SHOWN = 50


class Announcements:
    """Bound to one transaction. `raions` tells the raion of each library by its id."""

    def __init__(self, unit: Unit, staff: Staff, raions: Mapping[str, str]) -> None:
        self._unit = unit
        self._staff = staff
        self._raions = raions

    async def make(self, typed: str, raion: str, *, by: Person, now: datetime) -> Announcement:
        """Tell it to all librarians, or to those of a raion. Raises AnnouncementError."""
        text = undirected(typed).strip()
        if not text:
            raise AnnouncementError(AnnouncementRefusal.EMPTY)
        if len(text) > LONGEST:
            raise AnnouncementError(AnnouncementRefusal.LONG)
        if raion != EVERYBODY and raion not in self._raions.values():
            raise AnnouncementError(AnnouncementRefusal.UNKNOWN_RAION)
        before = await repository.last_of(self._unit, by.id)
        if before and (before.text, before.raion) == (text, raion) and now - before.at < TWICE:
            raise AnnouncementError(AnnouncementRefusal.REPEATED)
        made = await repository.add(self._unit, text, raion, by=by.id, now=now)
        repository.read(self._unit, [made.id], by.id, now=now)
        self._unit.record(Announced(made))
        return made

    async def for_person(self, person: Person) -> list[Announcement]:
        """What is for them, newest first: who leads all libraries sees those to each raion."""
        everywhere = at_least(person, Role.COORDINATOR)
        raion = None if everywhere else self._raions.get(person.point, EVERYBODY)
        return await repository.newest(self._unit, raion, many=SHOWN)

    async def new_to(self, person: Person) -> frozenset[int]:
        """Ids of those for them that they have not read."""
        known = await repository.read_by(self._unit, person.id)
        return frozenset(one.id for one in await self.for_person(person)) - known

    def read(self, listed: Sequence[Announcement], person: Person, *, now: datetime) -> None:
        """They have these before their eyes."""
        repository.read(self._unit, [one.id for one in listed], person.id, now=now)

    async def readers(self) -> Mapping[int, int]:
        """How many people have read each, by id."""
        return await repository.readers(self._unit)

    async def audience(self) -> Mapping[str, list[Person]]:
        """Who would be told, by raion, those of EVERYBODY among them."""
        people = await self._staff.active()
        found = {EVERYBODY: people}
        for raion in sorted(set(self._raions.values())):
            found[raion] = [one for one in people if self._raions.get(one.point) == raion]
        return found

    async def whom(self, made: Announcement) -> list[Person]:
        """Who is told of it: not who wrote it."""
        people = (await self.audience()).get(made.raion, [])
        return [one for one in people if one.id != made.by]
