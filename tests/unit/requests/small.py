"""A desk of three libraries and some staff, over a real database."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.catalogue.calendar import WorkingCalendar
from bot.catalogue.desk import DeskRules
from bot.catalogue.library import Library
from bot.catalogue.model import Text
from bot.catalogue.promises import Promise, Span
from bot.requests.context import DeskContext
from bot.requests.intake import NewRequest
from bot.requests.model import Holder, Request, RequestKind, RoutingReason
from bot.requests.notices import RequestNotice
from bot.requests.service import Requests
from bot.requests.sla_runner import waiting_for_the_clock
from bot.staff.model import Person, Role
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from bot.storage import citizens, inbox
from bot.storage.database import Database, Unit
from bot.storage.forgetting import forget

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)  # noon in Kyiv
CALENDAR = WorkingCalendar(
    weekend=frozenset({6, 7}),
    holidays=(),
    martial_law=None,
    off=frozenset(),
    working=frozenset(),
)


def promise(kind: str, days: int, **given: object) -> Promise:
    values: dict[str, object] = {
        "id": kind,
        "kind": kind,
        "name": Text(kind),
        "answer_within": Span(working_days=days),
        "take_within": Span(working_days=1),
        "idle_after": Span(working_days=1),
        "remind_at": (time(9),),
        "is_law": False,
        "extended_to": None,
        "article": "",
        "source": "https://example.org",
        "checked": date(2026, 11, 23),
    }
    return Promise(**{**values, **given})  # type: ignore[arg-type]


RULES = DeskRules(
    promises=(
        promise("reference", 2),
        promise("document_delivery", 3),
        promise("information", 5, is_law=True, extended_to=Span(working_days=20)),
    ),
    reopen_days=14,
    ask_if_helped_days=21,
    file_days=30,
    keep_days={"reference": 365, "information": 90},
)
LIBRARIES = {
    one.id: one
    for one in (
        Library(id="village", kind="branch", name=Text("Село"), source="-", parent="central"),
        Library(id="central", kind="hromada_central", name=Text("Центр"), source="-"),
        Library(id="oblast", kind="oblast", name=Text("Область"), source="-",
                capabilities=frozenset({"document_delivery"})),
    )
}  # fmt: skip


@dataclass
class World:
    """The desk's surroundings: a clock that stands, and what was told to whom."""

    database: Database
    now: datetime = MONDAY
    told: list[RequestNotice] = field(default_factory=list)
    rings: int = 0

    def _ring(self) -> None:
        self.rings += 1

    async def _publish(self, events: Sequence[object]) -> None:
        self.told += [one for one in events if isinstance(one, RequestNotice)]

    def desk(self, unit: Unit) -> Requests:
        unit.listen(self._publish, self._ring)
        return Requests(
            DeskContext(
                unit=unit, rules=RULES, calendar=CALENDAR, libraries=LIBRARIES, oblast="oblast",
                staff=Staff(unit),
            )
        )  # fmt: skip

    @asynccontextmanager
    async def at_desk(self) -> AsyncIterator[Requests]:
        """One transaction at the desk."""
        async with self.database.unit() as unit:
            yield self.desk(unit)

    def later(self, **given: float) -> None:
        self.now += timedelta(**given)

    async def person(
        self, name: str, point: str = "village", role: Role = Role.LIBRARIAN
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
        async with self.database.unit() as unit:
            whom = await citizens.by_id(unit, citizen)
            assert whom is not None
            forget(unit, citizen, key=whom.key, now=self.now)

    async def ask(
        self, citizen: int | None, words: str = "Де метрика 1913 року?", *,
        point: str = "village", kind: RequestKind = RequestKind.REFERENCE,
    ) -> Request:  # fmt: skip
        async with self.at_desk() as desk:
            return await desk.intake.hand_in(
                NewRequest(words, kind=kind), citizen=citizen,
                holder=Holder(point, RoutingReason.NEAREST, 0.4), now=self.now,
            )  # fmt: skip

    async def tick(self) -> int:
        """The clock looks at all whose moment has come; how many."""
        async with self.database.reading() as unit:
            waiting = await waiting_for_the_clock(unit, now=self.now)
        for request in waiting:
            async with self.at_desk() as desk:
                await desk.sla_runner.look(request, self.now)
        return len(waiting)

    async def see(self, number: str, person: Person) -> Request:
        async with self.database.reading() as unit:
            opened = await self.desk(unit).lists.open(person, number)
        assert opened is not None
        return opened.request

    def topics(self) -> list[str]:
        """What was told since the last look: «answered» to the citizen, «new!» to staff."""
        told = [f"{one.topic.value}{'!' if one.people is not None else ''}" for one in self.told]
        self.told.clear()
        return told
