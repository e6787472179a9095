"""Editors save files while the bot runs; a real folder is watched, a real process learns."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import structlog

from bot.knowledge import Knowledge, learn
from bot.renewal import renew
from tests.processes import until
from tests.unit.editorial.small import FILES

PATIENCE = 30.0
SERVICES = "services/identity.yaml"


class House:
    """What is known now, and a way to wait for the next."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.cache = cache
        self.knows = learn(folder, cache=cache)
        self.taken: asyncio.Queue[Knowledge] = asyncio.Queue()

    def take(self, fresh: Knowledge) -> None:
        self.knows = fresh
        self.taken.put_nowait(fresh)

    def saves(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    async def next(self) -> Knowledge:
        async with asyncio.timeout(PATIENCE):
            return await self.taken.get()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    folder = tmp_path / "content"
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    async with _watched(House(folder, tmp_path / "cache")) as house:
        yield house


@asynccontextmanager
async def _watched(house: House) -> AsyncIterator[House]:
    task = asyncio.create_task(
        renew(house.folder, cache=house.cache, current=lambda: house.knows, take=house.take)
    )
    await asyncio.sleep(0.5)  # the watch begins in a thread
    try:
        yield house
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_saved_way_of_asking_is_understood_at_once(house: House) -> None:
    assert "id-card" not in _answer(house.knows, "посіяв айдішку")
    house.saves("examples/id-card.txt", "загубив картку\nпосіяв айдішку\nпосіяв десь айдішку\n")
    fresh = await house.next()
    assert "id-card" in _answer(fresh, "посіяв айдішку")


async def test_a_mistake_is_not_taken_and_its_mending_is(house: House) -> None:
    before = house.knows
    with structlog.testing.capture_logs() as logs:
        house.saves(SERVICES, FILES[SERVICES] + "  - id: [half written\n")
        await asyncio.to_thread(until, lambda: bool(logs))
    assert logs[0]["event"] == "content.not_taken"
    assert "services/identity.yaml" in logs[0]["where"]
    assert house.knows is before
    house.saves(SERVICES, FILES[SERVICES].replace("uk: Паспорт", "uk: Картка"))
    fresh = await house.next()
    assert fresh.content.catalogue.get("id-card").title.uk == "Картка"
    assert fresh.problems == before.problems


def _answer(knows: Knowledge, text: str) -> list[str]:
    return [hit.id for hit in knows.understanding.understand(text).hits]
