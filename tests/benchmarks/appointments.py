"""Appointments: the first free places of 60 libraries over 60 days; a day's list at the desk.

The targets are 50 ms of processor for free places (none booked, 10,000 booked, all but the last
day full), and 200 ms a page at p95 with 10,000 bookings. A booking is a hold and a confirmation.
"""

import asyncio
import gc
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sqlalchemy import insert

from bot.app.content_index import cache_folder, learn
from bot.app.settings import ROOT
from bot.appointments.context import AppointmentContext
from bot.appointments.model import Came, State, Whom
from bot.appointments.schedule import Schedules
from bot.appointments.service import Appointments
from bot.appointments.slots import DAY, moments
from bot.appointments.tables import appointments
from bot.catalogue.library import Library
from bot.catalogue.model import Text
from bot.engine.turn import Point
from bot.engine.wording import KYIV
from bot.staff.service import Staff
from bot.storage.database import Database, Unit
from bot.storage.migrate import migrate
from bot.storage.vault import Vault
from tests.console.served_desk import CENTRAL, served_desk
from tests.unit.appointments.small import LEGAL, TOPICS, World, schedule, slot

LIBRARIES, DAYS, BOOKED, LOOKS, BATCH = 60, 60, 10_000, 40, 2000
FREE_MS, PAGE_MS = 50.0, 200.0
WEEK = (((schedule().hours[0][0][0], schedule().hours[0][0][0].replace(hour=18)),),) * 7
MANY = tuple(schedule(f"s{n}", f"l{n}", hours=WEEK, days_ahead=DAYS) for n in range(LIBRARIES))
PLACES = {
    f"l{n}": Library(
        id=f"l{n}", kind="branch", name=Text(f"l{n}"), source="-", lat=49 + n / 60, lon=27
    )
    for n in range(LIBRARIES)
}


def run() -> Iterator[str]:
    """Lines of the report."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> list[str]:
    fresh = folder / "fresh.db"
    migrate(f"sqlite:///{fresh}")
    lines = []
    for name, most in (("none booked", 0), ("10,000 booked", BOOKED), ("all but a day full", -1)):
        path = folder / f"{len(lines)}.db"
        shutil.copy(fresh, path)
        async with _opened(path) as world:
            many = await _fill(world, most)
            spent = await _spent(lambda world=world: _look(world))
            p95 = quantiles(spent, n=20)[-1]
            lines.append(
                f"first free places, {name} ({many:,}): {median(spent):.1f} ms,"
                f" p95 {p95:.1f} ms = {p95 / FREE_MS:.2f} of 50 ms"
            )
            if not most:
                lines.append(await _bookings(world))
    return [*lines, await _list(folder)]


@asynccontextmanager
async def _opened(path: Path) -> AsyncIterator[World]:
    database = Database(f"sqlite:///{path}", vault=Vault(["a secret of the tests"]))
    await database.open()
    try:
        world = World(database)
        world.has(*MANY)
        yield world
    finally:
        await database.close()


async def _fill(world: World, most: int) -> int:
    """Book the soonest places of all libraries in turn; -1 books all but those of the last day."""
    today = world.now.astimezone(KYIV).date()
    rows = [
        _row(number, one.id, one.library, start)
        for number, (one, start) in enumerate(
            (one, start)
            for ahead in range(DAYS if most else 0)
            for one in MANY
            for start in moments(one, today + DAY * ahead)
        )
    ]
    rows = rows if most < 0 else rows[:most]
    for first in range(0, len(rows), BATCH):
        async with world.database.unit() as unit:
            for row in rows[first : first + BATCH]:
                unit.put(_add, row)
    return len(rows)


_add = insert(appointments)


def _row(number: int, id: str, library: str, start: Any) -> dict[str, Any]:
    return {
        "number": f"n{number}", "schedule": id, "library": library, "kind": LEGAL.value,
        "topic": "family", "mode": "in_person", "lang": "uk", "starts_at": start,
        "day": start.astimezone(KYIV).date().isoformat(),
        "ends_at": start + timedelta(minutes=30), "seat": 0, "state": State.BOOKED.value,
        "whom": Whom.SELF.value, "came": Came.CHAT.value, "discreet": True, "coming": False,
        "version": 0, "created_at": start,
    }  # fmt: skip


async def _look(world: World) -> None:
    async with world.database.reading() as unit:
        context = AppointmentContext(unit, world.schedules, PLACES, Staff(unit))
        found = await Appointments(context).finding.find_free(
            LEGAL, now=world.now, near=Point(49.5, 27.0)
        )
    assert found


async def _spent(do: Callable[[], Awaitable[None]]) -> list[float]:
    """Milliseconds of processor of each call."""
    await do()
    gc.collect()
    gc.freeze()  # what stays for ever is looked through in no measurement
    spent = []
    for _ in range(LOOKS):
        began = time.process_time()
        await do()
        spent.append(1000 * (time.process_time() - began))
    return spent


async def _bookings(world: World) -> str:
    spent = []
    for number in range(LOOKS):
        citizen = await world.citizen(f"c{number}")
        place = slot("2026-11-24", 10, of=f"s{number}")
        began = time.process_time()
        await world.book(place, citizen)
        spent.append(1000 * (time.process_time() - began))
    return f"a hold and a confirmation: {median(spent):.1f} ms"


async def _list(folder: Path) -> str:
    content, path = ROOT / "content", folder / "desk.db"
    migrate(f"sqlite:///{path}")
    index = learn(content, cache=cache_folder(content), sentences=False)
    here = tuple(
        replace(one, library=CENTRAL if at == 0 else one.library) for at, one in enumerate(MANY)
    )
    index = replace(index, content=replace(index.content, appointments=Schedules(here, TOPICS)))
    async with served_desk(f"sqlite:///{path}", index) as served:
        world = World(served.app.database)
        rows = await _fill(world, BOOKED)
        await _belongs(served.app.database)
        one = await served.librarian()
        day = (world.now + DAY).astimezone(KYIV).date()
        spent = []
        for _ in range(LOOKS):
            began = time.perf_counter()
            answer = await one.http.get(f"/desk/appointments?day={day}")
            spent.append((time.perf_counter() - began) * 1000)
            assert answer.status_code == 200
    p95 = quantiles(spent, n=20)[-1]
    return (
        f"a day's list of {rows:,}: {median(spent):.0f} ms, p95 {p95:.0f} ms"
        f" = {p95 / PAGE_MS:.2f} of 200 ms"
    )


async def _belongs(database: Database) -> None:
    """The first schedule is the library's whose list is looked at."""
    unit: Unit
    async with database.unit() as unit:
        unit.put(
            appointments.update().where(appointments.c.library == "l0").values(library=CENTRAL)
        )
