"""A thousand people want one place at the same moment: one has it, the others hear of the next."""

import asyncio
import json
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from bot.app.settings import ROOT
from bot.appointments.tables import appointments
from bot.storage import citizens, inbox
from bot.storage.database import Database
from bot.storage.tables import citizens as citizens_table
from tests.unit.appointments.race import PLACE, race
from tests.unit.appointments.small import MONDAY
from tests.waiting import PATIENCE

pytestmark = pytest.mark.slow

MANY, SIDES = 1000, 3
EXPECTED = Counter({"held": 1, "taken, others offered": MANY - 1})


async def people(database: Database) -> list[int]:
    async with database.unit() as unit:
        for number in range(MANY):
            peer = f"c{number}"
            key = inbox.peer_key(unit, "web", peer)
            citizens.add(unit, "web", peer, key=key, lang="uk", now=MONDAY)
        rows = await unit.all(select(citizens_table.c.id))
        return [row.id for row in rows]


async def seats(database: Database) -> list[tuple[object, ...]]:
    async with database.reading() as unit:
        rows = await unit.all(select(appointments.c.starts_at, appointments.c.seat))
    return [tuple(row) for row in rows]


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_over_three_processes_on_postgresql(database: Database, database_url: str) -> None:
    everybody = await people(database)

    async def side(number: int) -> Counter[str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.unit.appointments.race", database_url,
            *map(str, everybody[number::SIDES]), cwd=ROOT, stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        out, _ = await asyncio.wait_for(process.communicate(), PATIENCE * 6)
        return Counter(json.loads(out))

    told = await asyncio.gather(*map(side, range(SIDES)))
    assert sum(told, Counter()) == EXPECTED
    assert await seats(database) == [(PLACE.starts_at, 0)]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_over_threads_on_sqlite(database: Database, database_url: str) -> None:
    everybody = await people(database)
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(SIDES) as pool:
        told = await asyncio.gather(
            *(
                loop.run_in_executor(pool, asyncio.run, race(database_url, everybody[side::SIDES]))
                for side in range(SIDES)
            )
        )
    assert sum(told, Counter()) == EXPECTED
    assert await seats(database) == [(PLACE.starts_at, 0)]
