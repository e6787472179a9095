"""The desk behind a conversation: people, requests, and what colleagues do meanwhile."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sqlalchemy import update

from bot.contracts.services import Services
from bot.requests.intake import NewRequest
from bot.requests.model import Holder, Request, RequestKind, RoutingReason
from bot.requests.queries import Opened
from bot.requests.service import Requests
from bot.requests.tables import requests
from bot.staff.model import Person, Role, staff
from bot.staff.service import Staff
from bot.storage.database import Unit
from tests.talk import MONDAY_NOON, BareLine, Talk

T = TypeVar("T")
HERE, CENTRAL = "derazhnia-tsentralna", "hounb"
WORDS = "Де шукати метричну книгу за 1913 рік?"
SHUT = "Цей розділ для працівників бібліотек"
GONE = "Такого звернення за вашим столом немає."


async def in_unit(talk: Talk, use: Callable[[Unit], Awaitable[T]]) -> T:
    """Do something in the database behind this conversation, in a transaction of its own."""
    line: Any = talk.line
    database = line.database if isinstance(line, BareLine) else line.app.database

    async def work() -> T:
        async with database.unit() as unit:
            return await use(unit)

    service = getattr(line, "_service", None)
    return await (service.do(work()) if service else work())


async def at(talk: Talk, use: Callable[[Services], Awaitable[T]]) -> T:
    """Do something with what the flows have behind this conversation."""
    line: Any = talk.line
    bind = line.services if isinstance(line, BareLine) else line.app.bind
    return await in_unit(talk, lambda unit: use(bind(unit)))


async def dismiss_everybody(talk: Talk) -> None:
    """Leave a bot that other conversations share without staff, as it was.

    Nor does it see to what is left of their requests: the next ones' staff would hear of it.
    """

    async def use(unit: Unit) -> None:
        unit.put(update(staff).values(state="removed"))
        unit.put(update(requests).values(owner_id=None, wake_at=None))

    await in_unit(talk, use)


async def invited(
    talk: Talk, name: str, role: Role = Role.LIBRARIAN, point: str = HERE
) -> tuple[Person, str]:
    """Somebody of the staff, and the code that links a conversation to them."""

    async def use(services: Services) -> tuple[Person, str]:
        made = await services[Staff].invite(name, role=role, point=point, now=MONDAY_NOON, by=None)
        return made.person, made.code

    return await at(talk, use)


async def linked(talk: Talk, name: str = "Ірина", **given: Any) -> Person:
    """Somebody of the staff whose conversation this is."""
    person, code = await invited(talk, name, **given)
    await talk.start(f"staff__{code}")
    talk.sees(f"{name}, тепер цей чат – ваш робочий стіл.")
    return person


async def asked(
    talk: Talk,
    words: str = WORDS,
    *,
    point: str = HERE,
    kind: RequestKind = RequestKind.REFERENCE,
    name: str = "",
) -> str:
    """The number of a request whose reader has no conversation with us."""

    async def use(services: Services) -> Request:
        return await services[Requests].intake.hand_in(
            NewRequest(words, kind=kind, name=name), citizen=None,
            holder=Holder(point, RoutingReason.NEAREST, 0.4), now=MONDAY_NOON,
        )  # fmt: skip

    return (await at(talk, use)).number


async def seen_by(talk: Talk, person: Person, number: str) -> Opened:
    """The request as this person may see it."""
    opened = await at(talk, lambda services: services[Requests].lists.open(person, number))
    assert opened is not None
    return opened
