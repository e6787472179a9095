"""`python -m tests.unit.appointments.race URL CITIZEN…`: all of them want one place at once.

Prints a line of JSON: how many have it, how many were told of the next free ones, what else.
"""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Sequence

from bot.appointments.model import AppointmentError
from bot.storage.database import Database
from bot.storage.vault import Vault
from tests.unit.appointments.small import World, schedule, slot

PLACE = slot("2026-11-24", 10)
AT_ONCE = 50


async def race(url: str, citizens: Sequence[int]) -> Counter[str]:
    """Each tries to hold the place, many at a time."""
    database = Database(url, vault=Vault(["a secret of the tests"]))
    await database.open()
    world = World(database)
    world.has(schedule(capacity=1))
    gate, found = asyncio.Semaphore(AT_ONCE), Counter[str]()

    async def one(citizen: int) -> None:
        async with gate:
            try:
                await world.hold(PLACE, citizen)
                found["held"] += 1
            except AppointmentError as error:
                found[f"{error.code}, {'others' if error.free else 'nothing'} offered"] += 1
            except Exception as error:
                found[type(error).__name__] += 1

    try:
        await asyncio.gather(*map(one, citizens))
    finally:
        await database.close()
    return found


if __name__ == "__main__":
    print(json.dumps(asyncio.run(race(sys.argv[1], list(map(int, sys.argv[2:]))))))
