"""An event that can't be stored is parked alone; the others of its batch are answered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.contract import Event
from bot.storage.database import Database, Unit
from bot.storage.tables import inbox
from tests.dispatch.village import Radio, Village

BROKEN = [
    pytest.param({"peer": "olena", "text": "ніж \ud83d ніж"}, id="half a pair"),
    pytest.param({"peer": "olena", "text": {"set"}}, id="no JSON"),
]


@pytest.mark.parametrize("body", BROKEN)
async def test_a_bad_one_is_parked_and_the_others_go_on(
    database: Database, body: dict[str, Any]
) -> None:
    village = Village(database, Radio())
    others = [Event(f"{n}", f"p{n}", {"peer": f"p{n}", "text": "а"}) for n in range(5)]
    await village.dispatcher.accept("web", [*others[:2], Event("bad", "olena", body), *others[2:]])
    await village.dispatcher.accept("web", [Event("bad", "olena", body)])  # it comes again
    await village.rests()
    assert all(village.told(f"p{n}") == ["echo а"] for n in range(5))
    async with database.reading() as unit:
        rows = await unit.all(select(inbox).where(inbox.c.state == "parked"))
    (row,) = rows
    assert row.error.startswith("not stored: ")
    assert "ніж" not in row.error


async def test_an_address_that_has_no_bytes_is_parked_too(database: Database) -> None:
    village = Village(database, Radio())
    await village.dispatcher.accept("web", [Event("\udc00", "\ud800", {"peer": "x"})])
    await village.rests()
    async with database.reading() as unit:
        (row,) = await unit.all(select(inbox.c.state))
    assert row.state == "parked"


async def test_when_the_database_fails_nothing_is_acknowledged(database: Database) -> None:
    village = Village(Closed(database), Radio())  # type: ignore[arg-type]
    with pytest.raises(OSError, match="disk"):
        await village.hears(("1", "olena", "а"), ("2", "ivan", "б"))
    assert village.database.tries == 3  # type: ignore[attr-defined]


class Closed:
    """A database whose disk is full."""

    def __init__(self, database: Database) -> None:
        self.vault = database.vault
        self.tries = 0

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        self.tries += 1
        raise OSError("the disk is full")
        yield
