"""The desk over real HTTP: a list of 10,000 open requests, and how soon an open page hears.

The targets are milliseconds (200 a page at p95, 1000 to the page); the ratio is the target's
share that was used.
"""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from bot.app.content_index import cache_folder, learn
from bot.app.settings import ROOT
from bot.app.wiring import App
from bot.requests.intake import NewRequest
from bot.requests.model import Holder, RoutingReason
from bot.requests.service import Requests
from bot.staff.model import Role
from bot.storage.migrate import migrate
from tests.console.served_desk import CENTRAL, DeskHouse, Librarian, desk_house

REQUESTS = 10_000
BATCH = 500
LOOKS = 60
HANDED_IN = 10
PAGE_MS = 200.0
NOTICE_MS = 1000.0
SUBJECTS = ("метрика", "субсидія", "паспорт", "книга про козаків", "пенсія", "стаття з газети")
PAGES = {
    "new": "/desk",
    "all, page 300": "/desk?list=all&page=300",
    "search by words": "/desk?list=all&text=субсидія",
    "filter by kind": "/desk?list=new&kind=reference",
}


async def _fill(app: App, services: DeskHouse) -> None:
    for start in range(0, REQUESTS, BATCH):
        async with app.database.unit() as unit:
            intake = app.bind(unit)[Requests].intake
            for at in range(start, start + BATCH):
                new = NewRequest(f"{SUBJECTS[at % len(SUBJECTS)]} {at}")
                holder = Holder(CENTRAL, RoutingReason.NEAREST, 1.0)
                await intake.hand_in(new, citizen=None, holder=holder, now=services.clock())


async def _looks(one: Librarian, path: str) -> list[float]:
    spent = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        answer = await one.http.get(path)
        spent.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200
    return spent


async def _notices(services: DeskHouse, one: Librarian) -> list[float]:
    spent = []
    async with one.http.stream("GET", "/desk/stream") as answer:
        lines = answer.aiter_lines()
        while not (await anext(lines)).startswith("retry"):
            pass
        for _ in range(HANDED_IN):
            began = time.perf_counter()
            await services.ask()
            while not (await anext(lines)).startswith("event: changed"):
                pass
            spent.append((time.perf_counter() - began) * 1000)
    return spent


async def _measure(folder: Path) -> list[str]:
    content = ROOT / "content"
    database = f"sqlite:///{folder / 'desk.db'}"
    migrate(database)
    lines = []
    async with desk_house(database, learn(content, cache=cache_folder(content))) as services:
        one = await services.librarian(role=Role.ADMIN)
        await _fill(services.app, services)
        for name, path in PAGES.items():
            spent = await _looks(one, path)
            p95 = quantiles(spent, n=20)[-1]
            lines.append(
                f"{name}: {median(spent):.0f} ms, p95 {p95:.0f} ms = {p95 / PAGE_MS:.2f} of 200 ms"
            )
        heard = await _notices(services, one)
        worst = max(heard)
        lines.append(
            f"from hand-in to an open page: {median(heard):.0f} ms, longest {worst:.0f} ms"
            f" = {worst / NOTICE_MS:.2f} of 1 s"
        )
    return lines


def run() -> Iterator[str]:
    """Lines of the report."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_measure(Path(folder)))
