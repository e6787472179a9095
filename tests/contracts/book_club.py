"""A whole feature in one file, plugged in by the contract alone: a book club one can join.

It has a table, a file of the content folder, a conversation, a menu entry, a notice, a reminder,
a page at the desk with its link, something it keeps, something it says when a reader leaves, and a
telephone.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict
from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    Table,
    bindparam,
    func,
    insert,
    select,
    update,
)
from starlette.responses import Response

from bot.console.visit import Visit
from bot.contracts.feature import (
    Ctx,
    Due,
    Feature,
    Leaving,
    MenuEntry,
    NavigationEntry,
    Notices,
    Page,
)
from bot.contracts.section import Section
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Go, Say
from bot.storage.database import Unit
from bot.storage.schema import Keep, OwnedBy, UtcDateTime, metadata

REMIND_AFTER = timedelta(days=1)

flow = Flow[Services]("book_club", words=("книжковий клуб",))


class ClubFile(BaseModel):
    """club.yaml."""

    model_config = ConfigDict(extra="forbid")

    book: str


@dataclass(frozen=True)
class Reading:
    """What the club reads, "" when nobody has said so."""

    book: str = ""


SECTION = Section("club.yaml", ClubFile, Reading, lambda read: Reading(read.book if read else ""))


@dataclass(frozen=True)
class Joined:
    """Somebody has joined."""

    citizen: int


@dataclass(frozen=True)
class Meets:
    """The club meets today."""

    member: int
    citizen: int


@contextmanager
def table() -> Iterator[Table]:
    """Its table, declared while the test lasts."""
    members = Table(
        "club_members",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
        Column("remind_at", UtcDateTime),
        Column("joined_at", UtcDateTime, nullable=False),
        info={"keep": Keep("joined_at", 365, "the club"), "whose": (OwnedBy("citizen_id"),)},
    )
    try:
        yield members
    finally:
        metadata.remove(members)


class BookClub:
    """Its use cases, bound to one unit of work."""

    def __init__(self, unit: Unit, members: Table) -> None:
        self._unit = unit
        self._members = members

    def join(self, citizen: int, *, now: datetime) -> None:
        row = {"citizen_id": citizen, "remind_at": now + REMIND_AFTER, "joined_at": now}
        names = {name: bindparam(name) for name in row}
        self._unit.put(insert(self._members).values(names), row)
        self._unit.record(Joined(citizen))

    async def remind(self, member: int, *, now: datetime) -> None:
        row = await self._unit.first(
            select(self._members).where(self._members.c.id == bindparam("member")),
            {"member": member},
        )
        if row is not None and row.remind_at and row.remind_at <= now:
            self._unit.put(
                update(self._members)
                .where(self._members.c.id == bindparam("member"))
                .values(remind_at=None),
                {"member": member},
            )
            self._unit.record(Meets(member, row.citizen_id))

    async def many(self) -> int:
        row = await self._unit.first(select(func.count().label("n")).select_from(self._members))
        assert row is not None
        return int(row.n)


@flow.step("ask")
async def ask(_ctx: Ctx) -> Ask:
    return Ask("Join the book club?", choices=(Choice("yes", "Join", to=join),))


@flow.act("join")
async def join(ctx: Ctx) -> Go:
    ctx.services[BookClub].join(ctx.citizen.id, now=ctx.now)
    return Go(done)


@flow.step("done")
async def done(ctx: Ctx) -> Say:
    return Say(f"You are in. We read: {ctx.services[Reading].book}.")


async def page(visit: Visit) -> Response:
    async with visit.console.database.reading() as unit:
        many = await visit.console.bind(unit)[BookClub].many()
    return visit.message(200, "The book club", f"Members: {many}.")


async def _stays(_ctx: Ctx) -> Sequence[str]:
    return ("Your seat in the book club goes too.",)


async def _leave(_ctx: Ctx) -> Sequence[str]:
    return ("The book club will miss you.",)


async def _to(_services: Services, event: Joined | Meets) -> Sequence[int]:
    return [event.citizen]


def feature(members: Table) -> Feature:
    """The feature, all of it."""

    async def due(unit: Unit, now: datetime) -> Sequence[int]:
        rows = await unit.all(
            select(members.c.id).where(members.c.remind_at <= bindparam("now")), {"now": now}
        )
        return [row.id for row in rows]

    async def remind(services: Services, member: int, now: datetime) -> None:
        await services[BookClub].remind(member, now=now)

    return Feature(
        name="book_club",
        tables=(members,),
        sections=(SECTION,),
        services={BookClub: lambda s: BookClub(s.unit, members)},
        flows=(flow,),
        menu=(MenuEntry("club", "Book club", to=ask),),
        notices=(
            Notices(
                Joined,
                to=_to,
                say=lambda _ctx, _event: [Say("Welcome to the club!")],
                key=lambda event: f"club.{event.citizen}",
            ),
            Notices(
                Meets,
                to=_to,
                say=lambda _ctx, _event: [Say("The club meets today.")],
                key=lambda event: f"meets.{event.member}",
            ),
        ),
        due=(Due("club reminders", due, remind),),
        leaving=Leaving(_stays, _leave),
        kept=lambda _services: [("your seat in the book club", 365)],
        phones=lambda _content, _lang: [("The book club", ("0 800 111 222",))],
        pages=(Page("/desk/club", page),),
        navigation=(NavigationEntry("Book club", "/desk/club"),),
    )
