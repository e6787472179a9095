"""An event that can't be stored is parked alone; the others of its batch are answered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from bot.app.operations import operation_routes
from bot.channels.contract import RawEvent
from bot.storage.database import Database, Unavailable, Unit
from bot.storage.health import Trouble
from bot.storage.tables import inbox
from tests.conversation.bot_process import BotProcess, MemoryChannel
from tests.waiting import PATIENCE

BROKEN = [
    pytest.param({"peer": "olena", "text": "ніж \ud83d ніж"}, id="half a pair"),
    pytest.param({"peer": "olena", "text": {"set"}}, id="no JSON"),
]


@pytest.mark.parametrize("body", BROKEN)
async def test_a_bad_one_is_parked_and_the_others_go_on(
    database: Database, body: dict[str, Any]
) -> None:
    bot = BotProcess(database, MemoryChannel())
    others = [RawEvent(f"{n}", f"p{n}", {"peer": f"p{n}", "text": "а"}) for n in range(5)]
    await bot.accepts(*others[:2], RawEvent("bad", "olena", body), *others[2:])
    await bot.dispatcher.accept("web", [RawEvent("bad", "olena", body)])  # it comes again
    await bot.rests()
    assert all(bot.told(f"p{n}") == ["echo а"] for n in range(5))
    async with database.reading() as unit:
        rows = await unit.all(select(inbox).where(inbox.c.state == "parked"))
    (row,) = rows
    assert row.error.startswith("not stored: ")
    assert "ніж" not in row.error


async def test_a_channel_that_keeps_nothing_is_told_until_it_keeps_something(
    database: Database,
) -> None:
    bot = BotProcess(database, MemoryChannel())
    told = bot.dispatcher.reception.line
    for number in range(3):
        assert told() == ""
        await bot.dispatcher.accept("web", [RawEvent(f"bad{number}", "olena", {"text": {"set"}})])
    assert told().startswith("web: nothing it receives can be kept")
    assert "mistok problems list" in told()
    routes = operation_routes(
        database,
        content=list,
        holds=tuple,
        token="",
        reception=told,
        tariffs={},
        clock=lambda: datetime.now(UTC),
    )
    transport = httpx2.ASGITransport(app=Starlette(routes=routes))
    async with httpx2.AsyncClient(
        transport=transport, base_url="http://here", timeout=PATIENCE
    ) as http:
        answer = await http.get("/readyz")
    assert (answer.status_code, answer.text) == (503, told())
    await bot.accepts(RawEvent("1", "olena", {"peer": "olena", "text": "а"}))
    assert told() == ""


async def test_an_address_that_has_no_bytes_is_parked_too(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel())
    await bot.accepts(RawEvent("\udc00", "\ud800", {"peer": "x"}))
    await bot.rests()
    async with database.reading() as unit:
        (row,) = await unit.all(select(inbox.c.state))
    assert row.state == "parked"


async def test_when_the_database_fails_nothing_is_acknowledged(database: Database) -> None:
    closed = Closed(database, OSError("the disk is full"))
    bot = BotProcess(closed, MemoryChannel())  # type: ignore[arg-type]
    events = [RawEvent(name, name, {"peer": name, "text": "а"}) for name in ("olena", "ivan")]
    with pytest.raises(OSError, match="disk"):
        await bot.dispatcher.accept("web", events)
    assert closed.tries == 3


async def test_trouble_of_the_database_is_no_fault_of_an_event(database: Database) -> None:
    closed = Closed(database, Unavailable(Trouble.FULL), times=1)
    bot = BotProcess(closed, MemoryChannel())  # type: ignore[arg-type]
    event = RawEvent("1", "olena", {"peer": "olena", "text": "а"})
    with pytest.raises(Unavailable):
        await bot.dispatcher.accept("web", [event])
    await bot.accepts(event)
    await bot.rests()
    assert bot.told("olena") == ["echo а"]


class Closed:
    """A database that fails so many times."""

    def __init__(self, database: Database, error: Exception, *, times: int = 1000) -> None:
        self._database = database
        self._error = error
        self._left = times
        self.tries = 0

    @asynccontextmanager
    async def unit(self, **how: bool) -> AsyncIterator[Unit]:
        self.tries += 1
        self._left -= 1
        if self._left >= 0:
            raise self._error
        async with self._database.unit(**how) as unit:
            yield unit

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)
