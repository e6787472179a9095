"""A librarian of one library while a citizen's conversation goes on, over any line."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.contracts.services import Services
from bot.requests.model import Request, RequestEntry
from bot.requests.service import Requests
from bot.requests.sla_runner import waiting_for_the_clock
from bot.requests.staff_acts import Work
from bot.staff.model import Person, Role
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from bot.storage.schema import metadata
from tests.flows.desk_talk import at, seen_by
from tests.lines.quick import clock
from tests.talk import BareLine, Talk

T = TypeVar("T")
requests = metadata.tables["requests"]
HOUNB = "hounb"
ASKED = "Де шукати метричну книгу за 1913 рік?"


def number_in(talk: Talk) -> str:
    """The number of the request that was just told."""
    found = re.search(r"\d{4}-\d{4}", talk.text)
    assert found, str(talk)
    return found.group()


async def ask(talk: Talk, words: str = ASKED) -> str:
    """Hand a question in to the oblast library; its number."""
    await talk.say("людина")
    await talk.say(words)
    await talk.tap("Будь-яка бібліотека")
    await talk.tap("Надіслати")
    return number_in(talk)


def now_of(talk: Talk) -> datetime:
    """The line's own time."""
    return talk.line.now if isinstance(talk.line, BareLine) else clock()


async def done_at(talk: Talk, use: Callable[[Services], Awaitable[T]]) -> T:
    """Do something in one transaction; the citizen's letters arrive after it."""
    done = await at(talk, use)
    talk.receive(await talk.line.letters())
    return done


async def clock_strikes(talk: Talk) -> None:
    """Let the clock look at all whose moment has come."""
    assert isinstance(talk.line, BareLine)
    now = talk.line.now
    async with talk.line.database.reading() as unit:
        waiting = await waiting_for_the_clock(unit, now=now)
    for request in waiting:
        await done_at(
            talk, lambda services, one=request: services[Requests].sla_runner.look(one, now)
        )


@dataclass
class Librarian:
    """Acts at the desk; what the citizen is told meanwhile is on their screen at once."""

    talk: Talk
    person: Person

    @property
    def now(self) -> datetime:
        return now_of(self.talk)

    async def does(self, use: Callable[[Services], Awaitable[T]]) -> T:
        """Do something in one transaction; the citizen's letters arrive after it."""
        return await done_at(self.talk, use)

    async def works(self, act: Callable[[Work], Callable[..., Awaitable[T]]], *given: str) -> T:
        """An act of the desk by this person, now."""
        return await self.does(
            lambda services: act(services[Requests].work)(*given, by=self.person, now=self.now)
        )

    async def take(self, number: str) -> None:
        await self.works(lambda work: work.take, number)

    async def answer(self, number: str, words: str) -> None:
        await self.works(lambda work: work.answer, number, words)

    async def ask(self, number: str, words: str) -> None:
        await self.works(lambda work: work.ask, number, words)

    async def offer(self, number: str, terms: str) -> None:
        await self.works(lambda work: work.offer, number, terms)

    async def close(self, number: str) -> None:
        await self.works(lambda work: work.close, number)

    async def release(self, number: str) -> None:
        await self.works(lambda work: work.release, number)

    async def hand_over(self, number: str, *, to: str, reason: str) -> None:
        await self.does(
            lambda services: services[Requests].work.hand_over(
                number, to=to, reason=reason, by=self.person, now=self.now
            )
        )

    async def clock_strikes(self) -> None:
        """Let the clock look at all whose moment has come."""
        await clock_strikes(self.talk)

    async def sees(self, number: str) -> tuple[Request, list[RequestEntry]]:
        """The request and all that was said in it, notes too."""
        opened = await seen_by(self.talk, self.person, number)
        return opened.request, list(opened.entries)


async def librarian_of(talk: Talk, *, point: str = HOUNB, role: Role = Role.LIBRARIAN) -> Librarian:
    """Somebody who has come in at the desk of this library."""

    async def come_in(services: Services) -> Person:
        moment = now_of(talk)
        invited = await services[Staff].invite(
            "Оксана", role=role, point=point, now=moment, by=None
        )
        person, _ = await services[SignIn].enter(invited.link, now=moment)
        return person

    return Librarian(talk, await at(talk, come_in))


async def answered(oksana: Librarian, talk: Talk) -> str:
    """A question that has its answer; its number."""
    number = await ask(talk)
    await oksana.take(number)
    await oksana.answer(number, "Фонд 315, опис 1.")
    return number
