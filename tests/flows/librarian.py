"""A librarian of one library while a citizen's conversation goes on over the bare line."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.desk.clockwork import waiting_for_the_clock
from bot.desk.model import Entry, Request
from bot.desk.service import Desk
from bot.staff.doors import Doors
from bot.staff.model import Person, Role
from bot.staff.service import Staff
from bot.storage.schema import metadata
from tests.talk import BareLine, Talk

requests = metadata.tables["requests"]
HOUNB = "hounb"


def number_in(talk: Talk) -> str:
    """The number of the request that was just told."""
    found = re.search(r"\d{4}-\d{4}", talk.text)
    assert found, str(talk)
    return found.group()


@dataclass
class Librarian:
    """Acts at the desk; what the citizen is told meanwhile is on their screen at once."""

    line: BareLine
    talk: Talk
    person: Person

    @asynccontextmanager
    async def desk(self) -> AsyncIterator[Desk]:
        """One transaction at the desk; the citizen's letters arrive after it."""
        async with self.line.database.unit() as unit:
            yield self.line.house(unit).desk
        self.talk.receive(await self.line.letters())

    async def take(self, number: str) -> None:
        async with self.desk() as desk:
            await desk.work.take(number, by=self.person, now=self.line.now)

    async def answer(self, number: str, words: str) -> None:
        async with self.desk() as desk:
            await desk.work.answer(number, words, by=self.person, now=self.line.now)

    async def ask(self, number: str, words: str) -> None:
        async with self.desk() as desk:
            await desk.work.ask(number, words, by=self.person, now=self.line.now)

    async def offer(self, number: str, terms: str) -> None:
        async with self.desk() as desk:
            await desk.work.offer(number, terms, by=self.person, now=self.line.now)

    async def close(self, number: str) -> None:
        async with self.desk() as desk:
            await desk.work.close(number, by=self.person, now=self.line.now)

    async def hand_over(self, number: str, *, to: str, reason: str) -> None:
        async with self.desk() as desk:
            await desk.work.hand_over(
                number, to=to, reason=reason, by=self.person, now=self.line.now
            )

    async def clock_strikes(self) -> None:
        """Let the clock look at all whose moment has come."""
        async with self.line.database.reading() as unit:
            waiting = await waiting_for_the_clock(unit, now=self.line.now)
        for request in waiting:
            async with self.desk() as desk:
                await desk.clockwork.look(request, self.line.now)

    async def sees(self, number: str) -> tuple[Request, list[Entry]]:
        """The request and all that was said in it, notes too."""
        async with self.line.database.unit() as unit:
            opened = await self.line.house(unit).desk.lists.open(self.person, number)
        assert opened is not None
        return opened.request, list(opened.entries)


async def librarian_of(
    line: BareLine, talk: Talk, *, point: str = HOUNB, role: Role = Role.LIBRARIAN
) -> Librarian:
    """Somebody who has come in at the desk of this library."""
    async with line.database.unit() as unit:
        staff = Staff(unit)
        invited = await staff.invite("Оксана", role=role, point=point, now=line.now, by=None)
        person, _ = await Doors(unit).enter(invited.link, now=line.now)
    return Librarian(line, talk, person)
