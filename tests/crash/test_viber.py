"""Killed at each named point and at random moments, the bot loses nothing of Viber's."""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.crash.keeper import Keeper
from tests.crash.scenario import shown
from tests.crash.test_named_points import POINTS
from tests.crash.viber import ViberScenario, settings_for
from tests.fakes.viber.server import running
from tests.waiting import until

KILLS = 12
SEED = 20261129
NAMES = ("Олена", "Іван", "Марія")

Calm = dict[str, list[str]]


@pytest.fixture
async def scenario(keeper: Keeper, database_url: str) -> AsyncIterator[ViberScenario]:
    async with running() as viber:
        scenario = ViberScenario(viber, keeper, settings_for(viber, database_url))
        yield scenario
        if scenario.life is not None:
            await scenario.life.killed()


async def asks(scenario: ViberScenario, name: str) -> None:
    """Ask a librarian; what is typed blindly comes in the order it was typed."""
    for text in ("людина", "Хто написав «Кобзар» уперше?", "будь-яка", "так", "мої запитання"):
        await scenario.citizen(name).says(text)


async def reads(scenario: ViberScenario, name: str) -> None:
    for text in ("меню", "/about", "мої запитання", "меню"):
        await scenario.citizen(name).says(text)


ACTS = {"Олена": asks, "Іван": reads, "Марія": asks}


@pytest.fixture(scope="session")
def calm(keeper: Keeper, fresh_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Calm:
    """What each is told by a bot that nobody kills."""
    path = tmp_path_factory.mktemp("calm-viber") / "mistok.db"
    shutil.copy(fresh_sqlite, path)

    async def run() -> Calm:
        async with running() as viber:
            scenario = ViberScenario(viber, keeper, settings_for(viber, f"sqlite:///{path}"))
            await scenario.opens()
            await until(lambda: viber.fake.webhook)
            for name in NAMES:
                await ACTS[name](scenario, name)
            await scenario.finishes()
            return {name: [shown(text) for text in scenario.citizen(name).heard] for name in NAMES}

    return asyncio.run(run())


async def all_is_told_once(scenario: ViberScenario, calm: Calm) -> None:
    for name in NAMES:
        assert scenario.heard(name, calm[name]), f"{name} misses something\n{scenario}"
    events, letters = await scenario.held()
    assert set(events) == {"done"}, scenario
    assert letters == {"sent": sum(map(len, calm.values()))}, scenario
    assert await scenario.requests() == 2, scenario


@pytest.mark.parametrize("point", POINTS)
async def test_at_a_named_point(scenario: ViberScenario, calm: Calm, point: str) -> None:
    await scenario.opens(point=point, nth=4)
    for name in NAMES:
        await ACTS[name](scenario, name)
    await scenario.dies()
    await scenario.opens()
    await scenario.finishes()
    await all_is_told_once(scenario, calm)


async def test_at_random_moments(scenario: ViberScenario, calm: Calm) -> None:
    chance = random.Random(SEED)
    await scenario.opens()
    await until(lambda: scenario.viber.fake.webhook)
    for name in NAMES:
        await ACTS[name](scenario, name)
    for _ in range(KILLS):
        if not scenario.viber.fake.waiting:
            break
        await asyncio.sleep(chance.uniform(0.0, 0.4))
        await scenario.is_killed()
        await scenario.opens()
    await scenario.finishes()
    await all_is_told_once(scenario, calm)


@pytest.mark.parametrize("point", ["before accept", "accepted", "in the turn", "turn committed"])
async def test_a_welcome_that_was_on_its_way_comes_with_the_first_word(
    scenario: ViberScenario, point: str
) -> None:
    await scenario.opens(point=point)
    oksana = scenario.citizen("Оксана")
    await until(lambda: scenario.viber.fake.webhook)
    await oksana.opens()
    await scenario.dies()
    await scenario.opens()
    await scenario.confirmed()
    await oksana.says("меню")
    await scenario.finishes()
    told = "\n".join(oksana.heard)
    assert told.count("Місток") >= 1, scenario
    assert "Чим допомогти" in told or "меню" in told.casefold(), scenario
    events, letters = await scenario.held()
    assert set(events) == {"done"}, scenario
    assert set(letters) == {"sent"}, scenario
