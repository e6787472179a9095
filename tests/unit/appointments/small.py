"""Libraries with schedules of their own, over a real database; a clock that stands."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.appointments import repository, waiting_repository
from bot.appointments.booking import NewAppointment
from bot.appointments.context import AppointmentContext
from bot.appointments.model import Appointment
from bot.appointments.schedule import Kind, Mode, Schedule, Schedules, Topic
from bot.appointments.service import Appointments
from bot.appointments.slots import Slot
from bot.catalogue.library import Library
from bot.catalogue.model import Text
from bot.engine.wording import KYIV
from bot.staff.model import Person, Role
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from bot.storage import citizens, inbox
from bot.storage.database import Database, Unit
from bot.storage.forgetting import forget

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)  # ten in Kyiv
LEGAL, HELP = Kind.LEGAL_AID, Kind.HELP_HOUR
WORKDAYS = (((time(10), time(13)),),) * 5 + ((), ())


def schedule(id: str = "lawyer", library: str = "central", **given: object) -> Schedule:
    """Six half hours of a morning, Monday to Friday."""
    values: dict[str, object] = {
        "kind": LEGAL,
        "title": Text("Прийом"),
        "hours": WORKDAYS,
        "slot_minutes": 30,
        "source": "https://example.org",
        "checked": date(2026, 11, 23),
    }
    return Schedule(id=id, library=library, **{**values, **given})  # type: ignore[arg-type]


def library(id: str, lat: float | None = None, lon: float | None = None) -> Library:
    return Library(id=id, kind="branch", name=Text(id), source="-", lat=lat, lon=lon)


LIBRARIES = {
    one.id: one
    for one in (
        library("central", 49.42, 26.98),
        library("village", 49.30, 27.20),  # some 21 km away
        library("far", 50.30, 26.80),
        library("nowhere"),
    )
}
TOPICS = (
    Topic(id="family", kind=LEGAL, title=Text("Сім’я")),
    Topic(id="housing", kind=LEGAL, title=Text("Житло")),
    Topic(id="form", kind=HELP, title=Text("Заява")),
)


def at(day: date | str, hour: int, minute: int = 0) -> datetime:
    """A moment by the clock in Kyiv, aware UTC."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(on, time(hour, minute), KYIV).astimezone(UTC)


def slot(day: date | str, hour: int, minute: int = 0, of: str = "lawyer", long: int = 30) -> Slot:
    start = at(day, hour, minute)
    return Slot(start, start + timedelta(minutes=long), of)


@dataclass
class World:
    """The surroundings: schedules, a clock that stands, what was recorded."""

    database: Database
    schedules: Schedules = field(default_factory=lambda: Schedules((schedule(),), TOPICS))
    now: datetime = MONDAY
    told: list[object] = field(default_factory=list)

    async def _publish(self, events: Sequence[object]) -> None:
        self.told += events

    def bound(self, unit: Unit) -> Appointments:
        unit.listen(self._publish, lambda: None)
        return Appointments(AppointmentContext(unit, self.schedules, LIBRARIES, Staff(unit)))

    @asynccontextmanager
    async def acting(self) -> AsyncIterator[Appointments]:
        """One transaction."""
        async with self.database.unit() as unit:
            yield self.bound(unit)

    def later(self, **given: float) -> None:
        self.now += timedelta(**given)

    def has(self, *schedules: Schedule) -> None:
        """These are the schedules from now on."""
        self.schedules = Schedules(schedules, TOPICS)

    def kinds(self) -> list[str]:
        """Names of the events since the last look, without those that only wake pages."""
        names = [type(one).__name__ for one in self.told]
        self.told.clear()
        return [one for one in names if one not in {"Changed", "SlotFreed"}]

    def last(self, kind: type) -> object:
        """The latest event of a type."""
        return next(one for one in reversed(self.told) if isinstance(one, kind))

    async def person(
        self, name: str, point: str = "central", role: Role = Role.LIBRARIAN
    ) -> Person:
        async with self.database.unit() as unit:
            invited = await Staff(unit).invite(name, role=role, point=point, now=self.now, by=None)
            person, _ = await SignIn(unit).enter(invited.link, now=self.now)
        return person

    async def citizen(self, peer: str = "olena") -> int:
        async with self.database.unit() as unit:
            key = inbox.peer_key(unit, "web", peer)
            citizens.add(unit, "web", peer, key=key, lang="uk", now=self.now)
            row = await unit.first(citizens.known, {"peer_key": key})
            return int(row.id)

    async def forget(self, citizen: int) -> None:
        """What the end of a citizen's last turn does."""
        async with self.acting() as acting:
            await acting.departures.leave(citizen, now=self.now)
        async with self.database.unit() as unit:
            whom = await citizens.by_id(unit, citizen)
            assert whom is not None
            forget(unit, citizen, key=whom.key, now=self.now)

    async def hold(self, place: Slot, citizen: int, topic: str = "family") -> Appointment:
        async with self.acting() as acting:
            new = NewAppointment(kind=self._kind(place), topic=topic)
            return await acting.booking.hold(place, new, citizen=citizen, now=self.now)

    def _kind(self, place: Slot) -> Kind:
        found = self.schedules.get(place.schedule)
        return found.kind if found else LEGAL

    async def book(self, place: Slot, citizen: int, topic: str = "family") -> Appointment:
        held = await self.hold(place, citizen, topic)
        async with self.acting() as acting:
            return await acting.booking.confirm(held.number, citizen=citizen, now=self.now)

    async def cancel(self, one: Appointment) -> None:
        async with self.acting() as acting:
            await acting.booking.cancel(one.number, citizen=one.citizen_id, now=self.now)

    async def wait(self, citizen: int, topic: str = "family", **given: object) -> int:
        async with self.acting() as acting:
            one = await acting.waiting.join(LEGAL, topic, citizen=citizen, now=self.now, **given)  # type: ignore[arg-type]
            return one.id

    async def tick(self) -> int:
        """The clock looks at all whose moment has come; how many."""
        async with self.database.reading() as unit:
            due = await repository.due(unit, self.now)
        for appointment in due:
            async with self.acting() as acting:
                await acting.clock.look(appointment, self.now)
        async with self.database.reading() as unit:
            waiting = await waiting_repository.waiting_due(unit, self.now)
        for one in waiting:
            async with self.acting() as acting:
                await acting.waiting.look_for(one, now=self.now)
        return len(due) + len(waiting)

    async def of(self, citizen: int) -> list[Appointment]:
        async with self.database.reading() as unit:
            return await self.bound(unit).booking.of_citizen(citizen, now=self.now)

    async def free(self, many: int = 6, **given: object) -> list[Slot]:
        async with self.database.reading() as unit:
            kind = given.pop("kind", LEGAL)
            found = await self.bound(unit).finding.find_free(
                kind,  # type: ignore[arg-type]
                now=self.now,
                many=many,
                **given,  # type: ignore[arg-type]
            )
        return [one.slot for one in found]


IN_PERSON, PHONE = Mode.IN_PERSON, Mode.PHONE
